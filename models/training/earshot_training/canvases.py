"""Random canvases: 4.8 s of one to three clips, warped, equalised, placed and mixed over a random floor.

Mixing is done in the power domain on the log-mels. Whatever a canvas sounds like, the teacher hears the same canvas,
so any augmentation is legitimate."""
import dataclasses
import math

import numpy as np

from .clips import Clips
from .grid import CANVAS, CANVAS_HOPS, HOP, MELS, SCALE, SEGMENT_HOPS, SILENCE

SILENT, NOISY = 0.03, 0.04  # shares of canvases that hold nothing but a floor, or nothing but coloured noise
CLIPS_OF_A_CANVAS = [0.38, 0.47, 0.15]  # one, two or three
EVEN, EVEN_DB = 0.5, 10.0  # share of further layers that are within so many decibels of the first, however the clips were recorded
MOST_GAIN = 2 * math.log(10)  # of evening, in nepers of power: 20 dB
MASKED, CLEAR = 0.2, 0.5  # of audibility
SOUNDING = 0.03  # of the power where a clip is loudest (-15 dB): above, what it is named for is taken to sound
LEAST_POWER = 2.5 * math.exp(SCALE * SILENCE)  # 4 dB above digital silence
REVERBERANT, LIMITED = 0.1, 0.08  # share of layers in a reverberant room, and of canvases through a codec or a telephone


@dataclasses.dataclass
class Canvas:
    mel: np.ndarray  # [480, 128] float32
    clips: list[int]  # indices into the Clips that it was made of
    shares: np.ndarray  # [len(clips), 5]: how much of the segment ending with each hop that clip dominates, 0..1
    sounding: np.ndarray  # [len(clips), 5]: whether that clip, by itself, is loud in the segment
    alone: list[np.ndarray]  # [480, 128] of each clip as it would sound without the others; empty if there are no others
    audible: np.ndarray  # [len(alone), 5]: how clearly each is heard beside the others in the segment ending with each hop, 0..1


def _excerpt(rng: np.random.Generator, clips: Clips, i: int) -> np.ndarray:
    spare = int(clips.count[i]) - CANVAS
    return clips.mel(i, int(rng.integers(0, spare + 1)) if spare > 0 else 0, CANVAS)


def _stretch(rng: np.random.Generator, mel: np.ndarray) -> np.ndarray:
    rate = rng.uniform(0.75, 1.33)
    return mel[np.minimum((np.arange(int(len(mel) / rate)) * rate).astype(int), len(mel) - 1)]


def _transpose(rng: np.random.Generator, mel: np.ndarray) -> np.ndarray:
    return mel[:, np.clip(np.arange(MELS) - rng.integers(-6, 7), 0, MELS - 1)]


def _equalise(rng: np.random.Generator, mel: np.ndarray) -> np.ndarray:
    curve = np.interp(np.arange(MELS), np.linspace(0, MELS - 1, 6), rng.normal(0, 0.4, 6))
    return mel + curve.astype(np.float32)


def _reverberate(rng: np.random.Generator, mel: np.ndarray) -> np.ndarray:
    """A room's diffuse tail: the power of each mel decays exponentially (0.2 to 2 s for 60 dB), below the direct sound."""
    decay = np.float32(10 ** (-6 / (100 * rng.uniform(0.2, 2.0))))
    gain = np.float32(10 ** rng.uniform(-2.0, -0.5))
    power = np.exp(SCALE * mel)
    tail, out = np.zeros(MELS, np.float32), np.empty_like(power)
    for i, now in enumerate(power):
        out[i] = now + tail
        tail = decay * (tail + gain * now)
    return np.log(out) / np.float32(SCALE)


def _passed_band(rng: np.random.Generator) -> np.ndarray:
    """[128] bool: what a low-rate codec (nothing above 3 to 11 kHz) or a telephone (300 to 3400 Hz) leaves."""
    low, high = (300.0, 3400.0) if rng.random() < 0.3 else (0.0, rng.uniform(3000.0, 11000.0))
    centres = 700 * np.expm1(np.linspace(0, np.log1p(15000 / 700), MELS + 2)[1:-1])
    return (centres >= low) & (centres <= high)


