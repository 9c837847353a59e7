"""The background that comes with the bundle, and the curve from a score to a confidence."""
import csv
import math
import pathlib

import numpy as np
import torch

from .audio import decode, files_in
from .bundle import Bundle
from .checkpoint import Unfit

MOST_SEGMENTS = 2048
# Before it hears, Earshot holds that one query in twenty can be heard.
PRIOR_ODDS = 20.0
# What the mean score of any query on the background is taken from.
GENERIC = ["a dog barking", "rain", "someone speaking", "music", "a siren", "wind", "an engine running", "footsteps",
           "a crowd cheering", "birds singing", "a door closing", "water running", "a baby crying", "typing", "thunder",
           "glass breaking"]


def background(bundle: Bundle, folder: pathlib.Path) -> np.ndarray:
    """Embeddings [N, D] of each hop's segment of all files, as half floats hold them; evenly chosen if there are too many."""
    rate = bundle.checkpoint.rate
    levels = [bundle.segments(bundle.tokens(bundle.whole_hops(decode(path, rate))))[0][:, 0] for path in files_in(folder)]
    rows = np.concatenate(levels)
    chosen = np.linspace(0, len(rows) - 1, min(len(rows), MOST_SEGMENTS)).round().astype(int)
    return rows[chosen].astype(np.float16).astype(np.float32)


def prior_curve(bundle: Bundle, rows: np.ndarray) -> dict[str, float]:
    """A curve without labels. A contrastive model is trained so that exp(scale * S) of a text is its share among others. Let
    the others be PRIOR_ODDS segments of the background, whose scores are normal with mean m and deviation d: then
    confidence = 1 / (1 + PRIOR_ODDS exp(scale m + (scale d)^2 / 2 - scale S)), with m and d of generic queries."""
    scores = rows @ bundle.queries(GENERIC)[:, 0].T
    scale = bundle.checkpoint.logit_scale
    mean, deviation = float(scores.mean()), float(scores.std(0).mean())
    bias = -(scale * mean + (scale * deviation) ** 2 / 2 + math.log(PRIOR_ODDS))
    return {"zWeight": 0.0, "scoreWeight": round(scale, 4), "bias": round(bias, 4)}


def fitted_curve(bundle: Bundle, rows: np.ndarray, labels: pathlib.Path) -> dict[str, float]:
    """Logistic regression on labelled clips: a CSV with columns file and label; a clip is an example of its own label, and a
    counterexample of all others. Each clip is represented by its best segment, and both kinds weigh the same as PRIOR_ODDS
    says they occur."""
    with open(labels, newline="", encoding="utf-8") as handle:
        clips = [(labels.parent / row["file"], row["label"]) for row in csv.DictReader(handle)]
    texts = sorted({label for _, label in clips})
    if len(texts) < 2:
        raise Unfit(f"--labels {labels}: needs clips of at least two labels")
    queries = bundle.queries(texts)[:, 0]
    on_background = rows @ queries.T
    mean, deviation = on_background.mean(0), np.maximum(on_background.std(0), 1e-6)
    features, heard = [], []
    for path, label in clips:
        levels, _ = bundle.segments(bundle.tokens(bundle.whole_hops(decode(path, bundle.checkpoint.rate))))
        best = (levels[:, 0] @ queries.T).max(0)
        features.append(np.stack([(best - mean) / deviation, best, np.ones_like(best)], -1))
        heard.append(np.array([text == label for text in texts]))
    weights = logistic(np.concatenate(features), np.concatenate(heard))
    return dict(zip(("zWeight", "scoreWeight", "bias"), (round(float(w), 4) for w in weights)))


def logistic(features: np.ndarray, heard: np.ndarray) -> np.ndarray:
    """Weights [C] of the ridge logistic regression of heard [N] on features [N, C]; the last feature is 1."""
    x, y = torch.tensor(features, dtype=torch.float64), torch.tensor(heard, dtype=torch.float64)
    share = torch.where(y > 0, 1 / y.sum(), PRIOR_ODDS / (1 - y).sum()) / (1 + PRIOR_ODDS)
    weights = torch.zeros(x.shape[1], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss():
        optimiser.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(x @ weights, y, weight=share, reduction="sum")
        value = value + 1e-6 * weights[:-1].square().sum()
        value.backward()
        return value

    optimiser.step(loss)
    return weights.detach().numpy()
