import numpy as np
import torch

from earshot_training import canvases, targets
from earshot_training.clips import NAMED_SHARE, Clips
from earshot_training.grid import CANVAS, CANVAS_HOPS, CANVAS_TOKENS, HOP, MELS, OVERLAP, SCALE, SILENCE, segment_tokens
from earshot_training.trunk import TOKEN_DIM, Trunk, block_causal, windows


def some_clips():
    count = np.array([700, 130, 40])
    frames = np.random.default_rng(0).normal(-0.3, 0.4, (count.sum(), MELS)).astype(np.float16)
    return Clips(frames, np.concatenate([[0], np.cumsum(count)[:-1]]), count, np.arange(3), [{"label": "x"}] * 3)


def test_canvases_have_the_shape_and_are_a_function_of_the_seed():
    clips = some_clips()
    for seed in range(60):
        one, two = (canvases.make(np.random.default_rng(seed), clips, None) for _ in range(2))
        assert one.mel.shape == (CANVAS, MELS) and one.mel.dtype == np.float32 and np.isfinite(one.mel).all()
        assert np.array_equal(one.mel, two.mel)
        assert one.shares.shape == (len(one.clips), CANVAS_HOPS)
        assert one.sounding.shape == one.shares.shape and one.sounding.dtype == bool
        assert (one.shares >= 0).all() and (one.shares.sum(0) <= 1.01).all()


def test_evened_layers_are_within_ten_decibels_and_silence_stays_silent():
    rng = np.random.default_rng(0)
    loud, soft, silent = (np.full((CANVAS, MELS), level, np.float32) for level in (0.5, -0.3, SILENCE))
    for _ in range(50):
        apart = 10 / np.log(10) * SCALE * (canvases._evened(rng, soft, loud)[0, 0] - loud[0, 0])
        assert abs(apart) <= canvases.EVEN_DB + 1e-3
        assert canvases._evened(rng, silent, loud).max() < loud.min() - 0.5


def test_named_kinds_are_drawn_by_the_root_of_their_number():
    meta = [{"label": str(i), "concepts": "a" if i < 4 else "b" if i < 20 else ""} for i in range(100)]
    clips = Clips(np.zeros((0, MELS)), None, np.full(100, 100), np.arange(100), meta)
    of = lambda weight: (weight[:4].sum(), weight[4:20].sum())
    plain, drawn = clips.sampling_weights([]), clips.sampling_weights(["a", "b"])
    (a, b), (plain_a, plain_b) = of(drawn), of(plain)
    assert abs(drawn.sum() - 1) < 1e-9 and abs(plain.sum() - 1) < 1e-9
    assert abs((b - (1 - NAMED_SHARE) * plain_b) / (a - (1 - NAMED_SHARE) * plain_a) - 2) < 1e-6


def test_segments_are_the_newest_two_hops():
    assert (segment_tokens(0).start, segment_tokens(0).stop) == (0, 3)
    assert (segment_tokens(4).start, segment_tokens(4).stop) == (9, 15)


def test_windows_overlap_by_one_token():
    canvas = torch.arange(CANVAS, dtype=torch.float32).expand(2, MELS, CANVAS)
    cut = windows(canvas)
    assert cut.shape == (2 * CANVAS_HOPS, MELS, OVERLAP + HOP)
    assert cut[1, 0, 0] == HOP - OVERLAP and cut[1, 0, -1] == 2 * HOP - 1


def test_context_is_block_causal():
    mask = block_causal(6)
    assert mask[0, 2] and not mask[0, 3] and mask[3, 0] and mask[5].all()


def test_a_later_hop_changes_nothing_before_it():
    torch.manual_seed(0)
    trunk = Trunk().eval()
    canvas = torch.randn(1, MELS, CANVAS)
    changed = canvas.clone()
    changed[:, :, 4 * HOP:] += 1.0
    with torch.no_grad():
        before, after = trunk(canvas), trunk(changed)
    for a, b in zip(before, after):
        assert a.shape == (1, CANVAS_TOKENS, TOKEN_DIM)
        assert torch.allclose(a[:, :12], b[:, :12], atol=1e-5) and not torch.allclose(a[:, 12:], b[:, 12:], atol=1e-3)


def test_a_text_matches_only_where_all_it_names_is_present():
    log_presence = torch.tensor(targets.log_presence(np.array([[0.9, 0.9, 0.0], [0.9, 0.0, 0.0]])))
    both, one = torch.tensor([[0.5, 0.5, 0.0]]).double(), torch.tensor([[1.0, 0.0, 0.0]]).double()
    assert targets.match(log_presence, both)[0, 0] > 0.8 and targets.match(log_presence, both)[1, 0] < 0.1
    assert np.allclose(targets.match(log_presence, one), 0.9)
    assert (targets.match(log_presence, torch.zeros(1, 3).double()) == 0).all()


def test_presence_is_one_half_at_the_centre():
    logit = np.log(targets.CENTRE / (1 - targets.CENTRE))
    assert targets.presence(np.array(logit)) == 0.5
