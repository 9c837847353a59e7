"""The audio stream: a convolutional local part on windows of one hop, and a block-causal Transformer on its tokens.

Shapes: B canvases, H hops, T = 3 H tokens, W = TOKEN_DIM."""
import torch
import torch.nn.functional as F
from torch import nn

from .grid import HOP, HOP_TOKENS, OVERLAP, SILENCE

TOKEN_DIM = 256
TEACHER_DIM = 384
CLASSES, CLASS_HIDDEN, LOWER_CLASS_HIDDEN = 527, 640, 384
MAX_TOKENS = 64


class ConvUnit(nn.Module):
    """Convolution, batch normalisation, hardswish; residual where the shape allows."""

    def __init__(self, inside: int, outside: int, kernel: int, stride: int, padding: int):
        super().__init__()
        self.conv = nn.Conv2d(inside, outside, kernel, stride, padding, bias=False)
        self.norm = nn.BatchNorm2d(outside)
        self.residual = inside == outside and stride == 1

    def forward(self, x):
        y = F.hardswish(self.norm(self.conv(x)))
        return x + y if self.residual else y


class Squeeze(nn.Module):
    """Squeeze-excitation over the window."""

    def __init__(self, channels: int):
        super().__init__()
        self.gate = nn.Sequential(nn.Linear(channels, channels // 4), nn.ReLU(), nn.Linear(channels // 4, channels))

    def forward(self, x):
        return x * torch.sigmoid(self.gate(x.mean((2, 3))))[:, :, None, None]


class Bottleneck(nn.Module):
    """Inverted bottleneck: widen, depthwise 3x3, squeeze-excitation, narrow."""

    def __init__(self, inside: int, outside: int, wide: int, stride: int = 1):
        super().__init__()
        self.widen = nn.Sequential(nn.Conv2d(inside, wide, 1, bias=False), nn.BatchNorm2d(wide), nn.Hardswish())
        self.depthwise = nn.Sequential(nn.Conv2d(wide, wide, 3, stride, 1, groups=wide, bias=False),
                                       nn.BatchNorm2d(wide), nn.Hardswish())
        self.squeeze = Squeeze(wide)
        self.narrow = nn.Sequential(nn.Conv2d(wide, outside, 1, bias=False), nn.BatchNorm2d(outside))
        self.residual = inside == outside and stride == 1
        self.stride = stride

    def forward(self, x):
        y = self.narrow(self.squeeze(self._depthwise(self.widen(x))))
        return x + y if self.residual else y

    def _depthwise(self, x):
        if self.stride == 1:
            return self.depthwise(x)
        # oneDNN has no fast bfloat16 gradient of a strided depthwise convolution: it takes half of a whole step
        with torch.autocast(x.device.type, enabled=False):
            return self.depthwise(x.float())


def _columns(x):
    """[N, C, mels, time] -> [N, time, C * mels]"""
    return x.permute(0, 3, 1, 2).flatten(2)


class Convolutions(nn.Module):
    """[N, 1, 128 mels, 128 frames] -> features at three depths: [N, 16, 768], [N, 8, 768], [N, 4, 576]."""

    def __init__(self):
        super().__init__()
        self.low = nn.Sequential(ConvUnit(1, 32, 4, 4, 0), ConvUnit(32, 48, 3, 2, 1), ConvUnit(48, 48, 3, 1, 1))
        self.mid = nn.Sequential(Bottleneck(48, 96, 192, 2), Bottleneck(96, 96, 384), Bottleneck(96, 96, 384))
        self.high = nn.Sequential(Bottleneck(96, 144, 384, 2), Bottleneck(144, 144, 576), Bottleneck(144, 144, 576))

    def forward(self, window):
        low = self.low(window)
        mid = self.mid(low)
        high = self.high(mid)
        return _columns(low), _columns(mid), _columns(high)


class LocalPart(nn.Module):
    def __init__(self):
        super().__init__()
        self.convolutions = Convolutions()
        self.project = nn.Linear(576, TOKEN_DIM)
        self.norm = nn.LayerNorm(TOKEN_DIM)

    def tokens(self, high):
        """[N, 4, 576] -> [N, 3, W]: the token that lies in the overlap is dropped."""
        return self.norm(self.project(high[:, 1:]))

    def forward(self, logmel):
        """[N, 128, 128] -> [N, 3, W]"""
        return self.tokens(self.convolutions(logmel[:, None])[2])


class Block(nn.Module):
    """Pre-norm Transformer block."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.feed = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def forward(self, x, mask):
        b, t, w = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        attended = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = x + self.out(attended.transpose(1, 2).reshape(b, t, w))
        return x + self.feed(self.norm2(x))


def block_causal(tokens: int, device=None) -> torch.Tensor:
    """[T, T] bool: a token sees the tokens of its own hop and of the hops before."""
    hop = torch.arange(tokens, device=device) // HOP_TOKENS
    return hop[:, None] >= hop[None, :]


class ContextPart(nn.Module):
    """[B, T, W] tokens -> the states after half of the blocks and after all of them."""

    def __init__(self, blocks: int = 4, heads: int = 4):
        super().__init__()
        self.position = nn.Parameter(torch.zeros(1, MAX_TOKENS, TOKEN_DIM))
        nn.init.normal_(self.position, std=0.02)
        self.blocks = nn.ModuleList([Block(TOKEN_DIM, heads) for _ in range(blocks)])
        self.norm = nn.LayerNorm(TOKEN_DIM)

    def forward(self, tokens):
        mask = block_causal(tokens.shape[1], tokens.device)
        x = tokens + self.position[:, :tokens.shape[1]]
        half = len(self.blocks) // 2
        for block in self.blocks[:half]:
            x = block(x, mask)
        middle = x
        for block in self.blocks[half:]:
            x = block(x, mask)
        return middle, self.norm(x)


class Trunk(nn.Module):
    def __init__(self):
        super().__init__()
        self.local = LocalPart()
        self.context = ContextPart()

    def forward(self, canvas):
        """[B, 128, 96 H] -> tokens, middle and last states, each [B, 3 H, W]."""
        tokens = self.local(windows(canvas)).reshape(len(canvas), -1, TOKEN_DIM)
        return tokens, *self.context(tokens)


def windows(canvas):
    """[B, 128, 96 H] -> [B H, 128, 128]: each hop with the 32 frames before it, silence before the canvas."""
    padded = F.pad(canvas, (OVERLAP, 0), value=SILENCE)
    return padded.unfold(2, HOP + OVERLAP, HOP).permute(0, 2, 1, 3).reshape(-1, canvas.shape[1], HOP + OVERLAP)


def class_head(hidden: int, dropout: float) -> list[nn.Module]:
    """[..., W] -> class logits [..., 527]: nearly no class can be heard to begin with."""
    last = nn.Linear(hidden, CLASSES)
    nn.init.constant_(last.bias, -5.0)
    return [nn.Linear(TOKEN_DIM, hidden), nn.Hardswish(), nn.Dropout(dropout), last]


def class_heads(dropout: float) -> nn.ModuleList:
    """Of the three levels: the local part's tokens, the middle state of the context part, and the last one."""
    lower = [nn.Sequential(nn.LayerNorm(TOKEN_DIM), *class_head(LOWER_CLASS_HIDDEN, dropout)) for _ in range(2)]
    return nn.ModuleList([*lower, nn.Sequential(*class_head(CLASS_HIDDEN, dropout))])


class DistilHeads(nn.Module):
    """Predictions of the teacher's inner layers and outputs. The heads of classes serve the matching too: they have heard far
    more canvases than what is trained on the frozen trunk."""

    def __init__(self):
        super().__init__()
        self.mid6, self.mid12, self.mid15 = nn.Linear(768, 16), nn.Linear(768, 48), nn.Linear(576, 64)
        self.frames, self.local_frames = nn.Linear(TOKEN_DIM, TEACHER_DIM), nn.Linear(TOKEN_DIM, TEACHER_DIM)
        self.embedding = nn.Linear(TOKEN_DIM, TEACHER_DIM)
        self.classes = class_heads(dropout=0.1)


class Student(nn.Module):
    """What the distillation trains, and what its files hold."""

    def __init__(self):
        super().__init__()
        self.trunk, self.heads = Trunk(), DistilHeads()

    @staticmethod
    def load(path) -> "Student":
        """From a file of any float width, ready for use."""
        student = Student()
        student.load_state_dict({k: v.float() if v.is_floating_point() else v
                                 for k, v in torch.load(path, weights_only=True).items()})
        return student.eval()
