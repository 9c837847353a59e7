"""The teacher (EfficientAT mn04_as) in PyTorch, for any device: as `teacher`, with the whole maps of its inner layers."""
import pathlib

import numpy as np
import onnx
import onnxruntime
import torch
import torch.nn.functional as F
from torch import nn

from .teacher import Teacher

# kernel, squeeze-excitation, activation, stride of its fifteen inverted residual blocks
BLOCKS = [(3, 0, F.relu, 1), (3, 0, F.relu, 2), (3, 0, F.relu, 1), (5, 1, F.relu, 2), (5, 1, F.relu, 1), (5, 1, F.relu, 1),
          *[(3, squeeze, F.hardswish, stride) for squeeze, stride in ((0, 2), (0, 1), (0, 1), (0, 1), (1, 1), (1, 1))],
          *[(5, 1, F.hardswish, stride) for stride in (2, 1, 1)]]
TAPS = (3, 6, 12, 15)
NORM_EPSILON = 1e-3


class TorchTeacher(nn.Module):
    """Its batch normalisations are part of its convolutions here."""

    def __init__(self, data: pathlib.Path):
        super().__init__()
        weights = np.load(data / "teacher" / "mn04_as.npz")
        self._names = {name: name.replace(".", "_") for name in weights.files}
        for name in weights.files:
            if name.endswith(".0.weight") and name.replace(".0.weight", ".1.running_var") in weights.files:
                self._fold(weights, name.removesuffix(".0.weight"))
        for name in weights.files:
            if "se_layers" in name or name.startswith("classifier"):
                self.register_buffer(self._names[name], torch.tensor(weights[name]).float())

    def _fold(self, weights, layer: str) -> None:
        value = lambda part: torch.tensor(weights[f"{layer}.{part}"]).double()
        scale = value("1.weight") / (value("1.running_var") + NORM_EPSILON).sqrt()
        name = layer.replace(".", "_")
        self.register_buffer(name + "_weight", (value("0.weight") * scale[:, None, None, None]).float())
        self.register_buffer(name + "_bias", (value("1.bias") - value("1.running_mean") * scale).float())

    def _conv(self, x, layer: str, stride: int = 1):
        name = layer.replace(".", "_")
        weight = getattr(self, name + "_weight")
        groups = weight.shape[0] if weight.shape[1] == 1 and weight.shape[2] > 1 and x.shape[1] > 1 else 1
        return F.conv2d(x, weight, getattr(self, name + "_bias"), stride, weight.shape[-1] // 2, 1, groups)

    def _linear(self, x, layer: str):
        return F.linear(x, getattr(self, (layer + ".weight").replace(".", "_")), getattr(self, (layer + ".bias").replace(".", "_")))

    def _block(self, x, number: int, squeeze: int, activate, stride: int):
        part = f"features.{number}.block"
        widens = hasattr(self, f"features_{number}_block_2_weight") or hasattr(self, f"features_{number}_block_3_weight")
        y, at = (activate(self._conv(x, f"{part}.0")), 1) if widens else (x, 0)
        y = activate(self._conv(y, f"{part}.{at}", stride))
        if squeeze:
            gate = f"{part}.{at + 1}.conc_se_layers.0"
            z = F.relu(self._linear(y.mean((2, 3)), gate + ".fc1"))
            y, at = y * torch.sigmoid(self._linear(z, gate + ".fc2"))[:, :, None, None], at + 1
        y = self._conv(y, f"{part}.{at + 1}")
        return x + y if stride == 1 and x.shape[1] == y.shape[1] else y

    def classify(self, embedding):
        """[..., 384] -> class logits [..., 527]"""
        return self._linear(F.hardswish(self._linear(embedding, "classifier.2")), "classifier.5")

    def forward(self, logmel):
        """[B, 128, T] -> class logits [B, 527], frames [B, 384, T / 32] and the maps at TAPS, each [B, C, F, T']"""
        x, maps = F.hardswish(self._conv(logmel[:, None], "features.0", 2)), []
        for number, (_, squeeze, activate, stride) in enumerate(BLOCKS, 1):
            x = self._block(x, number, squeeze, activate, stride)
            if number in TAPS:
                maps.append(x)
        frames = F.hardswish(self._conv(x, "features.16")).mean(2)
        return self.classify(frames.mean(2)), frames, maps


class OnnxTeacher(nn.Module):
    """The same on a processor, by ONNX Runtime, in less than half of PyTorch's time."""

    def __init__(self, data: pathlib.Path):
        super().__init__()
        model = onnx.load(str(data / "teacher" / "mn04_as.onnx"))
        pooled = {node.output[0]: node.input[0] for node in model.graph.node if node.op_type == "ReduceMean"}
        self._maps = [pooled[f"mid{number}"] for number in TAPS]
        model.graph.output.extend(onnx.ValueInfoProto(name=name) for name in self._maps)
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(model.SerializeToString(), settings)
        self._classifier = Teacher(data)

    def classify(self, embedding):
        """[..., 384] -> class logits [..., 527]"""
        return torch.from_numpy(self._classifier.classify(embedding.numpy()))

    def forward(self, logmel):
        """As TorchTeacher."""
        outputs = self._session.run(["logits", "frames", *self._maps], {"logmel": logmel.numpy()})
        logits, frames, *maps = map(torch.from_numpy, outputs)
        return logits, frames, maps
