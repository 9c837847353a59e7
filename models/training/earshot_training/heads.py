"""The trained heads of both streams, and the score of a pair: THA (levels), DCR (factors), CA (confidence).

Shapes: B segments, N queries, L levels of dimension D, K factors of dimension d, h hidden units of the CA."""
import math

import torch
import torch.nn.functional as F
from torch import nn

from .grid import HOP_TOKENS, SEGMENT_TOKENS, segment_tokens
from .minilm import HIDDEN_DIM
from .targets import CENTRE, LEAST_PRESENCE, STEEPNESS
from .trunk import CLASSES, ContextPart, Student, class_heads

LEVELS, LEVEL_DIM = 3, 256
FACTORS, FACTOR_DIM = 8, 32
CONFIDENCE_HIDDEN = 32
TEXT_HIDDEN, TEXT_HIDDEN_OF_HIGHEST, READINESS_HIDDEN = 512, 2048, 64
LEVEL_WEIGHTS, GATE = [0.1, 0.2, 0.7], 0.8  # the gate is high because confidences are shares of one: trusted alike, eight factors give an eighth
USUAL = 1.0  # squared length of departures from the usual: of half of all segments it is less than a quarter of theirs
TRUST = 1.0
FACTOR_SHARPNESS = 5.0  # with factors a score is about a third of a cosine
CENTRE_LOGIT = math.log(CENTRE / (1 - CENTRE))
FULL_PRESENCE = math.log1p(1 / LEAST_PRESENCE)


def full_scale(presence: torch.Tensor) -> torch.Tensor:
    """Presences in [0, 1] -> their logarithms as shares of that of a full presence, 0 where nothing can be heard."""
    return torch.log1p(presence / LEAST_PRESENCE) / FULL_PRESENCE


def unit(x: torch.Tensor) -> torch.Tensor:
    return F.normalize(x, dim=-1, eps=1e-6)


class Perceptron(nn.Module):
    """LayerNorm, one hidden layer, and a linear bypass."""

    def __init__(self, inside: int, outside: int, hidden: int, dropout: float):
        super().__init__()
        self.norm = nn.LayerNorm(inside)
        self.bypass = nn.Linear(inside, outside)
        self.deep = nn.Sequential(nn.Linear(inside, hidden), nn.GELU(), nn.Dropout(dropout), nn.Linear(hidden, outside))

    def forward(self, x):
        x = self.norm(x)
        return self.bypass(x) + self.deep(x)


def lift(x: torch.Tensor) -> torch.Tensor:
    """[..., D - 1] -> [..., D] of unit length: vectors are kept as they are up to length 1 (longer ones are cut to it), and
    the last value makes up the length. So a cosine with a text is linear in x, and a segment in which little can be heard
    scores little: dividing by the length would make the faintest trace of a class as good as a loud one."""
    kept = x / x.norm(dim=-1, keepdim=True).clamp_min(1.0)
    return torch.cat([kept, (1.0 - (kept * kept).sum(-1, keepdim=True)).clamp_min(1e-6).sqrt()], -1)


class Families(nn.Module):
    """[..., 527] -> the same, each class at least as high as the highest class that it includes (targets.with_parents).

    Most classes include nothing, most others two or three, and three include a hundred: tables of indices for families
    of like size spare most of the reading that one table would cost, in a graph that runs at every hop."""

    SIZES = (4, 14, 50, CLASSES)

    def __init__(self, includes: list[list[int]] | None = None):
        super().__init__()
        includes = includes or [[i] for i in range(CLASSES)]
        order, following, least = torch.arange(CLASSES), CLASSES, 1
        for number, most in enumerate(self.SIZES):
            parents = [i for i, members in enumerate(includes) if least < len(members) <= most]
            width = max((len(includes[i]) for i in parents), default=1)
            rows = [includes[i] + [i] * (width - len(includes[i])) for i in parents]
            self.register_buffer(f"members{number}", torch.tensor(rows, dtype=torch.long).reshape(len(parents), width))
            order[parents] = torch.arange(following, following + len(parents))
            following, least = following + len(parents), most
        self.register_buffer("order", order)

    def forward(self, x):
        tables = [table for name, table in self.named_buffers() if name != "order" and len(table)]
        return torch.cat([x, *(x[..., members].amax(-1) for members in tables)], -1)[..., self.order]

    def _load_from_state_dict(self, state, prefix, *rest):
        """The tables are as long as the families of whoever made the file."""
        for number in range(len(self.SIZES)):
            setattr(self, f"members{number}", torch.empty_like(state[f"{prefix}members{number}"]))
        super()._load_from_state_dict(state, prefix, *rest)


