"""A second audio stream: a small convolution network that hears a hop at a time and keeps what it needs of the hops before.

Inverted residuals with squeeze-excitation, strided 32-fold in time and in frequency. No convolution sees a column that has not been
heard yet: each one keeps the last columns of its input, so a hop costs what its 96 frames cost, and a stream gives the same
numbers in whatever pieces of whole hops it comes. Squeeze-excitation and the pooling look back over MEMORY hops.

Shapes: B streams, H hops, F mels or what is left of them, C channels, T columns (a whole number of hops)."""
import pathlib

import torch
import torch.nn.functional as F
from torch import nn

from .grid import HOP, MELS
from .trunk import CLASSES

MEMORY = 4  # hops, the newest one included: what squeeze-excitation and pooling look back over
EMBEDDING, HIDDEN = 384, 512
DEPTHS = ("mid3", "mid6", "mid12", "mid15")  # of the teacher, where the stages end
STAGE_WIDTHS = (16, 16, 48, 80)


class Stream:
    """What a network remembers of the hops before, while it hears `hops` more: read and replaced piece by piece, in the order in which the
    layers run.

    `pieces` None stands for the start of an epoch: nothing has been heard, and every column before it is 0."""

    def __init__(self, hops: int, heard: torch.Tensor, pieces: list[torch.Tensor] | None = None):
        self.hops, self._heard, self._before = hops, heard, None if pieces is None else iter(pieces)
        self.after: list[torch.Tensor] = []

    def extend(self, x: torch.Tensor, keep: int, axis: int = 3) -> torch.Tensor:
        """x with the last `keep` columns of what came before it, along the axis of time."""
        if self._before is None:
            before = x.new_zeros(*x.shape[:axis], keep, *x.shape[axis + 1:])
        else:
            before = next(self._before)
        both = torch.cat([before, x], axis)
        self.after.append(both.narrow(axis, int(x.shape[axis]), keep))
        return both

    def counts(self) -> torch.Tensor:
        """[B, H, 1]: how many of the last MEMORY hops there are, at each hop."""
        return (self._heard + torch.arange(1, self.hops + 1, device=self._heard.device)).clamp(max=MEMORY)[..., None]

    def means(self, x: torch.Tensor) -> torch.Tensor:
        """[B, C, F, T] -> [B, H, C]: of each hop."""
        if self.hops == 1:  # without a shape that depends on the batch, which a graph would work out at each hop
            return x.mean((2, 3))[:, None]
        return x.unflatten(3, (self.hops, -1)).mean((2, 4)).transpose(1, 2)

    def over_memory(self, x: torch.Tensor, weights: torch.Tensor | None = None) -> torch.Tensor:
        """[B, H, C] -> the same: sums over the last MEMORY hops, weighted by `weights` [MEMORY, C], the newest hop last."""
        both = self.extend(x, MEMORY - 1, axis=1)
        if self.hops == 1:
            return (both if weights is None else both * weights).sum(1, keepdim=True)
        return sum(both[:, k:k + self.hops] * (1.0 if weights is None else weights[k]) for k in range(MEMORY))


def columns_kept(kernel: int, stride: int) -> int:
    """Columns of the past that a convolution needs so that its newest output ends with the newest input."""
    return kernel - stride


