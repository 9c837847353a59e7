"""The context part and the audio heads as the service runs them: what the newest segment needs, and nothing else.

The same numbers as `Matcher` gives for the last hop, from fewer operations: the last block looks from the segment's
tokens alone (at all the others), the classes of all levels and of the tokens are read in one pass, and no shape is worked
out while the graph runs."""
import torch
from torch import nn

from .grid import CONTEXT_TOKENS, SEGMENT_TOKENS
from .heads import LEVELS, AudioLevels, Matcher
from .trunk import Block, block_causal


class _SplitHeads(torch.autograd.Function):
    """[B, T, W] -> [B, T, heads, W / heads], in ONNX without reading B and T: a 0 keeps the size."""

    @staticmethod
    def forward(context, x, heads):
        return x.unflatten(-1, (heads, -1))

    @staticmethod
    def symbolic(graph, x, heads):
        return graph.op("Reshape", x, graph.op("Constant", value_t=torch.tensor([0, 0, heads, -1])))


class _JoinHeads(torch.autograd.Function):
    """[B, T, heads, W / heads] -> [B, T, W]"""

    @staticmethod
    def forward(context, x):
        return x.flatten(2)

    @staticmethod
    def symbolic(graph, x):
        return graph.op("Reshape", x, graph.op("Constant", value_t=torch.tensor([0, 0, -1])))


def _linear(weight: torch.Tensor, bias: torch.Tensor) -> nn.Linear:
    layer = nn.Linear(weight.shape[1], weight.shape[0])
    layer.weight, layer.bias = nn.Parameter(weight), nn.Parameter(bias)
    return layer


class ServedBlock(nn.Module):
    """A Block whose queries may be fewer than its keys; the scale of the attention is part of its weights."""

    def __init__(self, block: Block):
        super().__init__()
        self.block = block
        width, scale = block.out.in_features, (block.out.in_features // block.heads) ** -0.5
        query, key, value = zip(block.qkv.weight.detach().split(width), block.qkv.bias.detach().split(width))
        self.query = _linear(query[0] * scale, query[1] * scale)
        self.key, self.value = _linear(*key), _linear(*value)

    def forward(self, x, mask, newest: int | None = None):
        """[B, T, W] and the additive mask [T, T] -> the states of all tokens, or of the `newest` ones: [B, T or fewer, W]"""
        split = lambda y: _SplitHeads.apply(y, self.block.heads)
        normal = self.block.norm1(x)
        key, value = split(self.key(normal)).permute(0, 2, 3, 1), split(self.value(normal)).transpose(1, 2)
        if newest is not None:
            x, normal, mask = x[:, -newest:], normal[:, -newest:], mask[-newest:]
        weights = torch.softmax(split(self.query(normal)).transpose(1, 2) @ key + mask, -1)
        x = x + self.block.out(_JoinHeads.apply((weights @ value).transpose(1, 2)))
        return x + self.block.feed(self.block.norm2(x))


class ContextGraph(nn.Module):
    """[B, T, W] -> levels [B, L, D], factors [B, K, d], token_levels [B, min(T, 6), D]"""

    def __init__(self, matcher: Matcher):
        super().__init__()
        context = matcher.context
        self.blocks = nn.ModuleList([ServedBlock(block) for block in context.blocks])
        self.norm, self.heads = context.norm, matcher.audio
        self.register_buffer("position", context.position[:, :CONTEXT_TOKENS].detach().clone())
        self.register_buffer("mask", torch.zeros(CONTEXT_TOKENS, CONTEXT_TOKENS).masked_fill(~block_causal(CONTEXT_TOKENS), -1e9))

    def forward(self, tokens):
        count = tokens.shape[1]
        mask, state, middle = self.mask[:count, :count], tokens + self.position[:, :count], None
        for number, block in enumerate(self.blocks, 1):
            state = block(state, mask, SEGMENT_TOKENS if number == len(self.blocks) else None)
            if number == len(self.blocks) // 2:
                middle = state
        return _read(self.heads, tokens[:, -SEGMENT_TOKENS:], middle[:, -SEGMENT_TOKENS:], self.norm(state))


def _read(heads: AudioLevels, tokens, middle, last):
    """Three [B, S, W] of one segment -> what ContextGraph gives."""
    low, mid, high = heads.classes
    logits = [low(tokens.mean(1, keepdim=True)), mid(middle.mean(1, keepdim=True)), high(torch.cat([last.mean(1, keepdim=True), last], 1))]
    heard = heads.view.log_presence(torch.cat(logits, 1))
    rows = heads.view(heard)
    return rows[:, :LEVELS], heads.factors(heard[:, LEVELS - 1]), rows[:, LEVELS:]
