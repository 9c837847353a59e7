"""Smaller graphs: the linear layers of the context part's blocks and of its class head in eight bits, and weights that are kept in half the width.

Weights get a scale per output and seven bits, so that processors without VNNI do not saturate; activations a fixed scale each,
from the least and the greatest value in real canvases. Fixed, because a scale that is worked out as the graph runs would
be that of the whole batch, and a segment's embedding would depend on what is encoded beside it."""
import pathlib
import tempfile

import numpy as np
import onnx
from onnx import numpy_helper
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from .grid import CONTEXT_TOKENS

BATCHES, BATCH = 24, 40
LARGE = 10_000  # values, from which on a weight's width matters
LAYERS = [f"/blocks.{i}/{part}/" for i in range(4) for part in ("query", "key", "value", "out", "feed")] + ["/levels.2/"]


class _Heard(CalibrationDataReader):
    """Contexts of real canvases: whole ones, and as they are at the start of an epoch."""

    def __init__(self, tokens: np.ndarray):
        starts = range(0, min(len(tokens), BATCHES * BATCH), BATCH)
        self.batches = iter([tokens[at:at + BATCH, :CONTEXT_TOKENS].astype(np.float32) for at in starts])

    def get_next(self):
        batch = next(self.batches, None)
        return None if batch is None else {"tokens": batch}


def quantise(path: pathlib.Path, tokens: np.ndarray) -> None:
    """Replaces a context graph by the same one with eight-bit layers; tokens [n, 15, W] of canvases."""
    with tempfile.TemporaryDirectory() as folder:
        prepared = pathlib.Path(folder) / "prepared.onnx"
        quant_pre_process(str(path), str(prepared), skip_symbolic_shape=True)
        layers = [node.name for node in onnx.load(prepared).graph.node
                  if node.op_type == "MatMul" and node.name.startswith(tuple(LAYERS))]
        quantize_static(str(prepared), str(path), _Heard(tokens), quant_format=QuantFormat.QDQ, op_types_to_quantize=["MatMul"],
                        nodes_to_quantize=layers, per_channel=True, reduce_range=True, activation_type=QuantType.QUInt8,
                        weight_type=QuantType.QInt8, calibrate_method=CalibrationMethod.MinMax,
                        extra_options={"WeightSymmetric": True, "ActivationSymmetric": False, "MatMulConstBOnly": True,
                                       "OpTypesToExcludeOutputQuantization": ["MatMul"]})
    model = onnx.load(path)
    kept = [entry for entry in model.opset_import if entry.domain in ("", "ai.onnx")]
    del model.opset_import[:]
    model.opset_import.extend(kept)
    onnx.save(model, path)


def halve(path: pathlib.Path) -> None:
    """Keeps the large weights of a graph in sixteen bits; they are widened as it is loaded, and it computes as before."""
    model = onnx.load(path)
    widen = []
    for weight in model.graph.initializer:
        if weight.data_type == onnx.TensorProto.FLOAT and np.prod(weight.dims) >= LARGE:
            widen.append(onnx.helper.make_node("Cast", [weight.name + ".half"], [weight.name], to=onnx.TensorProto.FLOAT))
            weight.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(weight).astype(np.float16), weight.name + ".half"))
    nodes = [*widen, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.save(model, path)
