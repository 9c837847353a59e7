import numpy as np
import onnxruntime
import pytest
import torch

from earshot_training.conv_trunk import MEMORY, ConvTrunk, HopGraph, export
from earshot_training.grid import HOP, MELS


@pytest.fixture(scope="module")
@torch.no_grad()
def trunk():
    """With statistics of batch normalisation that fit its inputs, so that what it hears depends on them, and uneven weights of the pooling."""
    torch.manual_seed(0)
    trunk = ConvTrunk()
    torch.nn.init.normal_(trunk.head.weights)
    torch.nn.init.normal_(trunk.head.classes.weight, 0, 1.0)
    for module in trunk.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = None
    trunk.train()(some_stream(8))
    return trunk.eval()


def some_stream(hops):
    return torch.randn(2, MELS, hops * HOP) * 0.4 - 0.5


@torch.no_grad()
def hop_by_hop(graph, logmel):
    state, heard = torch.zeros(len(logmel), graph.state_size), []
    for hop in logmel.split(HOP, 2):
        classes, embedding, state = graph(hop, state)
        heard.append((classes, embedding))
    return [torch.stack(part, 1) for part in zip(*heard)]


@torch.no_grad()
def test_hop_by_hop_it_hears_what_it_hears_in_one_piece(trunk):
    logmel = some_stream(MEMORY + 3)
    classes, embedding, _, _ = trunk(logmel)
    assert (classes[0] - classes[1]).std() > 0.1
    for whole, split in zip((classes, embedding), hop_by_hop(HopGraph(trunk), logmel)):
        assert torch.allclose(whole, split, atol=1e-4)


@torch.no_grad()
def test_pieces_of_several_hops_go_on_where_the_last_ended(trunk):
    logmel = some_stream(MEMORY + 3)
    whole = trunk(logmel)[0]
    first, _, pieces, heard = trunk(logmel[:, :, :2 * HOP])
    rest = trunk(logmel[:, :, 2 * HOP:], pieces, heard)[0]
    assert torch.allclose(whole, torch.cat([first, rest], 1), atol=1e-4)


@torch.no_grad()
def test_a_later_hop_changes_nothing_before_it(trunk):
    logmel = some_stream(4)
    changed = logmel.clone()
    changed[:, :, 3 * HOP:] += 1.0
    before, after = trunk(logmel)[0], trunk(changed)[0]
    assert torch.allclose(before[:, :3], after[:, :3], atol=1e-5) and not torch.allclose(before[:, 3], after[:, 3], atol=1e-2)


@torch.no_grad()
def test_the_graph_gives_the_same(trunk, tmp_path):
    logmel = some_stream(MEMORY + 1)
    export(trunk, tmp_path / "hop.onnx")
    session = onnxruntime.InferenceSession(str(tmp_path / "hop.onnx"))
    state = np.zeros((2, HopGraph(trunk).state_size), np.float32)
    for expected, hop in zip(trunk(logmel)[0].unbind(1), logmel.split(HOP, 2)):
        classes, _, state = session.run(["classes", "embedding", "next"], {"logmel": hop.numpy(), "state": state})
        assert np.abs(classes - expected.numpy()).max() < 1e-3