class ClassView(nn.Module):
    """Log presences [..., 527] -> [..., D], read out linearly, the same for all levels.

    What is read are the logarithms of the presences, because a text matches by the weighted geometric mean of the presences of what
    it names (targets.match): that is linear in them, and a mixture is the sum of its sounds."""

    def __init__(self):
        super().__init__()
        self.families = Families()
        self.read = nn.Linear(CLASSES, LEVEL_DIM - 1, bias=False)

    def log_presence(self, logits):
        """[..., 527] in about [0, 1]: log presence, 0 where nothing can be heard."""
        presence = torch.sigmoid(STEEPNESS * (self.families(logits) - CENTRE_LOGIT))
        return full_scale(presence)

    def forward(self, log_presence):
        return lift(self.read(log_presence))

    @torch.no_grad()
    def start_from(self, values):
        """[n, 527] log presences of segments: the read-out becomes the projection on the main directions of what they hold, scaled so
        that hardly any is cut."""
        projection = _main_directions(values, LEVEL_DIM - 1)
        longest = (values @ projection.T).norm(dim=-1).quantile(0.995)
        self.read.weight.copy_(projection / longest)


def _main_directions(values, most: int):
    """[n, C] -> [at most so many, C], orthonormal: along which the values are largest."""
    _, directions = torch.linalg.eigh(values.T @ values)
    return directions[:, -most:].T


class ClassFactors(nn.Module):
    """Log presences [..., 527] -> factors [..., K, d], each from its own classes alone (factors.GROUPS): to begin with the main directions in which
    these depart from what is usual. All factors of a segment together are shorter than 1, and nearly 1 where much departs: so a sound counts for less the more else
    can be heard, and what hardly departs counts for nothing."""

    def __init__(self):
        super().__init__()
        self.projection = nn.Linear(CLASSES, FACTORS * FACTOR_DIM)

    def forward(self, log_presence):
        raw = self.projection(log_presence)
        return (raw * torch.rsqrt((raw * raw).sum(-1, keepdim=True) + USUAL)).unflatten(-1, (FACTORS, FACTOR_DIM))

    @torch.no_grad()
    def start_from(self, values, group):
        """[n, 527] log presences of segments, and [527] the factor of each class."""
        self.projection.weight.zero_()
        usual = values.mean(0)
        for k in range(FACTORS):
            members = (group == k).nonzero()[:, 0]
            directions = _main_directions(values[:, members] - usual[members], FACTOR_DIM)
            rows = k * FACTOR_DIM + torch.arange(len(directions))
            self.projection.weight[rows[:, None], members] = directions
        self.projection.bias.copy_(-self.projection.weight @ usual)

    def stay_apart(self):
        """Whatever is trained from here on, no factor hears a class that it does not hear now."""
        own = self.projection.weight.detach() != 0
        if own.all():
            raise ValueError("factors that hear every class have no kinds yet: start_from comes first")
        self.projection.weight.register_hook(lambda gradient: gradient * own)


class AudioLevels(nn.Module):
    """[..., L, W] pooled states of each level -> levels [..., L, D] (unit length) and factors [..., K, d] of the highest one.

    Each level hears the classes by itself, with the head that the distillation trained at its depth, frozen. These heads have
    heard some thirty times as many canvases as what is trained here: levels that start from the states alone fit the recordings of the
    training, and were measured to cost on all others (ADR 0015)."""

    def __init__(self):
        super().__init__()
        self.classes, self.view, self.factors = class_heads(dropout=0.0), ClassView(), ClassFactors()

    def forward(self, pooled):
        heard = self.view.log_presence(torch.stack([head(pooled[..., level, :]) for level, head in enumerate(self.classes)], -2))
        return self.view(heard), self.factors(heard[..., -1, :])

    def top(self, state):
        """[..., W] of last states -> [..., D]: the highest level's embedding of anything, for example of single tokens."""
        return self.view(self.view.log_presence(self.classes[-1](state)))


