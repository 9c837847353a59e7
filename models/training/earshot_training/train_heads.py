"""Stage 5: the heads of both streams on the frozen encoders.

    python -m earshot_training.train_heads --data DATA --work WORK --trunk trunk.pt --out heads.pt

One step: segments of random hops, one text for each that the teacher hears in it (or a label of one of its clips), and
some texts more that may match nothing. L = L_S + 0.2 detection on all pairs + 0.005 L_D + 0.01 L_A on the chosen ones; arms that do not train
the factors go without the last two."""
import argparse
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

from . import losses, targets
from .clips import read_rows, tidy
from .company import companions, in_company
from .factors import groups
from .grid import CANVAS_HOPS
from .heads import LEVELS, Matcher, Perceptron, full_scale
from .teacher import Classes
from .texts import KINDS
from .trunk import Student

DETECTION, DECOUPLE, ALIGN = 0.2, 0.005, 0.01  # weights of the losses beside L_S
CANDIDATES = {"caption": 700, "phrase": 400, "prompt": 600, "pair": 150, "trade": 150}  # drawn at each step, by kind
EXTRA_TEXTS = 64  # texts of a step that nobody chose
LABEL_RATE = 0.15  # segments that are described by a label of one of their clips
AUDIBLE_SHARE = 0.15  # of the time-frequency cells of a segment: then a clip is plainly heard
START_SEGMENTS = 8000  # from which the highest level's read-out starts
READ_BATCH, READ_RATE = 384, 2e-3
READ_NOISE = 0.5  # standard deviations of the texts; without it other wordings are read worse (val concepts: mAP .360, with it .378)
REPORT = 100  # steps


class Canvases:
    """The canvases of one split as the local part heard them, and what is known about their segments."""

    def __init__(self, folder: pathlib.Path, split: str):
        load = lambda name: np.load(folder / f"{split}-{name}.npy")
        self.tokens = torch.tensor(load("tokens"))  # [M, 15, W]
        self.log_presence = torch.tensor(load("log_presence"))  # [M, 5, 527]
        self.clips = load("clips")
        self.shares = torch.tensor(load("shares"))
        self.pooled = None  # [M, 5, 3, W] once all is heard

    def __len__(self) -> int:
        return len(self.tokens)

    @torch.no_grad()
    def hear_all(self, matcher: Matcher) -> None:
        self.pooled = torch.cat([matcher.listen(part.float()).half() for part in self.tokens.split(256)])


class Texts:
    def __init__(self, path: pathlib.Path):
        archive = np.load(path)
        self.words = archive["words"]
        self.kind = archive["kind"]
        self.pooled = torch.tensor(archive["pooled"])  # [n, 3, 384]
        self.weights = torch.tensor(archive["weights"])  # [n, 527]
        self.held_out = archive["held_out"]

    def of_kind(self, kind: str) -> np.ndarray:
        return np.flatnonzero((self.kind == KINDS.index(kind)) & ~self.held_out & (self.weights.sum(1).numpy() > 0))

    def balance(self, index: np.ndarray) -> np.ndarray:
        """Sampling probabilities that give rare classes more texts than their share."""
        weights = self.weights[index].float().numpy()
        frequency = weights.sum(0)
        chance = (weights * np.where(frequency > 0, frequency, 1.0) ** -0.7).sum(1)
        return chance / chance.sum()


