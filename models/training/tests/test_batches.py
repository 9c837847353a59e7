import math

import numpy as np
import pytest
import torch

from earshot_training import batches, canvases, hearing
from earshot_training.batches import Bank, Composer
from earshot_training.clips import Clips
from earshot_training.grid import CANVAS, CANVAS_HOPS, HOP, MELS, SCALE, SEGMENT_HOPS, SILENCE


@pytest.fixture(scope="module")
def made():
    count = np.array([700, 130, 40])
    frames = np.random.default_rng(0).normal(-0.3, 0.4, (count.sum(), MELS)).astype(np.float16)
    frames[700:] += np.float16(0.5)
    clips = Clips(frames, np.concatenate([[0], np.cumsum(count)[:-1]]), count, np.arange(3), [{"label": "x"}] * 3)
    bank = Bank(clips, [np.array([3]), np.array([], int), np.array([5, 7])], None, torch.device("cpu"))
    return Composer(bank, 0).make(64)


def test_canvases_are_finite_and_silent_where_nothing_is(made):
    assert made.mel.shape == (64, MELS, CANVAS) and torch.isfinite(made.mel).all() and torch.isfinite(made.alone).all()
    assert made.mel.min() >= SILENCE - 1e-4
    assert not made.sounding[~made.active].any() and not made.audible[~made.active].any()
    assert {int(n) for n in made.active.sum(1)} == {0, 1, 2, 3}


def test_half_a_batch_later_many_canvases_are_made_of_the_same_clips(made):
    first, second = made.clips.chunk(2)
    assert 0.2 < (first == second).all(1).float().mean() < 0.8


def test_a_clip_is_as_audible_as_in_a_canvas_made_alone(made):
    """Compared with canvases._audibility, of the log-mels of the layers and of their mix, where no band is cut."""
    whole = ~(made.mel <= SILENCE + 1e-6).all(2).any(1) & (made.active.sum(1) > 1)
    compared = 0
    for i in whole.nonzero()[:, 0].tolist():
        alone = np.exp(SCALE * made.alone[i].transpose(1, 2).numpy())
        for k in made.active[i].nonzero()[:, 0].tolist():
            layer = np.log(np.maximum(alone[k] - alone.min(), 1e-30)) / SCALE
            expected = canvases._audibility(layer, made.mel[i].T.numpy())
            assert np.abs(expected - made.audible[i, k].numpy()).max() < 0.02
            compared += 1
    assert compared > 10


def test_segments_end_with_their_hop():
    hops = torch.arange(1.0, CANVAS_HOPS + 1).repeat_interleave(HOP)
    assert batches._over_segments(hops).tolist() == [1.0, 1.5, 2.5, 3.5, 4.5] and SEGMENT_HOPS == 2


def test_reverberation_is_that_of_single_canvases():
    frames = np.full((CANVAS, MELS), SILENCE, np.float32)
    frames[10] = 0.5
    composer = Composer.__new__(Composer)
    composer.device, composer._dice = torch.device("cpu"), torch.Generator()
    composer._uniform = lambda low, high, *shape: torch.full(shape, 0.5 if low > 0 else -1.0)
    rung = torch.log(composer._reverberate(torch.exp(SCALE * torch.tensor(frames)[None])))[0] / SCALE

    class Dice:
        def uniform(self, low, high):
            return 0.5 if low > 0 else -1.0
    assert np.abs(rung.numpy() - canvases._reverberate(Dice(), frames)).max() < 1e-4


def test_odds_of_what_a_recording_is_named_for_are_raised_as_in_single_canvases():
    logits = np.random.default_rng(0).normal(-4, 1, (CANVAS_HOPS, 20)).astype(np.float32)
    members, sounding = np.array([3, 5]), np.array([True, False, True, True, False])
    expected = hearing.sigmoid(hearing.named(logits, members, sounding))
    mask = torch.zeros(1, 20, dtype=torch.bool)
    mask[0, members] = True
    given = batches.named(torch.sigmoid(torch.tensor(logits))[None], mask, torch.tensor(sounding)[None])
    assert np.abs(given[0].numpy() - expected).max() < 1e-4
    assert math.isclose(float(given.max()), 0.5, abs_tol=1e-3)
