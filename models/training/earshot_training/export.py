"""Stage 7: trunk, heads and calibration as a bundle by models/FORMAT.md.

    python -m earshot_training.export --work WORK --trunk trunk.pt --heads heads.pt --calibration calibration.npz
        --minilm DIR --version 1 --out models/earshot-base

Writes the graphs, scoring.json, background.f16 and manifest.json; each graph is compared with PyTorch, and the blocks of the
context part are then quantised and the weights of the text heads halved. Keys of an
existing manifest that this stage does not know (`training`, `quality`) are kept."""
import argparse
import hashlib
import json
import pathlib

import numpy as np
import onnxruntime
import torch
from torch import nn

from . import minilm
from .calibrate import load_matcher
from .context_graph import ContextGraph
from .grid import CONTEXT_TOKENS, HOP, HOP_TOKENS, HOP_SAMPLES, LOG_FLOOR, MELS, OFFSET, OVERLAP, SAMPLE_RATE, SCALE, SEGMENT_HOPS, TOKEN
from .frontend import FFT_SIZE, HIGH_HZ, LOW_HZ, PRE_EMPHASIS, WINDOW
from .factors import GROUPS
from .heads import CONFIDENCE_HIDDEN, FACTOR_DIM, FACTORS, LEVEL_DIM, LEVELS, Matcher, masked_mean
from .quantise import halve, quantise
from .trunk import TOKEN_DIM, LocalPart, Student

OPSET = 17
TOLERANCE = 1e-4
FILES = ["local.onnx", "context.onnx", "text-heads.onnx", "scoring.json", "background.f16"]


class TextGraph(nn.Module):
    """Hidden states [B, N, C] of each level and the mask [B, N] -> levels [B, L, D], factors [B, K, d]"""

    def __init__(self, matcher: Matcher):
        super().__init__()
        self.heads = matcher.text

    def forward(self, *inputs):
        *states, mask = inputs
        return self.heads(torch.stack([masked_mean(state, mask) for state in states], 1))


def export_graph(module: nn.Module, path: pathlib.Path, examples: list[tuple], inputs: list[str], outputs: list[str],
                 axes: dict) -> None:
    """Exports with the first example and compares ONNX Runtime with PyTorch on all of them, row by row as well."""
    module.eval()
    torch.onnx.export(module, examples[0], str(path), input_names=inputs, output_names=outputs,
                      dynamic_axes=axes | {name: {0: "B"} for name in outputs} | {"token_levels": {0: "B", 1: "S"}},
                      opset_version=OPSET, dynamo=False)
    session = onnxruntime.InferenceSession(str(path))
    for example in examples:
        with torch.no_grad():
            expected = module(*example)
        expected = expected if isinstance(expected, tuple) else (expected,)
        feed = {name: value.numpy() for name, value in zip(inputs, example)}
        whole = session.run(outputs, feed)
        last = session.run(outputs, {name: value[-1:] for name, value in feed.items()})
        for name, want, got, row in zip(outputs, expected, whole, last):
            worst = max(np.abs(got - want.numpy()).max(), np.abs(row - got[-1:]).max())
            if not worst < TOLERANCE:
                raise SystemExit(f"{path.name}: {name} differs by {worst}")


def export_graphs(local: LocalPart, matcher: Matcher, out: pathlib.Path, heard: np.ndarray) -> None:
    """heard: tokens of canvases [n, 15, W]"""
    noise = lambda *shape: torch.randn(*shape, generator=torch.Generator().manual_seed(0))
    export_graph(local, out / "local.onnx", [(noise(n, MELS, OVERLAP + HOP) * 0.3 - 0.5,) for n in (2, 1, 16)],
                 ["logmel"], ["tokens"], {"logmel": {0: "B"}})
    export_graph(ContextGraph(matcher), out / "context.onnx",
                 [(noise(3, t, TOKEN_DIM),) for t in range(CONTEXT_TOKENS, 0, -HOP_TOKENS)],
                 ["tokens"], ["levels", "factors", "token_levels"], {"tokens": {0: "B", 1: "T"}})
    quantise(out / "context.onnx", heard)
    names = [f"hidden_{level}" for level in range(LEVELS)]
    mask = torch.ones(2, 9, dtype=torch.int64)
    mask[1, 5:] = 0
    export_graph(TextGraph(matcher), out / "text-heads.onnx", [(*(noise(2, 9, minilm.HIDDEN_DIM) for _ in names), mask)],
                 [*names, "attention_mask"], ["levels", "factors"],
                 {name: {0: "B", 1: "N"} for name in (*names, "attention_mask")})
    halve(out / "text-heads.onnx")


