"""Stage 9: what a bundle reaches on sounds that no training saw, through the bundle's own graphs.

    python -m earshot_training.evaluate --data DATA --work WORK --minilm DIR --bundle models/earshot-base

Zero-shot on the `eval` sources: a clip's score for a class is the mean of the higher half of its segments' log-odds (`./earshot
eval` averages the confidences), and the query is the label as the source words it. Operating point: a clip fires for a query if the confidence reaches 0.5 in any segment. False
alarms: the same, by segment, for queries that silence, noise, speech and music (split `val`) do not contain."""
import argparse
import json
import pathlib

import numpy as np

from .bundle_reader import Bundle
from .clips import Clips
from .concepts import judged_clips, query_of
from .golden import whole_hops
from .grid import HOP, SAMPLE_RATE, SILENCE
from .minilm import MiniLm
from .train_heads import average_precision

# name, source, labels that are left out because they are no kind of sound
TASKS = [
    ("animals", "YashNita+Animal-Sound-Dataset", set()),
    ("household", "Sharwin24+Machine-Learning-and-Sensing", set()),
    ("nonspeech", "speechdnn+Noises", {"animal sound", "leopard noise", "m noise", "click", "noise"}),
    ("glass", "prathambansal-swaja+Glass_break_sound_classification_using_transfer_learning", {"background without glass break"}),
    ("gunshots", "gabemagee+gunshot_detection", set()),
]
# Labels of different sources that mean the same.
SAME = {"clap": "clapping", "cough": "coughing", "laugh": "laughing", "machinegun noise": "gunshot"}

FOREIGN = ["a dog barking", "a siren", "glass breaking", "a helicopter", "a baby crying", "applause", "a gunshot", "rain",
           "a car horn", "a cat meowing", "a train passing", "fireworks", "someone coughing", "a chainsaw", "a door slamming",
           "a rooster crowing", "thunder", "water running", "footsteps", "an explosion"]
CALM = {"speech": "speech", "music": "music (pieces / loops)"}  # kinds of sound without these, by concept in clips.csv
CALM_CLIPS = 100
STILL_SECONDS = 120


def label_of(row: dict) -> str:
    return SAME.get(row["label"], row["label"])


def clips_of(clips: Clips, source: str, without: set[str]) -> np.ndarray:
    """The clips of a task."""
    return np.array([i for i, m in enumerate(clips.meta) if m["source"] == source and m["label"] not in without])


