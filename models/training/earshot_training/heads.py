"""The trained heads of both streams, and the score of a pair: THA (levels), DCR (factors), CA (confidence).

Shapes: B segments, N queries, L levels of dimension D, K factors of dimension d, h hidden units of the CA."""
import math

import torch
import torch.nn.functional as F
from torch import nn

from .grid import HOP_TOKENS, SEGMENT_TOKENS, segment_tokens
from .minilm import HIDDEN_DIM
from .targets import CENTRE, LEAST_PRESENCE, STEEPNESS
from .trunk import CLASS_HIDDEN, CLASSES, TOKEN_DIM, ContextPart, Student

LEVELS, LEVEL_DIM = 3, 256
FACTORS, FACTOR_DIM = 8, 32
CONFIDENCE_HIDDEN = 32
TEXT_HIDDEN, READINESS_HIDDEN = 512, 64
LEVEL_WEIGHTS, GATE = [0.06, 0.06, 0.88], 0.15
CENTRE_LOGIT = math.log(CENTRE / (1 - CENTRE))
FULL_PRESENCE = math.log1p(1 / LEAST_PRESENCE)


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


class Levels(nn.Module):
    """[..., L, inside] pooled states of each level -> levels [..., L, D] (unit length) and raw factors [..., K, d],
    which are projected from the highest level."""

    def __init__(self, heads: list[nn.Module]):
        super().__init__()
        self.levels = nn.ModuleList(heads)
        self.factors = nn.Linear(LEVEL_DIM, FACTORS * FACTOR_DIM)

    def forward(self, pooled):
        raw = [head(pooled[..., level, :]) for level, head in enumerate(self.levels)]
        return unit(torch.stack(raw, -2)), self.project(raw[-1])

    def project(self, highest):
        """[..., D] of the highest level -> raw factors [..., K, d]"""
        return self.factors(highest).unflatten(-1, (FACTORS, FACTOR_DIM))

    def top(self, state):
        """[..., inside] -> [..., D]: the highest level's embedding of anything, for example of single tokens."""
        return unit(self.levels[-1](state))


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
    """The highest audio level: the distillation's class head, frozen, read out linearly.

    It has heard some thirty times as many canvases as the heads are trained on; heads that start from the states
    alone forget that and were measured to do much worse on unseen sources. What is read are the logarithms of its
    presences, because a text matches by the weighted geometric mean of the presences of what it names (targets.match):
    that is linear in them, and a mixture is the sum of its sounds. Its hidden layer adds what no class name says."""

    def __init__(self, dropout: float):
        super().__init__()
        self.hidden, self.classes = nn.Linear(TOKEN_DIM, CLASS_HIDDEN), nn.Linear(CLASS_HIDDEN, CLASSES)
        self.families = Families()
        self.dropout = nn.Dropout(dropout)
        self.read = nn.Linear(CLASSES, LEVEL_DIM - 1, bias=False)
        self.read_hidden = nn.Linear(CLASS_HIDDEN, LEVEL_DIM - 1)
        nn.init.zeros_(self.read_hidden.weight)
        nn.init.zeros_(self.read_hidden.bias)

    def log_presence(self, hidden):
        """[..., 640] -> [..., 527] in about [0, 1]: log presence, 0 where nothing can be heard."""
        presence = torch.sigmoid(STEEPNESS * (self.families(self.classes(hidden)) - CENTRE_LOGIT))
        return torch.log1p(presence / LEAST_PRESENCE) / FULL_PRESENCE

    def forward(self, state):
        hidden = F.hardswish(self.hidden(state))
        return lift(self.read(self.log_presence(hidden)) + self.read_hidden(self.dropout(hidden)))

    @torch.no_grad()
    def start_from(self, states):
        """[n, W] states of segments: the read-out starts as the projection on the main directions of what they hold, scaled
        so that hardly any is cut."""
        values = self.log_presence(F.hardswish(self.hidden(states)))
        _, directions = torch.linalg.eigh(values.T @ values)
        projection = directions[:, -(LEVEL_DIM - 1):].T
        longest = (values @ projection.T).norm(dim=-1).quantile(0.995)
        self.read.weight.copy_(projection / longest)


def audio_levels(dropout: float) -> Levels:
    below = [nn.Sequential(nn.LayerNorm(TOKEN_DIM), nn.Linear(TOKEN_DIM, LEVEL_DIM)) for _ in range(LEVELS - 1)]
    return Levels([*below, ClassView(dropout)])


class ClassReader(nn.Module):
    """The highest text level: a direction among the classes (a ClassView's first D - 1 values), and against the last value,
    which is nearly the same in all segments, how readily the text is taken to be heard at all."""

    def __init__(self, dropout: float):
        super().__init__()
        self.direction = Perceptron(HIDDEN_DIM, LEVEL_DIM - 1, TEXT_HIDDEN, dropout)
        self.readiness = Perceptron(HIDDEN_DIM, 1, READINESS_HIDDEN, dropout)

    def forward(self, state):
        return torch.cat([unit(self.direction(state)), torch.tanh(self.readiness(state))], -1)


