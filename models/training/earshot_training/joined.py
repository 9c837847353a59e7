"""A convolutional trunk beside a bundle: the share-weighted mean of the class probabilities of both, read out by the bundle's own heads.

    python -m earshot_training.joined --data DATA --work WORK --minilm DIR --bundle ../earshot-base --conv conv-trunk.pt --share 0.5

Judged as `evaluate` judges a bundle. A share of 0 is the bundle as it is, one of 1 the convolutional trunk alone. With any other than 0 the background
is heard anew, by the same ears, on canvases of training clips; the three numbers of the calibration stay what they are, so what is measured at 0.5
changes with a calibration of its own. The text heads and levels were read with the bundle's classes and are not trained again."""
import argparse
import json
import pathlib

import numpy as np
import onnx
import onnxruntime
import torch

from . import canvases
from .bundle_reader import Bundle
from .clips import Clips
from .concepts import CLASSES_OF
from .conv_trunk import ConvTrunk
from .distil_conv import ConvStudent
from .evaluate import Listened, concepts_heard, evaluate, false_alarms
from .grid import CANVAS_HOPS, HOP, HOP_TOKENS
from .hearing import logit
from .minilm import MiniLm
from .teacher import sigmoid

CLASS_LOGITS = "/Concat_1_output_0"  # in context.onnx: of the three levels, then of each token [B, 3 + S, 527]
BACKGROUND_SEED = 3


def _parts(context: pathlib.Path) -> tuple[onnxruntime.InferenceSession, onnxruntime.InferenceSession]:
    """context.onnx cut in two: tokens -> class logits, and class logits -> what the bundle makes of them."""
    model = onnx.load(str(context))
    extractor = onnx.utils.Extractor(onnx.shape_inference.infer_shapes(model))
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = 1
    cut = lambda given, wanted: onnxruntime.InferenceSession(extractor.extract_model(given, wanted).SerializeToString(), settings)
    return cut(["tokens"], [CLASS_LOGITS]), cut([CLASS_LOGITS], ["levels", "factors", "token_levels"])


class Joined(Bundle):
    """A token has the logits of the convolutional trunk at its hop behind its own values."""

    def __init__(self, folder: pathlib.Path, minilm: MiniLm, conv: ConvTrunk, share: float):
        super().__init__(folder, minilm)
        self._conv, self._share = conv.eval(), share
        self._lower, self._upper = _parts(folder / "context.onnx")

    @torch.no_grad()
    def tokens(self, logmel: np.ndarray) -> np.ndarray:
        """[frames, 128], whole hops -> [hops, 3, W + 527]"""
        own = super().tokens(logmel)
        heard = self._conv(torch.tensor(np.ascontiguousarray(logmel.T[None])))[0][0].numpy()
        return np.concatenate([own, np.repeat(heard[:, None], HOP_TOKENS, 1)], 2)

    def segments(self, tokens: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        own, heard = np.split(tokens, [self.space["tokenDim"]], 2)
        flat = own.astype(np.float16).astype(np.float32).reshape(-1, own.shape[2])
        most = self.manifest["grid"]["contextTokens"]
        outputs = []
        for hop in range(len(own)):
            end = (hop + 1) * HOP_TOKENS
            logits, = self._lower.run(None, {"tokens": flat[None, max(0, end - most):end]})
            mean = (1 - self._share) * sigmoid(logits) + self._share * sigmoid(heard[hop, 0])
            levels, factors, top = self._upper.run(None, {CLASS_LOGITS: logit(mean).astype(np.float32)})
            outputs.append((levels[0], factors[0], np.concatenate([top, top], 1)[0] if top.shape[1] == HOP_TOKENS else top[0]))
        return tuple(np.stack(part) for part in zip(*outputs))

    def hear_background(self, clips: Clips) -> None:
        """As many segments as the bundle brings, of random canvases of `clips`."""
        rng, weights = np.random.default_rng(BACKGROUND_SEED), clips.sampling_weights(CLASSES_OF)
        parts = []
        for _ in range(len(self.background[0])):
            hop = int(rng.integers(0, CANVAS_HOPS))
            mel = canvases.make(rng, clips, weights).mel[:(hop + 1) * HOP]
            parts.append([values[-1] for values in self.segments(self.tokens(mel))[:2]])
        self.background = tuple(np.stack(part) for part in zip(*parts))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--data", "--work", "--minilm", "--bundle", "--conv"):
        parser.add_argument(name, type=pathlib.Path, required=True)
    parser.add_argument("--share", type=float, default=0.5, help="of the convolutional trunk")
    parser.add_argument("--splits", nargs="+", choices=["val", "eval"], default=["val"], help="choose on val alone, judge on eval once")
    options = parser.parse_args()
    torch.set_num_threads(1)
    bundle = Joined(options.bundle, MiniLm(options.minilm), ConvStudent.load(options.conv).trunk, options.share)
    if options.share > 0:
        bundle.hear_background(Clips.load(options.data, options.work, "train"))
    report = {}
    if "eval" in options.splits:
        report |= evaluate(bundle, Listened(bundle, Clips.load(options.data, options.work, "eval")))
    if "val" in options.splits:
        validation = Clips.load(options.data, options.work, "val")
        report |= {"valConcepts": concepts_heard(bundle, validation), "falseAlarms": false_alarms(bundle, validation)}
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