class TextLevels(nn.Module):
    """[..., L, 384] pooled states of each text block -> levels [..., L, D] (unit length) and factors [..., K, d] (length 1 together).

    A level is a direction among the classes (a ClassView's first D - 1 values), and so are the factors (in a ClassFactors). Against the
    highest level's last value, which is nearly the same in all segments, stands how readily the text is taken to be heard at all. (Lower levels
    that had this too learned it badly: retrieval among mixtures lost by it.)"""

    def __init__(self, dropout: float):
        super().__init__()
        widths = [TEXT_HIDDEN] * (LEVELS - 1) + [TEXT_HIDDEN_OF_HIGHEST]
        self.directions = nn.ModuleList([Perceptron(HIDDEN_DIM, LEVEL_DIM - 1, width, dropout) for width in widths])
        self.factors = Perceptron(HIDDEN_DIM, FACTORS * FACTOR_DIM, TEXT_HIDDEN_OF_HIGHEST, dropout)
        self.readiness = Perceptron(HIDDEN_DIM, 1, READINESS_HIDDEN, dropout)

    def forward(self, pooled):
        directions = [unit(head(pooled[..., level, :])) for level, head in enumerate(self.directions)]
        ready = torch.tanh(self.readiness(pooled[..., -1, :]))
        readiness = [torch.zeros_like(ready)] * (LEVELS - 1) + [ready]
        levels = torch.stack([torch.cat(parts, -1) for parts in zip(directions, readiness)], -2)
        return unit(levels), unit(self.factors(pooled[..., -1, :])).unflatten(-1, (FACTORS, FACTOR_DIM))


