import numpy as np
import pytest

from earshot_training import mixtures
from earshot_training.grid import HOP, MELS, SCALE


def power(mel):
    return np.exp(SCALE * mel).mean()


def test_two_sounds_are_mixed_as_long_as_the_shorter_and_equally_loud():
    rng = np.random.default_rng(0)
    loud, quiet = rng.normal(1, 0.1, (9 * HOP, MELS)).astype(np.float32), rng.normal(-1, 0.1, (3 * HOP, MELS)).astype(np.float32)
    mixture = mixtures.mixture_of({"a", "b"}, loud, quiet)
    a, b = mixture.alone
    assert a.shape == b.shape == mixture.mel.shape == (3 * HOP, MELS)
    assert power(a) == pytest.approx(power(b), rel=1e-3)
    assert power(mixture.mel) == pytest.approx(power(a) + power(b), rel=1e-3)


def test_all_kinds_are_mixed_as_often():
    rng = np.random.default_rng(0)
    mels = {kind: [rng.normal(0, 0.1, (HOP, MELS)).astype(np.float32)] * count for kind, count in (("rare", 1), ("usual", 50), ("other", 5))}
    counts = {kind: sum(kind in m.labels for m in mixtures.evenly_mixed(mels)) for kind in mels}
    assert min(counts.values()) > 0.6 * mixtures.MIXTURES


def test_both_are_best_only_if_the_two_that_are_heard_have_the_two_highest_scores():
    truth = np.array([[True, True, False], [True, False, True]])
    assert mixtures.both_best(np.array([[2.0, 3.0, 1.0], [2.0, 3.0, 1.0]]), truth) == 0.5


def test_known_offsets_find_a_candidate_that_is_always_too_eager():
    rng = np.random.default_rng(0)
    heard = np.stack([rng.permutation(4)[:2] for _ in range(200)])
    truth = np.zeros((200, 5), bool)
    truth[np.arange(200)[:, None], heard] = True
    score = truth + rng.normal(0, 0.05, truth.shape)
    score[:, 4] = 2.0
    assert mixtures.both_best(score, truth) == 0.0
    assert mixtures.at_known_offsets(score, truth) > 0.9
