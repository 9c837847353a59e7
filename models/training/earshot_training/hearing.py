"""What can be heard in each segment of a canvas, by the teacher.

In its context and alone: the teacher hears the whole canvas, which is how it recognises best, and each segment as if
nothing else had sounded, which says when. The geometric mean of both probabilities is what is heard in the segment. (Its own frames,
averaged over a segment, are no answer: it was never made to judge a silent part of something, and calls fifty classes there.)

In the mixture and alone: a teacher of single labels hears the louder of two sounds and hardly the other. But it was the
training that mixed them, so each is shown to the teacher by itself too, and what it hears there counts as far as the
mixture lets it be heard (canvases.Canvas.audible): the student can so become better at mixtures than its teacher.

By the teacher and by name: where a recording is named for a kind of sound (`concepts`), and it is loud, that can be heard at
least as likely as not, whatever the teacher makes of it. Which of the classes of that kind, and in which segment more, it still decides.
What a recording is not named for is not denied: names leave out most of what can be heard."""
import dataclasses

import numpy as np

from .canvases import Canvas
from .grid import CANVAS_HOPS, HOP, SEGMENT_HOPS, segment_tokens
from .teacher import Teacher, sigmoid

SILENCE_CLASS = 500  # in AudioSet's list
NAMED = 0.5  # least probability of the likeliest class among those that a loud recording is named for
FRAMES_AT_ONCE = 2000  # with more the teacher's layers no longer fit the caches and it takes up to twice as long


def listen(teacher: Teacher, mels: list[np.ndarray], outputs: list[str]) -> list[np.ndarray]:
    """The named outputs for mels [T, 128] of one length and any number, at least one."""
    at_once = max(1, FRAMES_AT_ONCE // len(mels[0]))
    batches = (np.stack([mel.T for mel in mels[at:at + at_once]]) for at in range(0, len(mels), at_once))
    return [np.concatenate(parts) for parts in zip(*(teacher(batch, outputs) for batch in batches))]


def logit(probability: np.ndarray) -> np.ndarray:
    """Of probabilities in (0, 1), kept off both ends."""
    kept = np.clip(probability, 1e-7, 1 - 1e-7)
    return np.log(kept) - np.log1p(-kept)


def segments_alone(teacher: Teacher, mels: list[np.ndarray]) -> np.ndarray:
    """[480, 128] of canvases -> class logits of the segment that ends with each hop, heard by itself [B, 5, 527]"""
    first, = listen(teacher, [mel[:HOP] for mel in mels], ["logits"])
    rest, = listen(teacher, [mel[(h + 1 - SEGMENT_HOPS) * HOP:(h + 1) * HOP] for mel in mels for h in range(1, CANVAS_HOPS)], ["logits"])
    return np.concatenate([first[:, None], rest.reshape(len(mels), CANVAS_HOPS - 1, -1)], 1)


def frame_logits(teacher: Teacher, frames: np.ndarray) -> np.ndarray:
    """`frames` [B, 384, 15] of canvases -> class logits of the mean over each segment [B, 5, 527]: good for when, not for what."""
    return teacher.classify(np.stack([frames[:, :, segment_tokens(h)].mean(2) for h in range(CANVAS_HOPS)], 1))


def in_context(canvas: np.ndarray, segments: np.ndarray) -> np.ndarray:
    """Class logits of canvases [B, 527] and of their segments alone [B, 5, 527] -> logits of what is heard in each segment."""
    return logit(np.sqrt(sigmoid(canvas)[:, None] * sigmoid(segments)))


@dataclasses.dataclass
class Heard:
    mixed: np.ndarray  # class logits [B, 5, 527]
    alone: np.ndarray  # class logits [n, 5, 527] of the sounds of canvases that have several
    audible: np.ndarray  # [n, 5]
    owner: np.ndarray  # [n]: the canvas of each

    def strongest(self, scale) -> np.ndarray:
        """[B, 5, 527]: of all that is heard the likeliest; `scale` makes probabilities of logits."""
        out = scale(self.mixed)
        for canvas, audible, logits in zip(self.owner, self.audible, self.alone):
            heard = audible[:, None] * scale(logits)
            heard[:, SILENCE_CLASS] = 0.0  # one sound's silence is not the mixture's
            out[canvas] = np.maximum(out[canvas], heard)
        return out


def named(logits: np.ndarray, members: np.ndarray, sounding: np.ndarray) -> np.ndarray:
    """Class logits of a sound's segments [5, 527], the classes that its recording is named for, and in which segments it is loud
    [5] -> the same, with the odds of these classes raised alike in these segments until the likeliest one reaches NAMED."""
    if len(members) == 0 or not sounding.any():
        return logits
    raised = logits.copy()
    where = np.ix_(sounding.nonzero()[0], members)
    raised[where] += max(0.0, logit(np.array(NAMED)) - logits[where].max())
    return raised


def hear(teacher: Teacher, canvases: list[Canvas], logits: np.ndarray, members: list[np.ndarray]) -> Heard:
    """logits: the teacher's for the whole canvases [B, 527]; members: of each clip that canvases are made of, the classes that it
    is named for."""
    mixed = in_context(logits, segments_alone(teacher, [c.mel for c in canvases]))
    for i, canvas in enumerate(canvases):
        if len(canvas.clips) == 1:
            mixed[i] = named(mixed[i], members[canvas.clips[0]], canvas.sounding[0])
    parts = [(i, k) for i, c in enumerate(canvases) for k, audible in enumerate(c.audible) if audible.any()]
    if not parts:
        return Heard(mixed, mixed[:0], np.zeros((0, CANVAS_HOPS), np.float32), np.zeros(0, int))
    alone = _by_frames(teacher, [canvases[i].alone[k] for i, k in parts])
    alone = np.stack([named(heard, members[canvases[i].clips[k]], canvases[i].sounding[k]) for heard, (i, k) in zip(alone, parts)])
    return Heard(mixed, alone, np.stack([canvases[i].audible[k] for i, k in parts]), np.array([i for i, _ in parts]))


def _by_frames(teacher: Teacher, mels: list[np.ndarray]) -> np.ndarray:
    """As in_context, for what is audible throughout the segment: when, is then told well enough by the frames of the one
    hearing of the whole: [n, 5, 527] from P sqrt(p / max p)."""
    canvas, frames = listen(teacher, mels, ["logits", "frames"])
    segments = sigmoid(frame_logits(teacher, frames))
    return logit(sigmoid(canvas)[:, None] * np.sqrt(segments / segments.max(1, keepdims=True)))
