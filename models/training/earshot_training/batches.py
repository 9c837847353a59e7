"""Many random canvases at once, on any device: as `canvases` and `hearing` make one, for training at the speed of a GPU.

What is drawn, and what a canvas is taught, is the same, except: no shares; the tail of a reverberant clip rings on after it; the floor is not
transposed with the clip. Power here is exp(SCALE x log-mel). Shapes: B canvases of K = 3 places for clips, T = 480 frames, M = 128 mels."""
import dataclasses
import math

import numpy as np
import torch

from .canvases import (CLEAR, CLIPS_OF_A_CANVAS, EVEN, EVEN_DB, LEAST_POWER, LIMITED, MASKED, MOST_GAIN, NOISY, REVERBERANT, SILENT,
                       SOUNDING)
from .clips import Clips
from .grid import CANVAS, CANVAS_HOPS, HOP, MELS, SCALE, SEGMENT_HOPS, SILENCE, segment_tokens
from .hearing import SILENCE_CLASS

PLACES = 3
LEAST_LOG = 1e-30


class Bank:
    """The clips of a split on a device."""

    def __init__(self, clips: Clips, members: list[np.ndarray], weights: np.ndarray | None, device: torch.device, classes: int = 527):
        pieces = [torch.tensor(clips.frames[s:s + n]) for s, n in zip(clips.start, clips.count)]
        self.frames = torch.cat(pieces).to(device)
        count = torch.tensor(clips.count, dtype=torch.long)
        self.start, self.count = (torch.cumsum(count, 0) - count).to(device), count.to(device)
        self.weights = torch.tensor(np.full(len(clips), 1.0) if weights is None else weights, dtype=torch.float32, device=device)
        named = torch.zeros(len(clips), classes, dtype=torch.bool)
        for i, of in enumerate(members):
            named[i, torch.as_tensor(of, dtype=torch.long)] = True
        self.named = named.to(device)
        self.peak = torch.tensor([float(torch.exp(SCALE * p.float()).mean(1).max()) for p in pieces], device=device)


@dataclasses.dataclass
class Canvases:
    mel: torch.Tensor  # [B, 128, 480]
    alone: torch.Tensor  # [B, 3, 128, 480]: each clip over the floor as it would sound without the others
    clips: torch.Tensor  # [B, 3]; which of them there are: active
    active: torch.Tensor  # [B, 3] bool
    sounding: torch.Tensor  # [B, 3, 5] bool: the clip by itself is loud in the segment ending with each hop
    audible: torch.Tensor  # [B, 3, 5] 0..1, 0 where a clip is the only one


