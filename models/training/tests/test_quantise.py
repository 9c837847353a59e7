import numpy as np
import onnxruntime
import pytest
import torch

from earshot_training.quantise import halve


@pytest.fixture
def graph(tmp_path):
    torch.manual_seed(0)
    path = tmp_path / "graph.onnx"
    module = torch.nn.Sequential(torch.nn.Linear(64, 300), torch.nn.GELU(), torch.nn.Linear(300, 40))
    torch.onnx.export(module, (torch.zeros(1, 64),), str(path), input_names=["x"], output_names=["y"], dynamic_axes={"x": {0: "B"}}, dynamo=False)
    return path


def run(path, x):
    return onnxruntime.InferenceSession(str(path)).run(["y"], {"x": x})[0]


def test_halved_weights_take_half_the_space_and_compute_nearly_the_same(graph):
    x = np.random.default_rng(0).normal(size=(5, 64)).astype(np.float32)
    before, size = run(graph, x), graph.stat().st_size
    halve(graph)
    after = run(graph, x)
    assert after.dtype == np.float32
    assert graph.stat().st_size < 0.6 * size
    assert 0 < np.abs(after - before).max() < 2e-3
