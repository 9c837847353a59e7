import torch

from earshot_training.company import COMPANY_SHARE, companions, in_company


def test_companions_are_heard_together_and_strangers_are_none():
    generator = torch.Generator().manual_seed(0)
    first, other = torch.rand(2, 5000, 1, generator=generator)
    noise = 0.1 * torch.rand(5000, 1, generator=generator)
    weights = companions(torch.cat([first, first + noise, 1 - first, other], 1))
    assert weights[0, 1] > 0.9
    assert weights[0, 2] == 0  # is there where the first is not
    assert weights[0, 3] < 0.05
    assert torch.all(weights.diagonal() == 0)
    assert torch.all(weights.sum(1) <= 1 + 1e-6)


def test_what_is_never_heard_keeps_no_company():
    presence = torch.rand(100, 3, generator=torch.Generator().manual_seed(0))
    presence[:, 2] = 0
    weights = companions(presence)
    assert torch.isfinite(weights).all()
    assert weights[2].sum() == 0


def test_companions_get_a_share_of_the_length_of_the_own_direction():
    directions = torch.tensor([[2.0, 0.0], [0.0, 5.0]])
    together = in_company(directions, torch.tensor([[0.0, 1.0], [0.0, 0.0]]))
    assert torch.allclose(together, torch.tensor([[2.0, 0.0], [2.0 * COMPANY_SHARE, 5.0]]))
