"""What each part of the method brings: every arm with several seeds, on the same frozen trunk and the same highest level.

    python -m earshot_training.ablation --data DATA --work WORK --minilm DIR --trunk trunk.pt --seeds 3 --out ablation.json

For each arm and seed: mAP of class names on held-out mixtures; retrieval among held-out mixtures of two or three clips by
a sentence that names them all (R@1/5/10, mAP@10, both directions; one sentence a mixture, so both protocols agree; ties are
pessimistic; over as many galleries as the held-out canvases fill); zero-shot accuracy and mAP on unseen collections. Differences are taken pair by pair with the
highest level alone, with their standard error. Beside the arms: confidences of CA shuffled among the factors, the best token instead of the
pooled segment (variant B on the audio side), and no context beyond the segment itself."""
import argparse
import json
import pathlib

import numpy as np
import torch

from . import evaluate
from .clips import Clips, read_rows, tidy
from .grid import CONTEXT_TOKENS, HOP, HOP_TOKENS, SEGMENT_TOKENS, SILENCE
from .heads import FACTORS, Matcher, pool_segments
from .minilm import MiniLm
from .teacher import Classes
from .texts import JOINTS
from .train_heads import AUDIBLE_SHARE, Canvases, Sampler, Texts, fit, highest, label_ids, read, validate
from .trunk import TOKEN_DIM, Student, windows

GALLERY = 500


def compositions(data: pathlib.Path, canvases: Canvases) -> tuple[np.ndarray, list[str]]:
    """Canvases in whose last segment two or three clips of different labels are plainly heard, each with a sentence."""
    rows, rng = read_rows(data), np.random.default_rng(0)
    chosen, sentences = [], []
    for i, clips in enumerate(canvases.clips):
        heard = [tidy(rows[r]["label"]) for r, share in zip(clips, canvases.shares[i, :, -1]) if r >= 0 and share >= AUDIBLE_SHARE]
        if len(set(heard)) >= 2 and len(set(heard)) == len(heard):
            chosen.append(i)
            sentences.append(str(rng.choice(JOINTS)).format(heard[0], " and ".join(heard[1:])))
    return np.array(chosen), sentences


def galleries(count: int) -> list[slice]:
    """Of so many mixtures: as many galleries of GALLERY as they fill, or a smaller one."""
    size = min(GALLERY, count)
    return [slice(start, start + size) for start in range(0, count - size + 1, size)]


def ranks(score: np.ndarray) -> np.ndarray:
    """[n, n] score of query (row) and candidate (column) -> rank of the diagonal from 1; ties count against it."""
    own = np.diag(score)[:, None]
    return (score >= own).sum(1)


def retrieval(rank: np.ndarray) -> dict:
    return {**{f"R@{k}": float((rank <= k).mean()) for k in (1, 5, 10)}, "mAP@10": float(np.where(rank <= 10, 1 / rank, 0).mean())}


@torch.no_grad()
def listen_to(student: Student, mels: list[np.ndarray], context: int = CONTEXT_TOKENS) -> tuple[torch.Tensor, torch.Tensor, np.ndarray]:
    """Log-mels of clips, each an epoch of its own -> pooled states [segments, 3, W], those of the segments' tokens [segments, 6, W], and the clip of each."""
    pooled, tokens, owner = [], [], []
    for i, mel in enumerate(mels):
        mel = np.pad(mel, ((0, -len(mel) % HOP), (0, 0)), constant_values=SILENCE)
        local = student.trunk.local(windows(torch.tensor(mel.T[None]))).reshape(1, -1, TOKEN_DIM)
        for end in range(HOP_TOKENS, local.shape[1] + 1, HOP_TOKENS):
            part = local[:, max(0, end - context):end]
            middle, last = student.trunk.context(part)
            pooled.append(pool_segments(part, middle, last)[0, -1])
            newest = last[0, -SEGMENT_TOKENS:]
            tokens.append(newest if len(newest) == SEGMENT_TOKENS else torch.cat([newest, newest]))
            owner.append(i)
    return torch.stack(pooled), torch.stack(tokens), np.array(owner)


class Collections:
    """The `eval` clips, heard by the trunk once."""

    def __init__(self, data: pathlib.Path, work: pathlib.Path, student: Student, minilm: MiniLm, context: int = CONTEXT_TOKENS):
        self.clips = Clips.load(data, work, "eval")
        self.pooled, self.tokens, self.owner = listen_to(student, [self.clips.mel(i) for i in range(len(self.clips))], context)
        named = {evaluate.label_of(m) for m in self.clips.meta for t in evaluate.TASKS if m["source"] == t[1] and m["label"] not in t[2]}
        self.labels = sorted(named)
        self.texts = torch.tensor(minilm.pooled(self.labels))
        self.chosen = np.array([i for i, m in enumerate(self.clips.meta) if evaluate.label_of(m) in named])

    def quality(self, score: np.ndarray) -> dict:
        """[segments, labels] -> accuracy and mAP; a clip's score is the mean of its better half of segments."""
        clip = evaluate.per_clip(score, self.owner, evaluate.higher_half)
        truth = np.array([self.labels.index(evaluate.label_of(self.clips.meta[i])) for i in self.chosen])
        return evaluate.told_apart(clip[self.chosen], truth)