def text_levels(dropout: float) -> Levels:
    below = [Perceptron(HIDDEN_DIM, LEVEL_DIM, TEXT_HIDDEN, dropout) for _ in range(LEVELS - 1)]
    return Levels([*below, ClassReader(dropout)])


def masked_mean(state: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """[B, N, C] and [B, N] int -> [B, C]"""
    weight = mask.to(state.dtype)[..., None]
    return (state * weight).sum(1) / weight.sum(1).clamp_min(1.0)


class Confidence(nn.Module):
    """CA: how much each factor pair is to be trusted. The first layer of an MLP on the concatenated pair, split into
    an audio and a text part so that each is computed once and not once per pair."""

    def __init__(self):
        super().__init__()
        self.audio = nn.Linear(FACTOR_DIM, CONFIDENCE_HIDDEN, bias=False)
        self.text = nn.Linear(FACTOR_DIM, CONFIDENCE_HIDDEN)
        self.output = nn.Parameter(torch.zeros(CONFIDENCE_HIDDEN))  # starts as the plain mean of the factors

    def forward(self, audio, text):
        """[B, K, d] and [N, K, d], unit length -> weights [B, N, K] that sum to 1."""
        hidden = torch.relu(self.audio(audio)[:, None] + self.text(text)[None])
        return torch.softmax(hidden @ self.output, -1)


class Matcher(nn.Module):
    """What follows the local part and MiniLM: the context part and the class head, frozen as the distillation left
    them, and what is trained here: the heads of both streams and the score.

    An arm is an ablation: each one has the parts of those before it. `last`: the highest level alone; `levels`: THA;
    `factors`: DCR with uniform weights; `confidence`: CA; `disentangled`: L_D and L_A as well."""

    ARMS = ["last", "levels", "factors", "confidence", "disentangled"]

    def __init__(self, arm: str = ARMS[-1], dropout: float = 0.1, text_dropout: float = 0.3):
        super().__init__()
        self.rank = self.ARMS.index(arm)
        self.context = ContextPart()
        self.audio, self.text = audio_levels(dropout), text_levels(text_dropout)
        self.confidence = Confidence()
        # Not learned: on canvases these grew until unseen sources lost by it (gate .48: held-out mAP .497, unseen accuracy
        # .55; as here .495 and .57; the highest level alone .471 and .56).
        self.level_logits = nn.Parameter(torch.tensor(LEVEL_WEIGHTS).log(), requires_grad=False)
        self.gate_logit = nn.Parameter(torch.tensor(GATE).logit(), requires_grad=False)
        self.log_inverse_temperature = nn.Parameter(torch.tensor(2.66))  # 1 / 0.07
        self.detection_scale = nn.Parameter(torch.tensor(12.0))
        self.detection_bias = nn.Parameter(torch.tensor(-6.0))

    def inherit(self, student: Student, includes: list[list[int]]) -> None:
        """Takes over and freezes what was distilled, and which classes each class includes."""
        self.audio.levels[-1].families = Families(includes)
        inherited = [(self.context, student.trunk.context), (self.audio.levels[-1].hidden, student.heads.classes[0]),
                     (self.audio.levels[-1].classes, student.heads.classes[-1])]
        for mine, distilled in inherited:
            mine.load_state_dict(distilled.state_dict())
            mine.requires_grad_(False)

    def freeze_highest(self) -> None:
        """The highest level of both streams stays as it is, but for the readiness of texts."""
        self.audio.levels[-1].requires_grad_(False)
        self.text.levels[-1].direction.requires_grad_(False)

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
        return self.log_inverse_temperature.exp().clamp(max=100.0)

    def listen(self, tokens):
        """[B, 15, W] tokens of the local part -> pooled states of the five segments [B, 5, 3, W]."""
        return pool_segments(tokens, *self.context(tokens))

    def score(self, audio_levels, audio_factors, text_levels, text_factors):
        """[B, L, D], [B, K, d] raw, [N, L, D], [N, K, d] raw -> S [B, N]."""
        weighted = audio_levels * self.level_weights[:, None]
        global_score = weighted.flatten(1) @ text_levels.flatten(1).T
        if not self._has("factors"):
            return global_score
        audio_unit, text_unit = unit(audio_factors), unit(text_factors)
        cosines = torch.einsum("bkd,nkd->bnk", audio_unit, text_unit)
        if self._has("confidence"):
            local_score = (self.confidence(audio_unit, text_unit) * cosines).sum(-1)
        else:
            local_score = cosines.mean(-1)
        return (1 - self.gate) * global_score + self.gate * local_score


def pool_segment(tokens, middle, last):
    """Three [B, T, W] -> [B, 3, W]: the means over the newest segment (all of it where the epoch has just begun)."""
    return torch.stack([state[:, -SEGMENT_TOKENS:].mean(1) for state in (tokens, middle, last)], 1)


def pool_segments(tokens, middle, last):
    """Three [B, 15, W] -> [B, 5, 3, W]: the means over the segment that ends with each hop. As the context is block-causal,
    this is what the service would have pooled at that hop of an epoch."""
    states = torch.stack([tokens, middle, last], 1)
    return torch.stack([states[:, :, segment_tokens(hop)].mean(2) for hop in range(tokens.shape[1] // HOP_TOKENS)], 1)
