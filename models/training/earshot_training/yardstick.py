"""The teacher on the unseen collections, and what the trunk's distilled class head keeps of it: what a bundle is held against.

    python -m earshot_training.yardstick --data DATA --work WORK --minilm DIR --trunk trunk.pt

By links: a label means the AudioSet classes that are written beside it here. By words: a label means what the tagger of stage 3 makes
of it, and a clip matches by the weighted geometric mean of the presences (the tagger's weights are squared, which prunes them).
The teacher hears whole clips; the class heads of the three levels hear segments, of whose presences the higher half is averaged over the clip. The same for the
concepts of the `val` recordings (`concepts`), on which all that is chosen was chosen.

Of the targets that segments can be given (`hearing`), the same tells which are worth learning: the teacher's frames of the segment, the segment
heard alone, the canvas that it lies in, and the geometric mean of the last two, which the training uses."""
import argparse
import json
import pathlib

import numpy as np
import torch

from . import targets
from .ablation import Collections, listen_to
from .clips import Clips
from .concepts import CLASSES_OF, judged_clips
from .evaluate import TASKS, clips_of, higher_half, label_of, per_clip, zero_shot
from .grid import CANVAS, CANVAS_HOPS, HOP, SEGMENT_HOPS, SILENCE
from .hearing import frame_logits, in_context, listen, segments_alone
from .minilm import MiniLm
from .mixtures import MIXTURES, TASKS_MIXED, mixtures_of, two_best
from .teacher import Classes, Teacher
from .texts import captions, prompts, train_tagger
from .train_heads import Texts, average_precision
from .trunk import Student

LINKS = {
    "alarm and siren": ["Alarm", "Siren"], "bell": ["Bell"], "bird singing": ["Bird vocalization, bird call, bird song"],
    "cat meowing": ["Meow"], "chicken clucking": ["Chicken, rooster"], "clapping": ["Clapping", "Applause"], "coughing": ["Cough"],
    "cow mooing": ["Moo"], "crowd noise": ["Hubbub, speech noise, speech babble"], "cry": ["Crying, sobbing"], "dog barking": ["Bark"],
    "donkey braying": ["Horse"], "door moving": ["Door"], "footsteps": ["Walk, footsteps"], "frog croaking": ["Frog"],
    "glass breaking": ["Shatter", "Breaking"], "gunshot": ["Gunshot, gunfire"], "knocking on a door": ["Knock"], "laughing": ["Laughter"],
    "lion roaring": ["Roaring cats (lions, tigers)"], "machine noise": ["Engine"], "monkey": ["Animal"],
    "phone dialing": ["Telephone dialing, DTMF"], "phone ringing / alarm": ["Telephone bell ringing", "Alarm clock", "Ringtone"],
    "sheep bleating": ["Sheep"], "shower": ["Water"], "snore": ["Snoring"], "tooth brushing": ["Toothbrush"],
    "traffic and car noise": ["Traffic noise, roadway noise"], "water sound": ["Water"], "wind": ["Wind"], "yawn": ["Sigh"]}
LABELS = sorted(LINKS)


class Yardstick:
    """Two ways from presences [n, 527] to scores of all labels [n, 32]."""

    def __init__(self, data: pathlib.Path, classes: Classes, minilm: MiniLm, texts: Texts):
        self.members = [[classes.names.index(name) for name in LINKS[label]] for label in LABELS]
        known = [t for t in [*captions(data), *prompts(classes)] if t.kind in ("caption", "prompt")]
        state_of = dict(zip(texts.words.tolist(), texts.pooled[:, -1].float().numpy()))
        tagged = train_tagger(np.stack([state_of[t.words] for t in known]), [t.classes for t in known], len(classes.names), seed=0)(minilm.pooled(LABELS)[:, -1]) ** 2
        self.weights = tagged / tagged.sum(1, keepdims=True)

    def scores(self, presence: np.ndarray) -> dict[str, np.ndarray]:
        return {"links": np.stack([presence[:, members].max(1) for members in self.members], 1),
                "words": targets.log_presence(presence) @ self.weights.T}


def unseen(collections: Collections, score: np.ndarray) -> dict:
    """[clips, labels] -> accuracy and mAP of each task and of all."""
    out = {"all": zero_shot(collections, score, LABELS, collections.chosen)}
    for name, source, without in TASKS:
        if name not in TASKS_MIXED:
            continue
        chosen = clips_of(collections.clips, source, without)
        own = sorted({label_of(collections.clips.meta[i]) for i in chosen})
        out[name] = zero_shot(collections, score[:, [LABELS.index(label) for label in own]], own, chosen)
    return out