class Sampler:
    """Draws the steps' segments and texts."""

    def __init__(self, canvases: Canvases, texts: Texts, label_ids: torch.Tensor, seed: int):
        """label_ids [M, 3]: the text that labels each clip of each canvas, or -1."""
        self.canvases, self.texts, self.label_ids = canvases, texts, label_ids
        self.rng = np.random.default_rng(seed)
        self.pools = {kind: texts.of_kind(kind) for kind in CANDIDATES}
        self.chances = {kind: texts.balance(index) for kind, index in self.pools.items()}

    def _candidates(self) -> np.ndarray:
        drawn = [self.rng.choice(self.pools[kind], count, p=self.chances[kind]) for kind, count in CANDIDATES.items()]
        return np.unique(np.concatenate(drawn))

    def _describe(self, matches: torch.Tensor, audible: torch.Tensor, labels: torch.Tensor, candidates: np.ndarray) -> np.ndarray:
        """A text for each segment, -1 where nothing fits."""
        likely = matches.numpy() * (matches.numpy() >= losses.LEAST_MATCH)
        noise = self.rng.random(likely.shape, np.float32) + 1e-9
        # An exponential race: the least waiting time is one draw in proportion to the squared match.
        race = np.where(likely > 0, -np.log(noise) / np.maximum(likely, 1e-6) ** 2, np.inf)
        chosen = np.where(likely.max(1) > 0, candidates[race.argmin(1)], -1)
        loudest = audible.argmax(1, keepdim=True)
        label = labels.gather(1, loudest)[:, 0].numpy()
        usable = (audible.gather(1, loudest)[:, 0].numpy() >= 0.99) & (label >= 0)
        return np.where(usable & (self.rng.random(len(label)) < LABEL_RATE), label, chosen)

    def step(self, size: int):
        """pooled [B, 3, W], text states [N, 3, 384], match [B, N], and the column of each row's own text (-1: none).

        Half of the segments end their canvas: most segments of a service have the full context before them."""
        canvas = self.rng.integers(0, len(self.canvases), size)
        hop = np.where(self.rng.random(size) < 0.5, CANVAS_HOPS - 1, self.rng.integers(0, CANVAS_HOPS, size))
        log_presence = self.canvases.log_presence[canvas, hop].float()
        audible = (self.canvases.shares[canvas, :, hop].float() / AUDIBLE_SHARE).clamp(max=1.0)
        labels = self.label_ids[canvas]
        candidates = self._candidates()
        matches = targets.match(log_presence, self.texts.weights[candidates].float())
        chosen = self._describe(matches, audible, labels, candidates)
        extra = self.rng.choice(candidates, EXTRA_TEXTS, replace=False)
        queries = np.unique(np.concatenate([chosen[chosen >= 0], extra]))
        by_classes = targets.match(log_presence, self.texts.weights[queries].float())
        same = labels[:, :, None] == torch.tensor(queries)[None, None]
        by_label = (same * audible[:, :, None]).amax(1)
        own = np.where(chosen >= 0, np.searchsorted(queries, chosen), -1)
        return (self.canvases.pooled[canvas, hop].float(), self.texts.pooled[queries].float(),
                torch.maximum(by_classes, by_label), torch.tensor(own))


class Reading:
    """A part of the text stream learns from every text alone to point where the audio stream puts the classes that the text
    names: words name classes in tens of thousands of ways, of which a batch of canvases shows some hundred. Those of levels
    are frozen after that: tuning them on canvases was measured to lose what they know (held-out mAP .471 -> .46, unseen sources .518 -> .48)."""

    def __init__(self, head: Perceptron, level: int, directions: torch.Tensor, texts: Texts, rng: np.random.Generator):
        """head: of the level's states; directions [n, 527]: where the audio stream puts each class."""
        self.head, self.level, self.directions, self.texts, self.rng = head, level, directions.detach(), texts, rng
        self.known = np.flatnonzero(~texts.held_out & (texts.weights.sum(1).numpy() > 0))
        self.chance = texts.balance(self.known)
        self.noise = READ_NOISE * texts.pooled[:, level].float().std(0)

    def loss(self, size: int) -> torch.Tensor:
        pick = self.rng.choice(self.known, size, p=self.chance)
        aim = self.texts.weights[pick].float() @ self.directions.T
        states = self.texts.pooled[pick, self.level].float()
        return 1 - F.cosine_similarity(self.head(states + self.noise * torch.randn_like(states)), aim).mean()

    def train(self, steps: int) -> None:
        optimiser = torch.optim.AdamW(self.head.parameters(), READ_RATE, weight_decay=0.02)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, READ_RATE, steps, pct_start=0.1)
        self.head.train()
        for step in range(1, steps + 1):
            loss = self.loss(READ_BATCH)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            if step % (5 * REPORT) == 0 or step == steps:
                print(f"reading of level {self.level} {step} loss {loss.item():.3f}", flush=True)


def label_ids(data: pathlib.Path, canvases: Canvases, texts: Texts) -> torch.Tensor:
    ids = {words: i for i, words in enumerate(texts.words) if texts.kind[i] == KINDS.index("label")}
    rows = read_rows(data)
    of_row = np.array([ids.get(tidy(row["label"]), -1) for row in rows] + [-1])  # row -1: no clip
    return torch.tensor(of_row[canvases.clips])


def average_precision(score: np.ndarray, positive: np.ndarray) -> float:
    order = np.argsort(-score, kind="stable")
    hit = positive[order]
    return float((np.cumsum(hit) / np.arange(1, len(hit) + 1))[hit].mean())


