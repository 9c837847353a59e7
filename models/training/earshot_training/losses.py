"""The training losses. Shapes: B segments, N queries, K factors of dimension d."""
import torch
import torch.nn.functional as F

EPSILON = 1e-6
LEAST_MATCH = 0.25  # pairs less likely than this are no positives of the contrastive loss


def row_targets(match: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """[B, N] probability that a pair matches -> row-normalised soft targets, and which rows have a positive at all."""
    kept = torch.where(match >= LEAST_MATCH, match, torch.zeros_like(match))
    total = kept.sum(1, keepdim=True)
    return kept / total.clamp_min(EPSILON), total[:, 0] > 0


def _cross_entropy(logits: torch.Tensor, match: torch.Tensor) -> torch.Tensor:
    target, valid = row_targets(match)
    per_row = -(target * F.log_softmax(logits, 1)).sum(1)
    return (per_row * valid).sum() / valid.sum().clamp_min(1)


def contrastive(score: torch.Tensor, match: torch.Tensor, inverse_temperature: torch.Tensor) -> torch.Tensor:
    """Symmetric cross-entropy with multi-positive soft targets: L_S. score and match: [B, N]."""
    logits = score * inverse_temperature
    return 0.5 * (_cross_entropy(logits, match) + _cross_entropy(logits.T, match.T))


def detection(score: torch.Tensor, match: torch.Tensor, scale: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    """Binary cross-entropy of every pair, summed over queries: gives a score an absolute meaning, which a contrastive
    loss alone does not (a silent segment must match nothing)."""
    pairs = F.binary_cross_entropy_with_logits(score * scale + bias, match, reduction="none")
    return pairs.sum(1).mean()


def cross_correlation(audio: torch.Tensor, text: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """Factors of matched pairs [B, K, d], standardised over the batch -> [K, K] correlation (weight [B] of each pair).

    Standardising over the batch and not over the features keeps a constant offset from passing as alignment."""
    w = (weight / weight.sum().clamp_min(EPSILON))[:, None, None]

    def standardise(x):
        centred = x - (w * x).sum(0)
        return centred / ((w * centred ** 2).sum(0).sqrt() + EPSILON)
    return torch.einsum("bkj,blj->kl", w * standardise(text), standardise(audio)) / audio.shape[2]


def disentangle(audio: torch.Tensor, text: torch.Tensor, weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """L_D (different factors are decorrelated) and L_A (the same factor agrees)."""
    correlation = cross_correlation(audio, text, weight)
    diagonal = torch.diagonal(correlation)
    decouple = (correlation ** 2).sum() - (diagonal ** 2).sum()
    return decouple, ((1 - diagonal) ** 2).sum()