def of_targets(clips: Clips, chosen: np.ndarray, teacher: Teacher, classes: Classes, yardstick: Yardstick) -> dict[str, np.ndarray]:
    """Scores by links [clips, labels] if a clip's presences are the means over the segments of the canvases cut out of it."""
    scores: dict[str, np.ndarray] = {}
    for i in chosen:
        mel = clips.mel(i)
        starts = range(0, max(1, len(mel) - CANVAS + 1), SEGMENT_HOPS * HOP)
        heard: dict[str, list[np.ndarray]] = {}
        for start in starts:
            part = mel[start:start + CANVAS]
            hops = max(1, -(-len(part) // HOP))
            whole = np.pad(part, ((0, CANVAS - len(part)), (0, 0)), constant_values=SILENCE)
            logits, frames = listen(teacher, [whole], ["logits", "frames"])
            alone = segments_alone(teacher, [whole])
            targets_of = {"frames": frame_logits(teacher, frames), "alone": alone, "canvas": np.repeat(logits[:, None], CANVAS_HOPS, 1),
                          "aloneAndCanvas": in_context(logits, alone)}
            for name, values in targets_of.items():
                heard.setdefault(name, []).append(targets.presence(values[0, :hops]))
        for name, parts in heard.items():
            presence = classes.with_parents(np.concatenate(parts).mean(0, keepdims=True))
            scores.setdefault(name, np.zeros((len(clips), len(LABELS))))[i] = yardstick.scores(presence)["links"]
    return scores


def mixtures(clips: Clips, teacher: Teacher, classes: Classes, yardstick: Yardstick) -> dict:
    """How often both of two sounds at 0 dB are the two best, and would be if they had not been mixed; the mixtures are those of stage 10 (`mixtures`)."""
    out = {}
    for name, labels, made in mixtures_of(clips):
        columns = [LABELS.index(label) for label in labels]

        def scores(mel):
            return yardstick.scores(classes.with_parents(targets.presence(teacher(mel.T[None], ["logits"])[0])))
        both, unmixed = {"links": 0, "words": 0}, {"links": 0, "words": 0}
        for mixture in made:
            mixed, first, second = map(scores, (mixture.mel, *mixture.alone))
            for way in both:
                both[way] += two_best(labels, mixed[way][0, columns]) == mixture.labels
                unmixed[way] += two_best(labels, np.maximum(first[way], second[way])[0, columns]) == mixture.labels
        out[name] = {way: {"bothAreTheTwoBest": round(both[way] / MIXTURES, 3), "bothIfNotMixed": round(unmixed[way] / MIXTURES, 3)} for way in both}
    return out


@torch.no_grad()
def class_presences(student: Student, pooled: torch.Tensor, owner: np.ndarray, classes: Classes) -> np.ndarray:
    """Pooled states of segments [n, 3, W] and the clip of each -> presences of the clips [clips, 527] by level [3]: the means over the higher halves
    of their segments."""
    heard = [targets.presence(head(pooled[:, level]).numpy()) for level, head in enumerate(student.heads.classes)]
    return np.stack([classes.with_parents(per_clip(level, owner, higher_half)) for level in heard])


def concepts_heard(presence: np.ndarray, concepts: list[str], classes: Classes) -> float:
    """Presences of clips [n, 527] and the concept of each -> mAP over the concepts, each heard by the likeliest of its classes."""
    members = {kind: [classes.names.index(name) for name in CLASSES_OF[kind]] for kind in sorted(set(concepts))}
    truth = np.array(concepts)
    return round(float(np.mean([average_precision(presence[:, of].max(1), truth == kind) for kind, of in members.items()])), 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--data", "--work", "--minilm", "--trunk"):
        parser.add_argument(name, type=pathlib.Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    minilm, classes, student = MiniLm(options.minilm), Classes(options.data), Student.load(options.trunk)
    yardstick = Yardstick(options.data, classes, minilm, Texts(options.work / "texts.npz"))
    collections = Collections(options.data, options.work, student, minilm)
    logits = np.load(options.data / "teacher.npz")["logits"]

    def taught(rows: np.ndarray) -> np.ndarray:
        return classes.with_parents(targets.presence(logits[rows].astype(np.float32)))
    own = class_presences(student, collections.pooled, collections.owner, classes)
    heard = {"teacher": taught(collections.clips.row), "classHead": own[2], "classHeadOfMiddleLevel": own[1], "classHeadOfLowLevel": own[0]}
    report = {who: {way: unseen(collections, score) for way, score in yardstick.scores(presence).items()} for who, presence in heard.items()}
    validation = Clips.load(options.data, options.work, "val")
    chosen, concepts = judged_clips(validation.meta)
    pooled, _, owner = listen_to(student, [validation.mel(i) for i in chosen])
    own = class_presences(student, pooled, owner, classes)
    report["valConcepts"] = {"clips": len(chosen), "concepts": len(set(concepts)),
                             "teacher": concepts_heard(taught(validation.row[chosen]), concepts, classes),
                             **{name: concepts_heard(own[level], concepts, classes) for level, name in ((2, "classHead"), (1, "classHeadOfMiddleLevel"), (0, "classHeadOfLowLevel"))}}
    judged = of_targets(collections.clips, collections.chosen, Teacher(options.data), classes, yardstick)
    report["targetsOfSegments"] = {name: unseen(collections, score)["all"] for name, score in judged.items()}
    report["teacherOnMixtures"] = mixtures(collections.clips, Teacher(options.data), classes, yardstick)
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
