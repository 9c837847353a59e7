"""Stage 10: two sounds at once, of recordings that no training saw.

    python -m earshot_training.mixtures --data DATA --work WORK --minilm DIR --bundle models/earshot-base

Two clips of different kinds, equally loud (0 dB), and how often the confidences of both of their queries are above the third highest of the
candidates', that is, are the two best. Beside it what keeps that low:

* how often they would be if each query had the higher of its two confidences in the clips by themselves: what is missing to that is the
  mixing, and what is missing to all is that single sounds are not told apart;
* how often they are if each query's log-odds are moved by an offset of its own, which is fitted to one half of the mixtures with their answers
  known, and judged on the other half: an estimate of what the best thresholds would give.

Of the `eval` collections, and of the `val` recordings by what they are named for: all kinds, and those of ten easy ones (EASY) of which something is held out."""
import dataclasses
import json
from collections.abc import Iterator

import numpy as np

from .bundle_reader import Bundle
from .clips import Clips
from .concepts import CLASSES_OF, judged_clips, query_of
from .evaluate import TASKS, clips_of, highest, label_of, rounded, segments_of, what_is_judged
from .grid import HOP, SCALE

MIXTURES = 400
MIXED_HOPS = 5
TASKS_MIXED = ("animals", "household", "nonspeech")
# The ten kinds of environmental sound that small models are usually told apart by; dogs are held out as a collection.
EASY = ["dog bark", "rain", "sea waves", "baby cry", "clock tick / ticking", "sneeze", "helicopter", "saw (hand/bench)", "rooster", "fire crackling"]
DOGS = "dog barking"
OFFSET_TRIALS = 2000


@dataclasses.dataclass
class Mixture:
    labels: set[str]  # the two that it holds
    alone: tuple[np.ndarray, np.ndarray]  # both log-mels at the same mean power
    mel: np.ndarray  # their sum


