import torch

from earshot_training import losses


def test_multi_positive_targets_sum_to_one_per_row():
    match = torch.tensor([[1.0, 0.5, 0.1], [0.0, 0.2, 0.1]])
    target, valid = losses.row_targets(match)
    assert torch.allclose(target[0], torch.tensor([2 / 3, 1 / 3, 0.0]))
    assert valid.tolist() == [True, False]


def test_contrastive_prefers_the_matching_order():
    match = torch.eye(4)
    scale = torch.tensor(10.0)
    assert losses.contrastive(torch.eye(4), match, scale) < losses.contrastive(torch.eye(4).flip(0), match, scale)


def test_contrastive_is_finite_when_nothing_matches():
    assert losses.contrastive(torch.randn(3, 5), torch.zeros(3, 5), torch.tensor(10.0)) == 0


def test_correlation_of_identical_factors_is_one_on_the_diagonal():
    x = torch.randn(512, 8, 32, generator=torch.Generator().manual_seed(1))
    correlation = losses.cross_correlation(x, x, torch.ones(512))
    assert torch.allclose(torch.diagonal(correlation), torch.ones(8), atol=1e-4)
    decouple, align = losses.disentangle(x, x, torch.ones(512))
    assert align < 1e-6 and decouple < 0.05


def test_a_constant_offset_is_not_alignment():
    generator = torch.Generator().manual_seed(2)
    offset = 10 * torch.randn(1, 8, 32, generator=generator)
    a, t = (offset + torch.randn(256, 8, 32, generator=generator) for _ in range(2))
    assert torch.diagonal(losses.cross_correlation(a, t, torch.ones(256))).abs().max() < 0.1


def test_unmatched_pairs_do_not_count_in_the_correlation():
    x = torch.randn(64, 8, 32, generator=torch.Generator().manual_seed(3))
    y = x.clone()
    y[32:] = -y[32:]
    weight = torch.cat([torch.ones(32), torch.zeros(32)])
    assert torch.allclose(torch.diagonal(losses.cross_correlation(x, y, weight)), torch.ones(8), atol=1e-4)


def test_detection_rewards_separation():
    match = torch.eye(3)
    scale, bias = torch.tensor(10.0), torch.tensor(-5.0)
    assert losses.detection(torch.eye(3), match, scale, bias) < losses.detection(torch.zeros(3, 3), match, scale, bias)
