import pathlib

import numpy as np
import pytest
import torch

from earshot_training.bundle_reader import Bundle
from earshot_training.conv_trunk import ConvTrunk
from earshot_training.grid import HOP, MELS
from earshot_training.joined import Joined

BUNDLE = pathlib.Path(__file__).parents[2] / "earshot-base"


@pytest.fixture(scope="module")
def logmel():
    return np.random.default_rng(0).normal(-0.5, 0.4, (5 * HOP, MELS)).astype(np.float32)


def segments(share, logmel, seed=0):
    torch.manual_seed(seed)
    bundle = Joined(BUNDLE, None, ConvTrunk(), share)
    return bundle.segments(bundle.tokens(logmel))


def test_without_a_share_the_bundle_hears_what_it_hears_by_itself(logmel):
    bundle = Bundle(BUNDLE, None)
    for joined, own in zip(segments(0.0, logmel), bundle.segments(bundle.tokens(logmel))):
        assert joined.shape == own.shape and np.abs(joined - own).max() < 1e-5


def test_with_all_the_share_only_the_convolutional_trunk_is_heard(logmel):
    levels, _, _ = segments(1.0, logmel)
    assert np.abs(levels - levels[:, :1]).max() < 1e-5


def test_with_half_the_share_both_are_heard(logmel):
    half, own, other = (segments(share, logmel)[0] for share in (0.5, 0.0, 1.0))
    assert np.abs(half - own).max() > 1e-3 and np.abs(half - other).max() > 1e-3