class Judge:
    def __init__(self, validation: Canvases, texts: Texts, mixtures: np.ndarray, sentences: torch.Tensor, collections: Collections):
        self.validation, self.texts, self.mixtures = validation, texts, mixtures
        self.sentences, self.collections = sentences, collections

    @torch.no_grad()
    def judge(self, matcher: Matcher, score_of) -> tuple[dict, np.ndarray]:
        """score_of(audio, text) -> S. The ranks of text to audio come along, for comparisons pair by pair."""
        matcher.eval()
        found = []
        for gallery in galleries(len(self.mixtures)):
            audio = matcher.audio(self.validation.pooled[self.mixtures[gallery], -1].float())
            found.append(score_of(audio, matcher.text(self.sentences[gallery])).numpy().T)
        rank, back = (np.concatenate([ranks(score) for score in scores]) for scores in (found, [f.T for f in found]))
        unseen = score_of(matcher.audio(self.collections.pooled), matcher.text(self.collections.texts)).numpy()
        return {"mixtures": validate(matcher, self.validation, self.texts, score_of), "textToAudio": retrieval(rank),
                "audioToText": retrieval(back), "unseen": self.collections.quality(unseen)}, rank


def shuffled(matcher: Matcher, seed: int):
    """The matcher's score with the factor confidences of each pair dealt out to other factors."""
    order = torch.tensor(np.random.default_rng(seed).permutation(FACTORS))

    def score_of(audio, text):
        weighted = audio[0] * matcher.level_weights[:, None]
        local = (matcher.confidence(audio[1], text[1])[..., order] * torch.einsum("bkd,nkd->bnk", audio[1], text[1])).sum(-1)
        return (1 - matcher.gate) * (weighted.flatten(1) @ text[0].flatten(1).T) + matcher.gate * local
    return score_of


@torch.no_grad()
def best_token(matcher: Matcher, collections: Collections) -> dict:
    text = matcher.text(collections.texts)[0][:, -1]
    return collections.quality((matcher.audio.top(collections.tokens) @ text.T).amax(1).numpy())


@torch.no_grad()
def unseen(matcher: Matcher, collections: Collections) -> dict:
    return collections.quality(highest(matcher.audio(collections.pooled), matcher.text(collections.texts)).numpy())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--data", "--work", "--minilm", "--trunk", "--out"):
        parser.add_argument(name, type=pathlib.Path, required=True)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--reading-steps", type=int, default=3000)
    parser.add_argument("--steps", type=int, default=300, help="of each arm, where the recipe has 4,000")
    parser.add_argument("--batch", type=int, default=192)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    minilm, student = MiniLm(options.minilm), Student.load(options.trunk)
    texts = Texts(options.work / "texts.npz")
    training, validation = (Canvases(options.work / "features", s) for s in ("train", "val"))
    classes = Classes(options.data)
    first = Matcher("last").eval()
    first.inherit(student, classes.includes)
    for canvases in (training, validation):
        canvases.hear_all(first)
    mixtures, sentences = compositions(options.data, validation)
    collections = Collections(options.data, options.work, student, minilm)
    without_context = Collections(options.data, options.work, student, minilm, SEGMENT_TOKENS)
    judge = Judge(validation, texts, mixtures, torch.tensor(minilm.pooled(sentences)), collections)
    labels = label_ids(options.data, training, texts)
    parts = galleries(len(mixtures))
    report = {"galleries": len(parts), "gallery": parts[0].stop, "runs": []}
    gained: dict[str, np.ndarray] = {}  # of each arm: by how much each query's R@1 differs from the highest level alone, mean of seeds
    for seed in range(options.seeds):
        torch.manual_seed(seed)
        base = Matcher("last")
        base.inherit(student, classes.includes)
        read(base, training, texts, classes, options.reading_steps, seed)
        for arm in Matcher.ARMS:
            torch.manual_seed(seed)
            matcher = Matcher(arm)  # with a temperature of its own
            matcher.load_state_dict({name: value.clone() for name, value in base.state_dict().items() if "." in name}, strict=False)
            matcher.context.requires_grad_(False)
            matcher.freeze_read()
            fit(matcher, Sampler(training, texts, labels, seed), options.steps, options.batch, 1e-3, lambda step, terms: None)
            if arm == "last":
                alone = judge.judge(matcher, highest)[1]
                report["runs"].append({"arm": "last, best token", "seed": seed, "unseen": best_token(matcher, collections)})
                report["runs"].append({"arm": "last, no context", "seed": seed, "unseen": unseen(matcher, without_context)})
            runs = [(arm, lambda audio, text, matcher=matcher: matcher.score(*audio, *text))]
            if arm in Matcher.ARMS[3:]:
                runs.append((arm + ", confidences shuffled", shuffled(matcher, seed)))
            for name, score_of in runs:
                quality, rank = judge.judge(matcher, score_of)
                difference = (rank == 1).astype(float) - (alone == 1)
                quality["R@1 against last"] = [float(difference.mean()), float(difference.std() / np.sqrt(len(difference)))]
                gained[name] = gained.get(name, 0) + difference / options.seeds
                quality |= {"levelWeights": matcher.level_weights.tolist(), "gate": matcher.gate.item()}
                report["runs"].append({"arm": name, "seed": seed, **quality})
            print(json.dumps(report["runs"][-1]), flush=True)
        options.out.write_text(json.dumps(report, indent=1), "utf-8")
    report["R@1 against last, all seeds"] = {name: [float(d.mean()), float(d.std() / np.sqrt(len(d)))] for name, d in gained.items()}
    options.out.write_text(json.dumps(report, indent=1), "utf-8")


if __name__ == "__main__":
    main()