class Squeeze(nn.Module):
    """Squeeze-excitation over the last hops. As the first layer is linear, what is kept of a hop is what that layer makes of it."""

    def __init__(self, channels: int):
        super().__init__()
        self.narrow, self.widen = nn.Linear(channels, channels // 4), nn.Linear(channels // 4, channels)

    def forward(self, x, stream: Stream):
        reduced = F.linear(stream.means(x), self.narrow.weight)
        mean = stream.over_memory(reduced) / stream.counts() + self.narrow.bias
        gate = torch.sigmoid(self.widen(F.relu(mean))).transpose(1, 2)  # [B, C, H]
        if stream.hops > 1:
            gate = gate.repeat_interleave(x.shape[3] // stream.hops, 2)
        return x * gate[:, :, None]


class Block(nn.Module):
    """Widen, depthwise convolution, squeeze-excitation, narrow; added to its input where the shapes allow. What is kept of the past is
    the narrow input: widening it again costs less than keeping it wide."""

    def __init__(self, inside: int, wide: int, outside: int, kernel: tuple[int, int], stride: int, squeeze: bool, activation):
        super().__init__()
        self.widen = nn.Sequential(nn.Conv2d(inside, wide, 1, bias=False), nn.BatchNorm2d(wide), activation())
        self.depthwise = nn.Sequential(nn.Conv2d(wide, wide, kernel, stride, (kernel[0] // 2, 0), groups=wide, bias=False),
                                       nn.BatchNorm2d(wide), activation())
        self.squeeze = Squeeze(wide) if squeeze else None
        self.narrow = nn.Sequential(nn.Conv2d(wide, outside, 1, bias=False), nn.BatchNorm2d(outside))
        self.keep, self.residual = columns_kept(kernel[1], stride), inside == outside and stride == 1

    def forward(self, x, stream: Stream):
        y = self.depthwise(self.widen(stream.extend(x, self.keep)))
        if self.squeeze is not None:
            y = self.squeeze(y, stream)
        y = self.narrow(y)
        return x + y if self.residual else y


class Entry(nn.Module):
    """[B, 1, 128, T] -> [B, 16, 32, T / 4]: two full convolutions, which cost less here than depthwise ones that save nothing."""

    def __init__(self, low: int = 16, wide: int = 40, outside: int = STAGE_WIDTHS[0]):
        super().__init__()
        self.first = nn.Sequential(nn.Conv2d(1, low, 3, 2, (1, 0), bias=False), nn.BatchNorm2d(low), nn.ReLU())
        self.second = nn.Sequential(nn.Conv2d(low, wide, 3, 2, (1, 0), bias=False), nn.BatchNorm2d(wide), nn.ReLU())
        self.narrow = nn.Sequential(nn.Conv2d(wide, outside, 1, bias=False), nn.BatchNorm2d(outside))

    def forward(self, x, stream: Stream):
        x = self.first(stream.extend(x, columns_kept(3, 2)))
        return self.narrow(self.second(stream.extend(x, columns_kept(3, 2))))


class Stage(nn.Module):
    """Blocks one after the other; ends where one of the teacher's DEPTHS does."""

    def __init__(self, *blocks: nn.Module):
        super().__init__()
        self.blocks = nn.ModuleList(blocks)

    def forward(self, x, stream: Stream):
        for block in self.blocks:
            x = block(x, stream)
        return x


class Head(nn.Module):
    """[B, 80, 4, T / 32] -> frames [B, 384, T / 32]; their mean over the last hops, each hop weighted per channel, is the embedding [B, H, 384];
    class logits [B, H, 527]."""

    def __init__(self):
        super().__init__()
        self.frames = nn.Sequential(nn.Conv2d(STAGE_WIDTHS[-1], EMBEDDING, 1, bias=False), nn.BatchNorm2d(EMBEDDING), nn.Hardswish())
        self.weights = nn.Parameter(torch.zeros(EMBEDDING, MEMORY))
        self.hidden, self.classes = nn.Linear(EMBEDDING, HIDDEN), nn.Linear(HIDDEN, CLASSES)
        self.dropout = nn.Dropout(0.1)
        nn.init.constant_(self.classes.bias, -5.0)

    def forward(self, x, stream: Stream):
        frames = self.frames(x).mean(2)
        embedding = self.pool(frames, stream)
        return frames, embedding, self.classes(self.dropout(F.hardswish(self.hidden(embedding))))

    def pool(self, frames, stream: Stream):
        weights = self.weights.T.exp()  # [MEMORY, 384]
        present = torch.arange(MEMORY, device=frames.device) >= MEMORY - stream.counts()  # [B, H, MEMORY]
        total = F.linear(present.to(weights.dtype), weights.T)
        return stream.over_memory(stream.means(frames[:, :, None]), weights) / total


class ConvTrunk(nn.Module):
    """[B, 128, 96 H] log-mel frames -> what it hears at each hop; with the state after a hop as input, the stream goes on."""

    def __init__(self):
        super().__init__()
        relu, swish = nn.ReLU, nn.Hardswish
        self.stages = nn.ModuleList([
            Stage(Entry(), Block(16, 64, 16, (3, 3), 1, False, relu)),
            Stage(Block(16, 64, 16, (5, 3), 2, True, relu), Block(16, 96, 16, (5, 3), 1, True, relu),
                  Block(16, 96, 16, (5, 3), 1, True, relu)),
            Stage(Block(16, 128, 48, (3, 3), 2, False, swish), Block(48, 240, 48, (3, 3), 1, False, swish),
                  Block(48, 240, 48, (3, 3), 1, True, swish), Block(48, 240, 48, (3, 3), 1, True, swish)),
            Stage(Block(48, 288, 80, (5, 3), 2, True, swish), Block(80, 400, 80, (3, 3), 1, True, swish),
                  Block(80, 400, 80, (3, 3), 1, True, swish))])
        self.head = Head()

    def forward(self, logmel, pieces: list[torch.Tensor] | None = None, heard: torch.Tensor | None = None):
        """-> class logits [B, H, 527], embedding [B, H, 384], the pieces of the state and how many hops have been heard [B, 1]"""
        hops = int(logmel.shape[2]) // HOP
        heard = torch.zeros(len(logmel), 1, device=logmel.device) if heard is None else heard
        stream, x = Stream(hops, heard, pieces), logmel[:, None]
        for stage in self.stages:
            x = stage(x, stream)
        _, embedding, logits = self.head(x, stream)
        return logits, embedding, stream.after, (heard + hops).clamp(max=MEMORY)

    @torch.no_grad()
    def state_shapes(self) -> list[tuple[int, ...]]:
        """Of the pieces of the state of one stream."""
        training = self.training
        pieces = self.eval()(torch.zeros(1, MELS, HOP))[2]
        self.train(training)
        return [tuple(piece.shape[1:]) for piece in pieces]


class HopGraph(nn.Module):
    """What the service would run: `logmel` [B, 128, 96] and `state` [B, S] (zeros at the start of an epoch) -> `classes` [B, 527] logits,
    `embedding` [B, 384], `next` [B, S]. The last value of a state says how many hops it holds."""

    def __init__(self, trunk: ConvTrunk):
        super().__init__()
        self.trunk, self.shapes = trunk, trunk.state_shapes()
        self.sizes = [torch.Size(shape).numel() for shape in self.shapes]

    @property
    def state_size(self) -> int:
        return sum(self.sizes) + 1

    def forward(self, logmel, state):
        *flat, heard = state.split([*self.sizes, 1], 1)
        pieces = [piece.reshape(-1, *shape) for piece, shape in zip(flat, self.shapes)]
        logits, embedding, after, heard = self.trunk(logmel, pieces, heard)
        return logits[:, 0], embedding[:, 0], torch.cat([*(piece.flatten(1) for piece in after), heard], 1)


def export(trunk: ConvTrunk, path: pathlib.Path) -> None:
    """HopGraph as an ONNX file."""
    graph = HopGraph(trunk).eval()
    names = ["logmel", "state", "classes", "embedding", "next"]
    torch.onnx.export(graph, (torch.zeros(2, MELS, HOP), torch.zeros(2, graph.state_size)), str(path), input_names=names[:2], output_names=names[2:],
                      dynamic_axes={name: {0: "B"} for name in names}, opset_version=17, dynamo=False)
