"""What else is to be heard where a class is: the company that it keeps.

A text that points at nothing but the class which it names relies on the audio stream telling this class from all that sounds alike. It
tells them worse than words do: a stream is heard as water, as a waterfall or as rain. So a text's levels point a little at what is
usually heard along with the named class as well (ADR 0016)."""
import torch
import torch.nn.functional as F

COMPANIONS = 10  # of a class
COMPANY_SHARE = 0.3  # of the length of the class's own direction


def companions(presence: torch.Tensor) -> torch.Tensor:
    """[n, C] what is to be heard in segments -> [C, C]: of each class the classes that rise and fall with it most, by their
    correlation; rows sum to 1, or to less where hardly any does."""
    centred = presence - presence.mean(0)
    deviation = centred.square().mean(0).sqrt().clamp_min(1e-4)
    correlation = centred.T @ centred / len(centred) / deviation[:, None] / deviation
    correlation.fill_diagonal_(0.0)
    values, index = correlation.topk(min(COMPANIONS, len(correlation) - 1), 1)
    weights = torch.zeros_like(correlation).scatter_(1, index, values.clamp_min(0.0))
    return weights / weights.sum(1, keepdim=True).clamp_min(1.0)


def in_company(directions: torch.Tensor, companions: torch.Tensor) -> torch.Tensor:
    """[D, C] where the audio stream puts each class -> the same, each with a share of where it puts the class's companions [C, C]."""
    return directions + COMPANY_SHARE * directions.norm(dim=0) * F.normalize(directions @ companions.T, dim=0)