def scoring(matcher: Matcher) -> dict:
    listed = lambda tensor: tensor.detach().double().numpy().tolist()
    confidence = matcher.confidence
    return {"levelWeights": listed(matcher.level_weights), "gate": float(matcher.gate),
            "temperature": 1.0 / float(matcher.inverse_temperature),
            "confidence": {"hidden": CONFIDENCE_HIDDEN, "audio": listed(confidence.audio.weight),
                           "text": listed(confidence.text.weight), "bias": listed(confidence.text.bias),
                           "output": listed(confidence.output)}}


def digest(path: pathlib.Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def manifest(out: pathlib.Path, folder: pathlib.Path, version: str, calibration: np.ndarray, rows: int) -> dict:
    return {
        "formatVersion": 1, "name": out.name, "version": version, "licence": "GPL-3.0-or-later",
        "description": "A small audio Transformer and heads on MiniLM that say how likely a sound described in words can be heard.",
        "frontEnd": {"sampleRateHz": SAMPLE_RATE, "preEmphasis": PRE_EMPHASIS, "fftSize": FFT_SIZE, "windowSamples": WINDOW,
                     "hopSamples": HOP_SAMPLES, "mels": MELS, "lowHz": LOW_HZ, "highHz": HIGH_HZ, "logFloor": LOG_FLOOR,
                     "offset": OFFSET, "scale": SCALE},
        "grid": {"hopFrames": HOP, "overlapFrames": OVERLAP, "tokenFrames": TOKEN, "contextTokens": CONTEXT_TOKENS,
                 "segmentHops": SEGMENT_HOPS},
        "space": {"levels": LEVELS, "levelDim": LEVEL_DIM, "factors": FACTORS, "factorDim": FACTOR_DIM, "tokenDim": TOKEN_DIM},
        "text": {"resource": minilm.RESOURCE, "sha256": digest(folder / minilm.RESOURCE),
                 "tokenizerResource": minilm.TOKENIZER_RESOURCE, "tokenizerSha256": digest(folder / minilm.TOKENIZER_RESOURCE),
                 "maxTokens": minilm.MAX_TOKENS, "hiddenDim": minilm.HIDDEN_DIM, "hiddenStates": minilm.HIDDEN_STATES,
                 "promptTemplates": ["{}"]},
        "files": {name: {"sha256": digest(out / name), "bytes": (out / name).stat().st_size} for name in FILES},
        "calibration": {name: round(float(value), 4) for name, value in zip(("zWeight", "scoreWeight", "bias"), calibration)}
                       | {"backgroundSegments": rows},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--work", "--trunk", "--heads", "--calibration", "--minilm", "--out"):
        parser.add_argument(name, type=pathlib.Path, required=True)
    parser.add_argument("--version", required=True)
    options = parser.parse_args()
    out = options.out
    out.mkdir(parents=True, exist_ok=True)
    local, matcher = Student.load(options.trunk).trunk.local, load_matcher(options.heads)
    export_graphs(local, matcher, out, np.load(options.work / "features" / "train-tokens.npy", mmap_mode="r"))
    calibration = np.load(options.calibration)
    (out / "scoring.json").write_text(json.dumps(scoring(matcher) | {"factorNames": list(GROUPS)}) + "\n", "utf-8")
    (out / "background.f16").write_bytes(calibration["background"].astype("<f2").tobytes())
    path = out / "manifest.json"
    kept = json.loads(path.read_text("utf-8")) if path.exists() else {}
    fresh = manifest(out, options.minilm, options.version, calibration["parameters"], len(calibration["background"]))
    path.write_text(json.dumps({**fresh, **{k: v for k, v in kept.items() if k not in fresh}}, indent=2) + "\n", "utf-8")
    stream = sum(p.numel() for p in (*local.parameters(), *matcher.context.parameters(), *matcher.audio.parameters()))
    print(f"{stream / 1e6:.2f} M parameters in the audio stream, {sum((out / f).stat().st_size for f in FILES) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