@torch.no_grad()
def validate(matcher: Matcher, canvases: Canvases, texts: Texts, score_of=None) -> float:
    """mAP of plain class names over the last segments of held-out canvases, for classes heard in at least five.

    score_of(audio, text): another score than the matcher's, from levels and factors of both streams."""
    matcher.eval()
    plain, seen = [], set()
    for i in texts.of_kind("prompt"):
        c = int(texts.weights[i].argmax())
        if c not in seen:
            seen.add(c)
            plain.append((i, c))
    index, classes = map(list, zip(*plain))
    audio, text = matcher.audio(canvases.pooled[:, -1].float()), matcher.text(texts.pooled[index].float())
    score = (matcher.score(*audio, *text) if score_of is None else score_of(audio, text)).numpy()
    present = canvases.log_presence[:, -1].float().exp().numpy()[:, classes] >= 0.5
    enough = np.flatnonzero(present.sum(0) >= 5)
    return float(np.mean([average_precision(score[:, k], present[:, k]) for k in enough]))


def highest(audio, text) -> torch.Tensor:
    """S of the highest level alone, from levels and factors of both streams."""
    return audio[0][:, -1] @ text[0][:, -1].T


def read(matcher: Matcher, training: Canvases, texts: Texts, classes: Classes, steps: int, seed: int) -> None:
    """Levels and factors of both streams, from the main directions of the canvases and from the texts; then the levels stay as they are."""
    audio, text = matcher.audio, matcher.text
    with torch.no_grad():
        heard = audio.view.log_presence(audio.classes[-1](training.pooled[:START_SEGMENTS, -1, -1].float()))
    audio.view.start_from(heard)
    audio.factors.start_from(heard, torch.tensor(groups(classes)))
    told = full_scale(training.log_presence.flatten(0, 1).float().exp())
    directions = in_company(audio.view.read.weight.detach(), companions(told))
    parts = [(head, level, directions) for level, head in enumerate(text.directions)]
    for number, (head, level, aims) in enumerate([*parts, (text.factors, LEVELS - 1, audio.factors.projection.weight)]):
        Reading(head, level, aims, texts, np.random.default_rng((seed, number))).train(steps)
    matcher.freeze_read()


def fit(matcher: Matcher, sampler: Sampler, steps: int, batch: int, rate: float, report) -> None:
    """All else. `report(step, terms)` is called every REPORT steps with the mean losses since the last call."""
    trained = [p for p in matcher.parameters() if p.requires_grad]
    optimiser = torch.optim.AdamW(trained, rate, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, steps, pct_start=0.1)
    running, since = np.zeros(4), 0
    for step in range(1, steps + 1):
        matcher.train()
        pooled, states, matches, own = sampler.step(batch)
        levels, factors = matcher.audio(pooled)
        text_levels, text_factors = matcher.text(states)
        score = matcher.score(levels, factors, text_levels, text_factors)
        described = own >= 0
        weight = matches[described, own[described]]
        decouple, align = losses.disentangle(factors[described], text_factors[own[described]], weight)
        terms = torch.stack([losses.contrastive(score, matches, matcher.inverse_temperature),
                             losses.detection(score, matches, matcher.detection_scale, matcher.detection_bias), decouple, align])
        total = terms[0] + DETECTION * terms[1]
        if matcher.disentangles:
            total = total + DECOUPLE * terms[2] + ALIGN * terms[3]
        optimiser.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimiser.step()
        schedule.step()
        running, since = running + terms.detach().numpy(), since + 1
        if step % REPORT == 0 or step == steps:
            report(step, running / since)
            running, since = np.zeros(4), 0


def describe(matcher: Matcher) -> str:
    return f"levels {np.round(matcher.level_weights.detach().numpy(), 2)} gate {matcher.gate.item():.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--trunk", type=pathlib.Path, required=True)
    parser.add_argument("--reading-steps", type=int, default=3000, help="of each level and of the factors, from texts alone")
    parser.add_argument("--steps", type=int, default=4000, help="of all else, from canvases")
    parser.add_argument("--batch", type=int, default=192)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--arm", choices=Matcher.ARMS, default=Matcher.ARMS[-1], help="the parts up to this one")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    texts = Texts(options.work / "texts.npz")
    training, validation = (Canvases(options.work / "features", s) for s in ("train", "val"))
    matcher = Matcher(arm=options.arm)
    classes = Classes(options.data)
    matcher.inherit(Student.load(options.trunk), classes.includes)
    for canvases in (training, validation):
        canvases.hear_all(matcher.eval())

    def report(step: int, terms: np.ndarray) -> None:
        print(step, "terms", np.round(terms, 3), describe(matcher), f"held-out mAP {validate(matcher, validation, texts):.4f}", flush=True)
    read(matcher, training, texts, classes, options.reading_steps, options.seed)
    print(f"after reading: highest level's held-out mAP {validate(matcher, validation, texts, highest):.4f}", flush=True)
    sampler = Sampler(training, texts, label_ids(options.data, training, texts), options.seed)
    fit(matcher, sampler, options.steps, options.batch, options.rate, report)
    torch.save({"arm": options.arm, "state": matcher.state_dict()}, options.out)


if __name__ == "__main__":
    main()
