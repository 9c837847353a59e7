"""Stage 6: the background segments that ship with the model, and the map from scores to probabilities.

    python -m earshot_training.calibrate --work WORK --heads heads.pt --out calibration.npz

Fitted on held-out canvases against what the training takes to be heard (`hearing`), for class names and for captions that the heads never
saw. Pairs that are undecided are left out: they would only teach that nothing is certain.

How likely a text is to be heard in a random canvas is part of its score: common sounds score high on anything. Whoever registers a query has
reason to, however rare its sound is, so a part of the score is measured against the query's own background (ADR 0014)."""
import argparse
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

from .grid import CANVAS_HOPS
from .heads import Matcher
from .targets import match
from .train_heads import Canvases, Texts

BACKGROUND = 1024
SEGMENTS = 2000  # more fill the memory: each is scored with thousands of texts
PROMPTS, CAPTIONS = 1800, 600
BACKGROUND_SHARE = 0.3  # of the score that is measured against the background; chosen on val recordings (ADR 0014)
HEARD, ABSENT = 0.5, 0.2  # presences from which on a pair counts as heard, and below which as absent


def load_matcher(path: pathlib.Path) -> Matcher:
    archive = torch.load(path, weights_only=True)
    matcher = Matcher(archive["arm"])
    matcher.load_state_dict(archive["state"])
    return matcher.eval()


def background_segments(canvases: Canvases, seed: int) -> torch.Tensor:
    """[N, 3, W]: random hops of random training canvases; some hold nothing, most hold one to three sounds."""
    rng = np.random.default_rng(seed)
    return canvases.pooled[rng.choice(len(canvases), BACKGROUND, replace=False), rng.integers(0, CANVAS_HOPS, BACKGROUND)].float()


def fit(z: torch.Tensor, score: torch.Tensor, deviation: float, presence: torch.Tensor, share: float, negative_weight: float) -> torch.Tensor:
    """Logistic regression of the decided pairs [n] on (1 - share) S + share deviation z -> zWeight, scoreWeight, bias.

    deviation: that of a usual query's background, so that S and deviation z have the same scale."""
    decided = (presence >= HEARD) | (presence < ABSENT)
    target = (presence[decided] >= HEARD).float()
    shared = ((1 - share) * score + share * deviation * z)[decided]
    raw = torch.tensor([0.0, -4.0], requires_grad=True)
    pair_weight = negative_weight + (1 - negative_weight) * target
    optimiser = torch.optim.LBFGS([raw], max_iter=60, line_search_fn="strong_wolfe")

    def loss():
        optimiser.zero_grad()
        value = F.binary_cross_entropy_with_logits(F.softplus(raw[0]) * shared + raw[1], target, pair_weight)
        value.backward()
        return value
    optimiser.step(loss)
    slope = F.softplus(raw[0]).item()
    return torch.tensor([slope * share * deviation, slope * (1 - share), raw[1].item()])


def operating_point(probability: np.ndarray, heard: np.ndarray, absent: np.ndarray) -> dict:
    """Precision and recall at 0.5 over pairs; pairs about which the teacher is undecided count neither way."""
    fires = probability >= 0.5
    hits, misses, false = (fires & heard).sum(), (~fires & heard).sum(), (fires & absent).sum()
    return {"precision": round(float(hits / max(1, hits + false)), 3), "recall": round(float(hits / max(1, hits + misses)), 3),
            "falseAlarmsPerThousandPairs": round(float(1000 * false / absent.sum()), 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--heads", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--negative-weight", type=float, default=1.5, help="of absent pairs; more than 1 favours precision")
    parser.add_argument("--background-share", type=float, default=BACKGROUND_SHARE, help="of the score that is measured against the query's background")
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    texts, matcher = Texts(options.work / "texts.npz"), load_matcher(options.heads)
    training, validation = (Canvases(options.work / "features", s) for s in ("train", "val"))
    for canvases in (training, validation):
        canvases.hear_all(matcher)
    rng = np.random.default_rng(options.seed)
    plain = rng.choice([i for i in texts.of_kind("prompt") if " " not in texts.words[i] or texts.words[i].startswith("a ")], PROMPTS, replace=False)
    unseen = rng.choice(np.flatnonzero(texts.held_out), CAPTIONS, replace=False)
    canvas = np.arange(min(len(validation), SEGMENTS))
    hop = rng.integers(0, CANVAS_HOPS, len(canvas))
    with torch.no_grad():
        background = matcher.audio(background_segments(training, options.seed))
        audio = matcher.audio(validation.pooled[canvas, hop].float())
        presences = validation.log_presence[canvas, hop].float()
        groups, deviations = {}, []
        for name, index in (("classNames", plain), ("captions", unseen)):
            text = matcher.text(texts.pooled[index].float())
            reference = matcher.score(*background, *text)
            score = matcher.score(*audio, *text)
            deviations.append(reference.std(0, correction=0))
            z = (score - reference.mean(0)) / deviations[-1]
            groups[name] = z.flatten(), score.flatten(), match(presences, texts.weights[index].float()).flatten()
    z, score, target = (torch.cat(part) for part in zip(*groups.values()))
    parameters = fit(z, score, float(torch.cat(deviations).median()), target, options.background_share, options.negative_weight)
    report = {}
    for name, (z, score, y) in groups.items():
        p = torch.sigmoid(parameters[0] * z + parameters[1] * score + parameters[2]).numpy()
        report[name] = operating_point(p, y.numpy() >= HEARD, y.numpy() < ABSENT)
    print(dict(zip(("zWeight", "scoreWeight", "bias"), np.round(parameters.tolist(), 4).tolist())), report)
    np.savez(options.out, parameters=parameters.numpy(), report=np.array(str(report)),
             background=torch.cat([background[0].flatten(1), background[1].flatten(1)], 1).numpy().astype(np.float16))


if __name__ == "__main__":
    main()