class Composer:
    """Draws canvases from a bank. `continued` is the share of canvases in the second half of a batch that are made of the clips of the one
    half a batch earlier: a stream goes on with what it was, or with something else."""

    def __init__(self, bank: Bank, seed: int, continued: float = 0.4):
        self.bank, self.device, self.continued = bank, bank.frames.device, continued
        self._dice = torch.Generator(self.device).manual_seed(seed)
        centres = 700 * np.expm1(np.linspace(0, np.log1p(15000 / 700), MELS + 2)[1:-1])
        self._centres = torch.tensor(centres, dtype=torch.float32, device=self.device)
        self._curves = {points: self._interpolation(points) for points in (4, 6)}

    def _interpolation(self, points: int) -> torch.Tensor:
        """[points, 128]: what each of some equally spaced points adds to each mel."""
        return torch.tensor(np.stack([np.interp(np.arange(MELS), np.linspace(0, MELS - 1, points), one) for one in np.eye(points)]),
                            dtype=torch.float32, device=self.device)

    def _uniform(self, low: float, high: float, *shape: int):
        return low + (high - low) * torch.rand(*shape, generator=self._dice, device=self.device)

    def _normal(self, deviation: float, *shape: int):
        return deviation * torch.randn(*shape, generator=self._dice, device=self.device)

    def _below(self, limit):
        """Random whole numbers from 0 to below each of `limit`."""
        return (torch.rand(limit.shape, generator=self._dice, device=self.device) * limit).long().minimum(limit - 1)

    def make(self, size: int) -> Canvases:
        """`size` is even."""
        clips = torch.multinomial(self.bank.weights, size * PLACES, True, generator=self._dice).view(size, PLACES)
        shares = torch.tensor(CLIPS_OF_A_CANVAS, device=self.device)
        places = 1 + torch.multinomial(shares, size, True, generator=self._dice)
        again = torch.rand(size // 2, generator=self._dice, device=self.device) < self.continued
        clips[size // 2:][again], places[size // 2:][again] = clips[:size // 2][again], places[:size // 2][again]
        kind = self._uniform(0, 1, size)
        active = (torch.arange(PLACES, device=self.device) < places[:, None]) & (kind >= SILENT + NOISY)[:, None]
        power, loud = self._layers(clips)
        power = power * active[:, :, None, None]
        floor = torch.exp(SCALE * (SILENCE + self._uniform(0, 0.5, size) * (self._uniform(0, 1, size) < 0.8)))[:, None, None]
        noise = torch.exp(SCALE * ((self._uniform(-1.0, 0.8, size, 4) @ self._curves[4])[:, None] + self._normal(0.12, size, CANVAS, MELS)))
        noisy = (kind >= SILENT) & (kind < SILENT + NOISY)
        mix = floor + power.sum(1) + noise * noisy[:, None, None]
        own, several = _over_segments(power.mean(3)), (active.sum(1) > 1)[:, None, None]
        unmasked = _over_segments((power * (power / mix[:, None])).mean(3))
        sounding = (own >= (SOUNDING * own.amax(2, keepdim=True)).clamp_min(LEAST_POWER)) & loud[:, :, None] & active[:, :, None]
        audible = ((unmasked / own.clamp_min(LEAST_POWER) - MASKED) / (CLEAR - MASKED)).clamp(0, 1) * (own >= LEAST_POWER) * several
        band = self._band(size)
        mel = torch.where(band, torch.log(mix) / SCALE, SILENCE)
        alone = torch.where(band[:, None], torch.log(power + floor[:, None]) / SCALE, SILENCE)
        return Canvases(mel.transpose(1, 2).contiguous(), alone.transpose(2, 3), clips, active, sounding, audible)

    def _band(self, size: int):
        """[B, 1, 128] bool: what a low-rate codec or a telephone leaves, in some canvases."""
        telephone = self._uniform(0, 1, size) < 0.3
        low = torch.where(telephone, 300.0, 0.0)
        high = torch.where(telephone, 3400.0, self._uniform(3000.0, 11000.0, size))
        limited = self._uniform(0, 1, size) < LIMITED
        passed = (self._centres >= low[:, None]) & (self._centres <= high[:, None])
        return (passed | ~limited[:, None])[:, None]

    def _layers(self, clips):
        """[B, 3] -> power [B, 3, T, M] of each clip as it goes into the mix, and whether the excerpt holds a loud part of it [B, 3]"""
        size, bank = clips.numel(), self.bank
        clips = clips.flatten()
        count = bank.count[clips]
        first = self._below((count - CANVAS).clamp_min(0) + 1)
        length = count.clamp(max=CANVAS)
        rate = torch.where(self._uniform(0, 1, size) < 0.5, self._uniform(0.75, 1.33, size), 1.0)
        stretched = (length / rate).long().clamp_min(1)
        tiled = (stretched >= 20) & (stretched < CANVAS) & (self._uniform(0, 1, size) < 0.35)
        at = torch.where(tiled, 0, self._below((CANVAS - stretched).clamp_min(0) + 1))
        time = torch.arange(CANVAS, device=self.device) - at[:, None]
        inside = (time >= 0) & (tiled[:, None] | (time < stretched[:, None]))
        time = torch.where(tiled[:, None], time % stretched[:, None], time)
        source = (time.clamp_min(0) * rate[:, None]).long().minimum((length - 1)[:, None]) + (bank.start[clips] + first)[:, None]
        shift = torch.where(self._uniform(0, 1, size) < 0.5, torch.randint(-6, 7, (size,), generator=self._dice, device=self.device), 0)
        mels = (torch.arange(MELS, device=self.device) - shift[:, None]).clamp(0, MELS - 1)
        raw = bank.frames.view(-1)[(source * MELS)[:, :, None] + mels[:, None, :]].float()
        raw = torch.exp(SCALE * raw) * inside[:, :, None]
        loud = (count <= CANVAS) | (_peak(raw) >= SOUNDING * bank.peak[clips])
        curve = (self._normal(0.4, size, 6) @ self._curves[6]) * (self._uniform(0, 1, size) < 0.4)[:, None]
        place = torch.arange(size, device=self.device) % PLACES
        gain = torch.where(place == 0, self._normal(0.5, size), self._uniform(-0.9, 0.6, size))
        power = self._reverberate(raw * torch.exp(SCALE * (curve + gain[:, None]))[:, None])
        return self._evened(power.view(-1, PLACES, CANVAS, MELS)), loud.view(-1, PLACES)

    def _reverberate(self, power):
        """Some of the layers in rooms with a diffuse tail (canvases._reverberate)."""
        rooms = max(1, round(REVERBERANT * len(power)))
        chosen = torch.randperm(len(power), generator=self._dice, device=self.device)[:rooms]
        decay = 10 ** (-6 / (100 * self._uniform(0.2, 2.0, rooms)))
        gain = 10 ** self._uniform(-2.0, -0.5, rooms)
        age = torch.arange(CANVAS, device=self.device)
        age = age[:, None] - age
        tail = torch.where(age > 0, decay[:, None, None] ** age.clamp_min(0) * gain[:, None, None], 0.0)
        out = power.clone()
        out[chosen] += tail @ power[chosen]
        return out

    def _evened(self, power):
        """[B, 3, T, M]: some of the further layers at nearly the level of the first."""
        peak = _peak(power).clamp_min(LEAST_LOG)
        nepers = torch.log(peak[:, :1]) - torch.log(peak) + self._uniform(-EVEN_DB, EVEN_DB, *peak.shape) * math.log(10) / 10
        evened = self._uniform(0, 1, *peak.shape) < EVEN
        evened[:, 0] = False
        return power * torch.exp(torch.where(evened, nepers.clamp(max=MOST_GAIN), 0.0))[:, :, None, None]


def _peak(power):
    return power.mean(-1).amax(-1)


def _over_segments(power):
    """[..., T] -> [..., 5]: the mean over the segment that ends with each hop."""
    hops = power.unflatten(-1, (CANVAS_HOPS, HOP)).mean(-1)
    return torch.stack([hops[..., max(0, h + 1 - SEGMENT_HOPS):h + 1].mean(-1) for h in range(CANVAS_HOPS)], -1)


def segments_alone(teacher, mel):
    """[B, 128, 480] -> class probabilities of the segment that ends with each hop, heard by itself [B, 5, 527]"""
    first = torch.sigmoid(teacher(mel[:, :, :HOP])[0].float())
    parts = torch.cat([mel[:, :, (h + 1 - SEGMENT_HOPS) * HOP:(h + 1) * HOP] for h in range(1, CANVAS_HOPS)])
    rest = torch.sigmoid(teacher(parts)[0].float()).view(CANVAS_HOPS - 1, len(mel), -1)
    return torch.cat([first[None], rest]).transpose(0, 1)


def named(probability, members, sounding):
    """[n, 5, 527], [n, 527] bool, [n, 5] bool -> the same, the odds of those classes raised alike in those segments until the likeliest is .5"""
    logits = torch.logit(probability, 1e-7)
    where = members[:, None, :] & sounding[:, :, None]
    most = torch.where(where, logits, -torch.inf).amax((1, 2))
    return torch.sigmoid(logits + where * (-most).clamp(0, 50)[:, None, None])


@torch.no_grad()
def hear(teacher, bank: Bank, made: Canvases, most_alone: float = 1.25):
    """What can be heard in the segment that ends with each hop [B, 5, 527] (`hearing`), and the teacher's frames and maps of the canvases.
    At most `most_alone` x B of the clips of mixtures are heard by themselves, so that shapes do not depend on the draw."""
    logits, frames, maps = teacher(made.mel)
    heard = torch.sqrt(torch.sigmoid(logits.float())[:, None] * segments_alone(teacher, made.mel))
    single = (made.active.sum(1) == 1)[:, None]
    heard = named(heard, bank.named[made.clips[:, 0]] & single, made.sounding[:, 0])
    audible = made.audible.amax(2).flatten()
    chosen = torch.topk(audible, int(most_alone * len(made.mel)))[1]
    owner = chosen // PLACES
    whole, parts, _ = teacher(made.alone.flatten(0, 1)[chosen])
    when = torch.sigmoid(teacher.classify(torch.stack([parts[:, :, segment_tokens(h)].mean(2) for h in range(CANVAS_HOPS)], 1)).float())
    alone = torch.sigmoid(whole.float())[:, None] * torch.sqrt(when / when.amax(1, keepdim=True).clamp_min(LEAST_LOG))
    alone = named(alone, bank.named[made.clips.flatten()[chosen]], made.sounding.flatten(0, 1)[chosen])
    alone = alone * made.audible.flatten(0, 1)[chosen][:, :, None]
    alone[:, :, SILENCE_CLASS] = 0.0
    index = owner[:, None, None].expand(-1, *heard.shape[1:])
    return heard.scatter_reduce(0, index, alone, "amax", include_self=True), frames, maps
