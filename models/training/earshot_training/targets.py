"""What "can be heard" means in training: the teacher's class probabilities turned into presences, and the probability
that everything a text names is present."""
import numpy as np
import torch

LEAST_PRESENCE = 0.01  # so that one absent class makes a text unlikely and not impossible: the teacher is no oracle
CENTRE, STEEPNESS = 0.25, 1.3


def presence(logits: np.ndarray) -> np.ndarray:
    """The teacher's logits -> probability that a listener would say that the class can be heard.

    An AudioSet model is trained on incomplete labels of ten seconds: at the threshold that serves it best (about 0.25
    and not 0.5) a class is as likely present as not, so that is where a presence of 0.5 is put."""
    shift = np.log(CENTRE / (1 - CENTRE))
    return 1.0 / (1.0 + np.exp(-STEEPNESS * (logits - shift)))


def log_presence(probability: np.ndarray) -> np.ndarray:
    return np.log(np.maximum(probability, LEAST_PRESENCE))


def match(log_presences: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """[B, C] and class weights of texts [N, C] (rows sum to 1, or to 0 where nothing is known) -> [B, N]: weighted
    geometric mean of the presences; 0 where nothing is known."""
    return torch.exp(log_presences @ weights.T) * (weights.sum(1) > 0)