def masked_mean(state: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """[B, N, C] and [B, N] int -> [B, C]"""
    weight = mask.to(state.dtype)[..., None]
    return (state * weight).sum(1) / weight.sum(1).clamp_min(1.0)


class Confidence(nn.Module):
    """CA: how much each factor pair is to be trusted. The first layer of an MLP on the concatenated pair, split into
    an audio and a text part so that each is computed once and not once per pair.

    It starts as trust in the factors that the text is about: hidden units in pairs of opposite sign add up to the text factor's length."""

    def __init__(self):
        super().__init__()
        self.audio = nn.Linear(FACTOR_DIM, CONFIDENCE_HIDDEN, bias=False)
        self.text = nn.Linear(FACTOR_DIM, CONFIDENCE_HIDDEN)
        self.output = nn.Parameter(torch.full((CONFIDENCE_HIDDEN,), TRUST / math.sqrt(CONFIDENCE_HIDDEN)))
        nn.init.normal_(self.audio.weight, std=0.02)
        nn.init.zeros_(self.text.bias)
        half = nn.init.orthogonal_(torch.empty(CONFIDENCE_HIDDEN // 2, FACTOR_DIM))
        self.text.weight.data.copy_(torch.cat([half, -half]))

    def forward(self, audio, text):
        """[B, K, d] and [N, K, d] -> weights [B, N, K] that sum to 1."""
        hidden = torch.relu(self.audio(audio)[:, None] + self.text(text)[None])
        return torch.softmax(hidden @ self.output, -1)


class Matcher(nn.Module):
    """What follows the local part and MiniLM: the context part and the heads of classes, frozen as the distillation left
    them, and what is trained here: the heads of both streams and the score.

    An arm is an ablation: each one has the parts of those before it. `last`: the highest level alone; `levels`: THA;
    `factors`: DCR, all factors trusted alike; `confidence`: CA; `disentangled`: the factors trained on canvases, with L_D and L_A."""

    ARMS = ["last", "levels", "factors", "confidence", "disentangled"]

    def __init__(self, arm: str = ARMS[-1], text_dropout: float = 0.3):
        super().__init__()
        self.rank = self.ARMS.index(arm)
        self.context = ContextPart()
        self.audio, self.text = AudioLevels(), TextLevels(text_dropout)
        self.confidence = Confidence()
        # Not learned: on canvases these grew until unseen sources lost by it (gate .48: held-out mAP .497, unseen accuracy
        # .55; as here .495 and .57; the highest level alone .471 and .56).
        self.level_logits = nn.Parameter(torch.tensor(LEVEL_WEIGHTS).log(), requires_grad=False)
        self.gate_logit = nn.Parameter(torch.tensor(GATE).logit(), requires_grad=False)
        sharpness = FACTOR_SHARPNESS if self._has("factors") else 1.0
        self.log_inverse_temperature = nn.Parameter(torch.tensor(14.3 * sharpness).log())  # 1 / 0.07 of a cosine
        self.detection_scale = nn.Parameter(torch.tensor(12.0 * sharpness))
        self.detection_bias = nn.Parameter(torch.tensor(-6.0))

    def inherit(self, student: Student, includes: list[list[int]]) -> None:
        """Takes over and freezes what was distilled, and which classes each class includes."""
        self.audio.view.families = Families(includes)
        for mine, distilled in ((self.context, student.trunk.context), (self.audio.classes, student.heads.classes)):
            mine.load_state_dict(distilled.state_dict())
            mine.requires_grad_(False)

    def freeze_read(self) -> None:
        """What was read from the texts alone stays as it is, but for the readiness of texts; the factors are trained on in the last arm."""
        self.audio.view.requires_grad_(False)
        self.text.directions.requires_grad_(False)
        self.audio.factors.requires_grad_(self.disentangles)
        if self.disentangles:
            self.audio.factors.stay_apart()
        self.text.factors.requires_grad_(self.disentangles)

    def _has(self, arm: str) -> bool:
        return self.rank >= self.ARMS.index(arm)

    @property
    def disentangles(self) -> bool:
        return self._has("disentangled")

    @property
    def level_weights(self):
        if self._has("levels"):
            return torch.softmax(self.level_logits, 0)
        return F.one_hot(torch.tensor(LEVELS - 1), LEVELS).to(self.level_logits.dtype)

    @property
    def gate(self):
        return torch.sigmoid(self.gate_logit) if self._has("factors") else torch.zeros_like(self.gate_logit)

    @property
    def inverse_temperature(self):
        return self.log_inverse_temperature.exp().clamp(max=500.0)

    def score(self, audio_levels, audio_factors, text_levels, text_factors):
        """[B, L, D], [B, K, d], [N, L, D], [N, K, d] -> S [B, N]."""
        weighted = audio_levels * self.level_weights[:, None]
        global_score = weighted.flatten(1) @ text_levels.flatten(1).T
        if not self._has("factors"):
            return global_score
        products = torch.einsum("bkd,nkd->bnk", audio_factors, text_factors)
        weights = self.confidence(audio_factors, text_factors) if self._has("confidence") else 1 / FACTORS
        return (1 - self.gate) * global_score + self.gate * (weights * products).sum(-1)

    def listen(self, tokens):
        """[B, 15, W] tokens of the local part -> pooled states of the five segments [B, 5, 3, W]."""
        return pool_segments(tokens, *self.context(tokens))


def pool_segment(tokens, middle, last):
    """Three [B, T, W] -> [B, 3, W]: the means over the newest segment (all of it where the epoch has just begun)."""
    return torch.stack([state[:, -SEGMENT_TOKENS:].mean(1) for state in (tokens, middle, last)], 1)


def pool_segments(tokens, middle, last):
    """Three [B, 15, W] -> [B, 5, 3, W]: the means over the segment that ends with each hop. As the context is block-causal,
    this is what the service would have pooled at that hop of an epoch."""
    states = torch.stack([tokens, middle, last], 1)
    return torch.stack([states[:, :, segment_tokens(hop)].mean(2) for hop in range(tokens.shape[1] // HOP_TOKENS)], 1)
