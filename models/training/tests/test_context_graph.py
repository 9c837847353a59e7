import pytest
import torch

from earshot_training import heads
from earshot_training.context_graph import ContextGraph
from earshot_training.grid import SEGMENT_TOKENS
from earshot_training.trunk import TOKEN_DIM


@pytest.mark.parametrize("count", [3, 6, 9, 12])
def test_served_as_trained(count):
    torch.manual_seed(0)
    matcher = heads.Matcher().eval()
    tokens = torch.randn(2, count, TOKEN_DIM)
    with torch.no_grad():
        middle, last = matcher.context(tokens)
        levels, factors = matcher.audio(heads.pool_segment(tokens, middle, last))
        expected = levels, factors, matcher.audio.top(last[:, -SEGMENT_TOKENS:])
        for got, want in zip(ContextGraph(matcher)(tokens), expected):
            assert got.shape == want.shape and torch.allclose(got, want, atol=1e-5)