def parts_of(first: np.ndarray, second: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Two log-mels as long as the shorter (at most five hops from their loudest hop on), at the same mean power."""
    def loud_part(mel):
        power = np.exp(SCALE * mel).mean(1)
        hops = power[:len(power) // HOP * HOP].reshape(-1, HOP).mean(1) if len(power) >= HOP else np.array([0.0])
        start = HOP * max(0, min(int(hops.argmax()), len(mel) // HOP - MIXED_HOPS))
        return mel[start:start + MIXED_HOPS * HOP]
    a, b = loud_part(first), loud_part(second)
    length = min(len(a), len(b))
    a, b = a[:length], b[:length]
    level = [np.log(np.exp(SCALE * x).mean()) / SCALE for x in (a, b)]
    return a, (b + level[0] - level[1]).astype(np.float32)


def mixture_of(kinds: set[str], first: np.ndarray, second: np.ndarray) -> Mixture:
    a, b = parts_of(first, second)
    return Mixture(kinds, (a, b), (np.logaddexp(SCALE * a, SCALE * b) / SCALE).astype(np.float32))


def mixtures_of(clips: Clips) -> Iterator[tuple[str, list[str], list[Mixture]]]:
    """Of each task its labels, and mixtures of clips drawn alike: always the same."""
    rng = np.random.default_rng(0)
    for name, source, without in TASKS:
        if name not in TASKS_MIXED:
            continue
        chosen = [i for i in clips_of(clips, source, without) if clips.count[i] >= HOP]
        kinds = [label_of(clips.meta[i]) for i in chosen]
        made = []
        for _ in range(MIXTURES):
            i, j = rng.integers(0, len(chosen), 2)
            while kinds[i] == kinds[j]:
                j = rng.integers(0, len(chosen))
            made.append(mixture_of({kinds[i], kinds[j]}, clips.mel(chosen[i]), clips.mel(chosen[j])))
        yield name, sorted(set(kinds)), made


def evenly_mixed(mels: dict[str, list[np.ndarray]]) -> list[Mixture]:
    """Of each kind its log-mels -> mixtures in which all kinds are as frequent: always the same."""
    rng, kinds, made = np.random.default_rng(0), sorted(mels), []
    for _ in range(MIXTURES):
        one, other = (kinds[k] for k in rng.choice(len(kinds), 2, replace=False))
        made.append(mixture_of({one, other}, *(mels[kind][rng.integers(len(mels[kind]))] for kind in (one, other))))
    return made


def held_out_kinds(collections: Clips, validation: Clips) -> Iterator[tuple[str, list[str], list[Mixture]]]:
    """Of the `val` recordings that are named for one kind: all kinds, and the easy ones (with the collection of dogs)."""
    def by_query(least):
        mels: dict[str, list[np.ndarray]] = {}
        for i, concept in zip(*judged_clips(validation.meta, least=least)):
            if validation.count[i] >= HOP:
                mels.setdefault(query_of(concept), []).append(validation.mel(i))
        return mels
    if not set(EASY) <= set(CLASSES_OF):
        raise ValueError(f"no concepts: {set(EASY) - set(CLASSES_OF)}")
    named = by_query(least=3)
    yield "named", sorted(named), evenly_mixed(named)
    easy = {query: mels for query, mels in by_query(least=1).items() if query in map(query_of, EASY)}
    easy[query_of(EASY[0])] = [collections.mel(i) for i, m in enumerate(collections.meta) if label_of(m) == DOGS and collections.count[i] >= HOP]
    yield "easy", sorted(easy), evenly_mixed(easy)


def two_best(labels: list[str], score: np.ndarray) -> set[str]:
    return {labels[k] for k in np.argsort(-score)[:2]}


def both_best(score: np.ndarray, truth: np.ndarray) -> float:
    """[n, N] scores, and which two of each row's candidates are heard [n, N] bool -> how often these are the two best."""
    rank = np.argsort(np.argsort(-score, 1), 1)
    return float(((rank < 2) == truth).all(1).mean())


def at_known_offsets(score: np.ndarray, truth: np.ndarray) -> float:
    """As both_best, on every second row, after offsets of the candidates that a random search found best for all other rows."""
    rng, offsets = np.random.default_rng(0), np.zeros(score.shape[1])
    fitted, step = both_best(score[::2], truth[::2]), 0.5 * score.std()
    for _ in range(OFFSET_TRIALS):
        moved = offsets.copy()
        moved[rng.integers(len(offsets))] += step * rng.normal()
        reached = both_best(score[::2] + moved, truth[::2])
        if reached >= fitted:
            fitted, offsets = reached, moved
    return both_best(score[1::2] + offsets, truth[1::2])


def judge(bundle: Bundle, labels: list[str], made: list[Mixture]) -> dict:
    text = bundle.queries(labels)

    def heard(mel):
        return highest(bundle.log_odds(bundle.score(segments_of(bundle, mel), text), text))
    truth = np.array([[label in m.labels for label in labels] for m in made])
    mixed = np.stack([heard(m.mel) for m in made])
    unmixed = np.stack([np.maximum(*map(heard, m.alone)) for m in made])
    one = [bool(two_best(labels, row) & m.labels) for row, m in zip(mixed, made)]
    figures = {"bothAreTheTwoBest": both_best(mixed, truth), "oneIs": float(np.mean(one)), "bothIfNotMixed": both_best(unmixed, truth),
               "bothAtKnownOffsets": at_known_offsets(mixed, truth)}
    return {"candidates": len(labels), "mixtures": len(made), **rounded(figures)}


def main() -> None:
    options, bundle = what_is_judged(__doc__)
    collections, validation = (Clips.load(options.data, options.work, split) for split in ("eval", "val"))
    sets = [*mixtures_of(collections), *held_out_kinds(collections, validation)]
    print(json.dumps({name: judge(bundle, labels, made) | ({"of": labels} if name == "easy" else {}) for name, labels, made in sets}, indent=1))


if __name__ == "__main__":
    main()
