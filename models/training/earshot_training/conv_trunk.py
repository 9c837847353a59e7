"""A second audio stream: a small convolution network that hears a hop at a time and keeps what it needs of the hops before.

Inverted residuals with squeeze-excitation, strided 32-fold in time and in frequency. No convolution sees a column that has not been
heard yet: each one keeps the last columns of its input, so a hop costs what its 96 frames cost, and a stream gives the same
numbers in whatever pieces of whole hops it comes. Squeeze-excitation and the pooling look back over MEMORY hops.

Shapes: B streams, H hops, F mels or what is left of them, C channels, T columns (a whole number of hops)."""
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
    """What a network remembers of the hops before: read and replaced piece by piece, in the order in which the layers run.

    `pieces` None stands for the start of an epoch: nothing has been heard, and every column before it is 0."""

    def __init__(self, batch: int, pieces: list[torch.Tensor] | None, heard: torch.Tensor):
        self.batch, self._before, self.heard = batch, None if pieces is None else iter(pieces), heard
        self.after: list[torch.Tensor] = []

    def extend(self, x: torch.Tensor, keep: int) -> torch.Tensor:
        """[B, ..., T] -> [B, ..., keep + T]: with the last `keep` columns of what came before."""
        before = x.new_zeros(*x.shape[:-1], keep) if self._before is None else next(self._before).view(-1, *x.shape[1:-1], keep)
        both = torch.cat([before.to(x.dtype), x], -1)
        self.after.append(both[..., -keep:])
        return both

    def counts(self, hops: int) -> torch.Tensor:
        """[B, H]: how many of the last MEMORY hops there are, at each hop."""
        return (self.heard + torch.arange(1, hops + 1, device=self.heard.device)).clamp(max=MEMORY)


def columns_kept(kernel: int, stride: int) -> int:
    """Columns of the past that a convolution needs so that its newest output ends with the newest input."""
    return kernel - stride


class Squeeze(nn.Module):
    """Squeeze-excitation over the last hops. As the first layer is linear, what is kept of a hop is what that layer makes of it."""

    def __init__(self, channels: int):
        super().__init__()
        self.narrow, self.widen = nn.Linear(channels, channels // 4), nn.Linear(channels // 4, channels)

    def forward(self, x, hop_columns: int, stream: Stream):
        hops = x.shape[-1] // hop_columns
        means = x.unflatten(3, (hops, hop_columns)).mean((2, 4))  # [B, C, H]
        reduced = F.linear(means.transpose(1, 2), self.narrow.weight).transpose(1, 2)
        summed = over_memory(stream.extend(reduced, MEMORY - 1), hops).transpose(1, 2) / stream.counts(hops)[..., None].to(x.dtype)
        gate = torch.sigmoid(self.widen(F.relu(summed + self.narrow.bias))).transpose(1, 2)  # [B, C, H]
        return (x.unflatten(3, (hops, hop_columns)) * gate[:, :, None, :, None]).flatten(3)


def over_memory(x: torch.Tensor, hops: int) -> torch.Tensor:
    """[..., MEMORY - 1 + H] -> [..., H]: sums over the last MEMORY hops."""
    return sum(x[..., k:k + hops] for k in range(MEMORY))


class Block(nn.Module):
    """Widen, depthwise convolution, squeeze-excitation, narrow; added to its input where the shapes allow. What is kept of the past is
    the narrow input: widening it again costs less than keeping it wide."""

    def __init__(self, inside: int, wide: int, outside: int, kernel: tuple[int, int], stride: int, squeeze: bool, activation, hop_columns: int):
        super().__init__()
        self.widen = nn.Sequential(nn.Conv2d(inside, wide, 1, bias=False), nn.BatchNorm2d(wide), activation())
        self.depthwise = nn.Sequential(nn.Conv2d(wide, wide, kernel, stride, (kernel[0] // 2, 0), groups=wide, bias=False),
                                       nn.BatchNorm2d(wide), activation())
        self.squeeze = Squeeze(wide) if squeeze else None
        self.narrow = nn.Sequential(nn.Conv2d(wide, outside, 1, bias=False), nn.BatchNorm2d(outside))
        self.keep, self.residual, self.hop_columns = columns_kept(kernel[1], stride), inside == outside and stride == 1, hop_columns // stride

    def forward(self, x, stream: Stream):
        y = self.depthwise(self.widen(stream.extend(x, self.keep)))
        if self.squeeze is not None:
            y = self.squeeze(y, self.hop_columns, stream)
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
        hops = frames.shape[-1] // (HOP // 32)
        means = stream.extend(frames.unflatten(2, (hops, HOP // 32)).mean(3), MEMORY - 1)  # [B, 384, 3 + H]
        weights = self.weights.exp()
        oldest_first = torch.arange(MEMORY, device=frames.device)
        present = (oldest_first >= MEMORY - stream.counts(hops)[..., None]).to(weights.dtype)  # [B, H, 4]
        total = (present @ weights.T).transpose(1, 2)
        summed = sum(means[..., k:k + hops] * weights[:, k:k + 1] for k in range(MEMORY))
        return (summed / total).transpose(1, 2)


class ConvTrunk(nn.Module):
    """[B, 128, 96 H] log-mel frames -> what it hears at each hop; with the state after a hop as input, the stream goes on."""

    def __init__(self):
        super().__init__()
        relu, swish = nn.ReLU, nn.Hardswish
        self.stages = nn.ModuleList([
            Stage(Entry(), Block(16, 64, 16, (3, 3), 1, False, relu, HOP // 4)),
            Stage(Block(16, 64, 16, (5, 3), 2, True, relu, HOP // 4), Block(16, 96, 16, (5, 3), 1, True, relu, HOP // 8),
                  Block(16, 96, 16, (5, 3), 1, True, relu, HOP // 8)),
            Stage(Block(16, 128, 48, (3, 3), 2, False, swish, HOP // 8), Block(48, 240, 48, (3, 3), 1, False, swish, HOP // 16),
                  Block(48, 240, 48, (3, 3), 1, True, swish, HOP // 16), Block(48, 240, 48, (3, 3), 1, True, swish, HOP // 16)),
            Stage(Block(48, 288, 80, (5, 3), 2, True, swish, HOP // 16), Block(80, 400, 80, (3, 3), 1, True, swish, HOP // 32),
                  Block(80, 400, 80, (3, 3), 1, True, swish, HOP // 32))])
        self.head = Head()

    def forward(self, logmel, pieces: list[torch.Tensor] | None = None, heard: torch.Tensor | None = None):
        """-> class logits [B, H, 527], embedding [B, H, 384], the pieces of the state and how many hops have been heard [B, 1]"""
        heard = torch.zeros(len(logmel), 1, device=logmel.device) if heard is None else heard
        stream, x = Stream(len(logmel), pieces, heard), logmel[:, None]
        for stage in self.stages:
            x = stage(x, stream)
        _, embedding, logits = self.head(x, stream)
        return logits, embedding, stream.after, (heard + logmel.shape[2] // HOP).clamp(max=MEMORY)

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
        logits, embedding, after, heard = self.trunk(logmel, flat, heard)
        return logits[:, 0], embedding[:, 0], torch.cat([*(piece.flatten(1) for piece in after), heard], 1)