def higher_half(values: np.ndarray) -> np.ndarray:
    """[n, ...] -> the mean of the higher half of the n: a clip's score from those of its segments, as in `./earshot eval`."""
    return np.sort(values, 0)[len(values) // 2:].mean(0)


def highest(values: np.ndarray) -> np.ndarray:
    """[n, ...] -> the highest of the n."""
    return values.max(0)


def per_clip(values: np.ndarray, owner: np.ndarray, reduce) -> np.ndarray:
    """[segments, ...] and the clip of each, in order -> [clips, ...]"""
    return np.stack([reduce(part) for part in np.split(values, np.flatnonzero(np.diff(owner)) + 1)])


def segments_of(bundle: Bundle, logmel: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Levels and factors of all segments of one clip, which begins its own epoch."""
    short = -len(logmel) % HOP
    padded = np.pad(logmel, ((0, short), (0, 0)), constant_values=SILENCE)
    return bundle.segments(bundle.tokens(padded))[:2]


class Listened:
    """The segments of all clips of a split, or of the chosen ones, embedded once."""

    def __init__(self, bundle: Bundle, clips: Clips, chosen: np.ndarray | None = None):
        parts = [segments_of(bundle, clips.mel(i)) for i in (range(len(clips)) if chosen is None else chosen)]
        self.audio = tuple(np.concatenate(p) for p in zip(*parts))
        self.owner = np.repeat(np.arange(len(parts)), [len(p[0]) for p in parts])
        self.clips = clips

    def per_clip(self, values: np.ndarray, reduce) -> np.ndarray:
        """[segments, N] -> [clips, N]"""
        return per_clip(values, self.owner, reduce)


def told_apart(score: np.ndarray, truth: np.ndarray) -> dict[str, float]:
    """Scores [clips, labels] and the label of each clip -> accuracy and mAP (text to audio)."""
    return {"accuracy": float((score.argmax(1) == truth).mean()),
            "mAP": float(np.mean([average_precision(score[:, k], truth == k) for k in range(score.shape[1])]))}


def rounded(figures: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 3) for name, value in figures.items()}


def zero_shot(listened: Listened, score: np.ndarray, labels: list[str], chosen: np.ndarray) -> dict:
    """Accuracy and mAP (text to audio) of clips `chosen` among `labels`; score [clips, labels]."""
    truth = np.array([labels.index(label_of(listened.clips.meta[i])) for i in chosen])
    return {"clips": len(chosen), "classes": len(labels), **rounded(told_apart(score[chosen], truth))}


def evaluate(bundle: Bundle, listened: Listened) -> dict:
    meta = listened.clips.meta
    out, all_labels = {}, set()
    for name, source, without in TASKS:
        chosen = clips_of(listened.clips, source, without)
        all_labels |= {label_of(meta[i]) for i in chosen}
    labels = sorted(all_labels)
    text = bundle.queries(labels)
    score = bundle.score(listened.audio, text)
    log_odds = bundle.log_odds(score, text)
    clip_score = listened.per_clip(log_odds, higher_half)
    for name, source, without in TASKS:
        chosen = clips_of(listened.clips, source, without)
        own = sorted({label_of(meta[i]) for i in chosen})
        if len(own) > 1:
            out[name] = zero_shot(listened, clip_score[:, [labels.index(l) for l in own]], own, chosen)
    named = np.array([i for i, m in enumerate(meta) if label_of(m) in all_labels])
    out["all"] = zero_shot(listened, clip_score, labels, named)
    out["operatingPoint"] = operating_point(listened, log_odds, labels, named)
    return out


def concepts_heard(bundle: Bundle, validation: Clips) -> dict:
    """Concepts of the `val` recordings, by the first of their names as query: what choices are made on."""
    chosen, concepts = judged_clips(validation.meta)
    listened, kinds = Listened(bundle, validation, chosen), sorted(set(concepts))
    text = bundle.queries([query_of(kind) for kind in kinds])
    score = listened.per_clip(bundle.log_odds(bundle.score(listened.audio, text), text), higher_half)
    truth = np.array([kinds.index(concept) for concept in concepts])
    return {"clips": len(chosen), "concepts": len(kinds), **rounded(told_apart(score, truth))}


def operating_point(listened: Listened, log_odds: np.ndarray, labels: list[str], named: np.ndarray) -> dict:
    """At confidence 0.5: how many clips fire for their own label in some segment, how many of the other (clip, label) pairs fire
    in some segment, and how many of the alarms are right."""
    fires = listened.per_clip(log_odds, highest)[named] >= 0
    truth = np.array([labels.index(label_of(listened.clips.meta[i])) for i in named])
    right = fires[np.arange(len(named)), truth]
    wrong = fires.sum() - right.sum()
    per_class = {label: round(float(right[truth == k].mean()), 2) for k, label in enumerate(labels)}
    return {"recallOfClips": round(float(right.mean()), 3), "precisionOfAlarms": round(float(right.sum() / max(1, fires.sum())), 3),
            "wrongAlarmsPerHundredPairs": round(float(100 * wrong / (fires.size - len(named))), 2), "recallByLabel": per_class}


def false_alarms(bundle: Bundle, validation: Clips) -> dict:
    """Alarms per thousand (segment, query) pairs, and the queries that gave them."""
    rng = np.random.default_rng(0)
    text = bundle.queries(FOREIGN)
    noise = rng.normal(0, 0.05, STILL_SECONDS * SAMPLE_RATE).astype(np.float32)
    heard = {"silence": [bundle.listen(whole_hops(np.zeros_like(noise)), text)],
             "whiteNoise": [bundle.listen(whole_hops(noise), text)],
             "brownNoise": [bundle.listen(whole_hops(_brown(noise)), text)]}
    for name, concept in CALM.items():
        having = [i for i, m in enumerate(validation.meta) if m["concepts"] == concept]
        chosen = rng.choice(having, min(CALM_CLIPS, len(having)), replace=False)
        heard[name] = [bundle.confidence(bundle.score(segments_of(bundle, validation.mel(i)), text), text) for i in chosen]
    out = {}
    for name, parts in heard.items():
        fires = np.concatenate(parts) >= 0.5
        out[name] = {"segments": len(fires), "alarmsPerThousandPairs": round(float(1000 * fires.mean()), 2),
                     "queries": {FOREIGN[k]: int(n) for k, n in enumerate(fires.sum(0)) if n}}
    return out


def _brown(white: np.ndarray) -> np.ndarray:
    """White noise through a leaky integrator, brought back to its level."""
    spectrum = np.fft.rfft(white)
    spectrum /= np.maximum(np.arange(len(spectrum)), 100.0)
    brown = np.fft.irfft(spectrum, len(white))
    return (brown * white.std() / brown.std()).astype(np.float32)


def what_is_judged(doc: str) -> tuple[argparse.Namespace, Bundle]:
    """The arguments of a stage that judges a bundle, by that stage's docstring: data, work, minilm, bundle; and the bundle."""
    parser = argparse.ArgumentParser(description=doc.splitlines()[0])
    for name in ("--data", "--work", "--minilm", "--bundle"):
        parser.add_argument(name, type=pathlib.Path, required=True)
    options = parser.parse_args()
    return options, Bundle(options.bundle, MiniLm(options.minilm))


def main() -> None:
    options, bundle = what_is_judged(__doc__)
    report = evaluate(bundle, Listened(bundle, Clips.load(options.data, options.work, "eval")))
    validation = Clips.load(options.data, options.work, "val")
    report["valConcepts"] = concepts_heard(bundle, validation)
    report["falseAlarms"] = false_alarms(bundle, validation)
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