def _place(rng: np.random.Generator, mel: np.ndarray) -> np.ndarray:
    """Tiled over the canvas, or somewhere in it with nothing (-inf) around."""
    if 20 <= len(mel) < CANVAS and rng.random() < 0.35:
        mel = np.tile(mel, (-(-CANVAS // len(mel)), 1))
    layer = np.full((CANVAS, MELS), -np.inf, np.float32)
    at = int(rng.integers(0, max(0, CANVAS - len(mel)) + 1))
    mel = mel[:CANVAS]
    layer[at:at + len(mel)] = mel
    return layer


def _peak(mel: np.ndarray) -> float:
    return float(np.exp(SCALE * mel).mean(1).max())


def _layer(rng: np.random.Generator, clips: Clips, i: int, first: bool) -> tuple[np.ndarray, bool]:
    """The clip as it goes into the mix, and whether this excerpt holds a loud part of it."""
    mel = _excerpt(rng, clips, i)
    loud = len(mel) == clips.count[i] or _peak(mel) >= SOUNDING * _peak(clips.mel(i))
    if rng.random() < 0.5:
        mel = _stretch(rng, mel)
    if rng.random() < 0.5:
        mel = _transpose(rng, mel)
    if rng.random() < 0.4:
        mel = _equalise(rng, mel)
    if rng.random() < REVERBERANT:
        mel = _reverberate(rng, mel[:CANVAS])
    return _place(rng, mel + np.float32(rng.normal(0, 0.5) if first else rng.uniform(-0.9, 0.6))), loud


def _evened(rng: np.random.Generator, layer: np.ndarray, first: np.ndarray) -> np.ndarray:
    """A layer at nearly the level of the first, each where it is loudest; what is next to nothing is not made a sound by it."""
    level, other = (math.log(_peak(x)) for x in (first, layer))
    nepers = level - other + rng.uniform(-EVEN_DB, EVEN_DB) * math.log(10) / 10
    return layer + np.float32(min(nepers, MOST_GAIN) / SCALE)


def _noise(rng: np.random.Generator) -> np.ndarray:
    """Coloured noise: a smooth spectrum with the scatter that a power spectrum summed over mels has."""
    level = np.interp(np.arange(MELS), np.linspace(0, MELS - 1, 4), rng.uniform(-1.0, 0.8, 4))
    return (level + rng.normal(0, 0.12, (CANVAS, MELS))).astype(np.float32)


def _over_segments(hops: np.ndarray) -> np.ndarray:
    """[5] of hops -> the mean over the segment that ends with each hop."""
    return np.array([hops[max(0, h + 1 - SEGMENT_HOPS):h + 1].mean() for h in range(CANVAS_HOPS)], np.float32)


def _share(layer: np.ndarray, mix: np.ndarray) -> np.ndarray:
    """[5]: mean share of the time-frequency cells that a layer makes up, in each segment."""
    return _over_segments(np.exp(SCALE * (layer - mix)).mean(1).reshape(CANVAS_HOPS, HOP).mean(1))


def _power(layer: np.ndarray) -> np.ndarray:
    """[5]: mean power over each segment."""
    return _over_segments(np.exp(SCALE * layer).mean(1).reshape(CANVAS_HOPS, HOP).mean(1))


def _sounding(layer: np.ndarray) -> np.ndarray:
    """[5] bool: whether a layer by itself is loud in each segment."""
    power = _power(layer)
    return power >= max(LEAST_POWER, SOUNDING * power.max())


def _audibility(layer: np.ndarray, mix: np.ndarray) -> np.ndarray:
    """[5]: of the power of a layer, the part in cells that it makes up itself, in each segment, as 0 (a fifth: masked) to
    1 (a half: as loud as all else where it is loudest). A layer that is next to nothing is not audible at all."""
    own, unmasked = _power(layer), _power(2 * layer - mix)
    return np.where(own < LEAST_POWER, 0, np.clip((unmasked / np.maximum(own, LEAST_POWER) - MASKED) / (CLEAR - MASKED), 0, 1))


def make(rng: np.random.Generator, clips: Clips, weights: np.ndarray | None) -> Canvas:
    floor = np.full((CANVAS, MELS), SILENCE + (rng.uniform(0, 0.5) if rng.random() < 0.8 else 0.0), np.float32)
    kind = rng.random()
    if kind < SILENT + NOISY:
        mel = floor if kind < SILENT else _mixed(floor, _noise(rng))
        none = np.zeros((0, CANVAS_HOPS), np.float32)
        return Canvas(mel, [], none, none > 0, [], none)
    mix, chosen, layers, loud = floor, [], [], []
    for k in range(int(rng.choice([1, 2, 3], p=CLIPS_OF_A_CANVAS))):
        chosen.append(int(rng.choice(len(clips), p=weights)))
        layer, is_loud = _layer(rng, clips, chosen[-1], first=k == 0)
        if k > 0 and rng.random() < EVEN:
            layer = _evened(rng, layer, layers[0])
        layers.append(layer)
        loud.append(is_loud)
        mix = _mixed(mix, layer)
    shares = np.stack([_share(layer, mix) for layer in layers])
    sounding = np.stack([is_loud & _sounding(layer) for layer, is_loud in zip(layers, loud)])
    several = layers if len(layers) > 1 else []
    audible = np.array([_audibility(layer, mix) for layer in several], np.float32).reshape(len(several), CANVAS_HOPS)
    alone = [_mixed(floor, layer) for layer in several]
    if rng.random() < LIMITED:
        passed = _passed_band(rng)
        mix, *alone = (np.where(passed, mel, np.float32(SILENCE)) for mel in (mix, *alone))
    return Canvas(mix, chosen, shares, sounding, alone, audible)


def _mixed(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    return (np.logaddexp(SCALE * one, SCALE * other) / SCALE).astype(np.float32)
