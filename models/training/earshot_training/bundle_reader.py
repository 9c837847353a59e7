"""A bundle as the service runs it: ONNX Runtime and NumPy only, by the rules of models/FORMAT.md."""
import json
import pathlib

import numpy as np
import onnxruntime

from .grid import HOP, HOP_TOKENS, MELS, OVERLAP, SILENCE
from .minilm import MiniLm


def unit(x: np.ndarray) -> np.ndarray:
    return x / np.maximum(np.linalg.norm(x, axis=-1, keepdims=True), 1e-6)


class Bundle:
    def __init__(self, folder: pathlib.Path, minilm: MiniLm, threads: int = 1):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        session = lambda name: onnxruntime.InferenceSession(str(folder / name), options)
        self.manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
        self.scoring = json.loads((folder / "scoring.json").read_text("utf-8"))
        self.space = self.manifest["space"]
        self._local, self._context, self._heads = map(session, ("local.onnx", "context.onnx", "text-heads.onnx"))
        self._minilm = minilm
        width = self.space["levels"] * self.space["levelDim"] + self.space["factors"] * self.space["factorDim"]
        rows = np.fromfile(folder / "background.f16", "<f2").astype(np.float32).reshape(-1, width)
        self.background = self._split(rows)

    def _split(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        levels = self.space["levels"] * self.space["levelDim"]
        return (rows[:, :levels].reshape(len(rows), self.space["levels"], self.space["levelDim"]),
                rows[:, levels:].reshape(len(rows), self.space["factors"], self.space["factorDim"]))

    def tokens(self, logmel: np.ndarray) -> np.ndarray:
        """[frames, 128] from the start of an epoch on -> [hops, 3, W]; frames are completed to whole hops with silence."""
        hops = -(-len(logmel) // HOP)
        padded = np.full((OVERLAP + hops * HOP, MELS), SILENCE, np.float32)
        padded[OVERLAP:OVERLAP + len(logmel)] = logmel
        windows = np.stack([padded[h * HOP:h * HOP + OVERLAP + HOP].T for h in range(hops)])
        return self._local.run(["tokens"], {"logmel": windows})[0]

    def segments(self, tokens: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """[hops, 3, W] -> levels [hops, L, D], factors [hops, K, d], token levels [hops, 6, D] of each hop's segment.

        Tokens are rounded to half floats on the way, as the service's cache does it."""
        flat = tokens.astype(np.float16).astype(np.float32).reshape(-1, tokens.shape[2])
        most = self.manifest["grid"]["contextTokens"]
        outputs = []
        for end in range(HOP_TOKENS, len(flat) + 1, HOP_TOKENS):
            levels, factors, top = self._context.run(["levels", "factors", "token_levels"], {"tokens": flat[None, max(0, end - most):end]})
            if top.shape[1] == HOP_TOKENS:
                top = np.concatenate([top, top], 1)
            outputs.append((levels[0], factors[0], top[0]))
        return tuple(np.stack(part) for part in zip(*outputs))

    def queries(self, texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
        """Levels [N, L, D], each the normalised mean over the prompt templates, and factors [N, K, d], their mean."""
        levels, factors = 0.0, 0.0
        for template in self.manifest["text"]["promptTemplates"]:
            states, mask = self._minilm.hidden([template.replace("{}", text) for text in texts])
            feed = {f"hidden_{i}": state for i, state in enumerate(states)} | {"attention_mask": mask}
            more = self._heads.run(["levels", "factors"], feed)
            levels, factors = levels + more[0], factors + more[1]
        return unit(levels), factors / len(self.manifest["text"]["promptTemplates"])

    def score(self, audio: tuple[np.ndarray, np.ndarray], text: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
        """S [B, N] of segments (levels, factors) and queries (levels, factors)."""
        weights = np.array(self.scoring["levelWeights"], np.float32)
        total = np.einsum("l,bld,nld->bn", weights, audio[0], text[0], optimize=True)
        part = {k: np.array(v, np.float32) for k, v in self.scoring["confidence"].items() if k != "hidden"}
        a, t = audio[1] @ part["audio"].T, text[1] @ part["text"].T + part["bias"]
        z = np.stack([np.maximum(a + t[n], 0) @ part["output"] for n in range(len(t))], 1)
        z = np.exp(z - z.max(-1, keepdims=True))
        cosines = np.einsum("bkd,nkd->bnk", audio[1], text[1], optimize=True)
        local = (z / z.sum(-1, keepdims=True) * cosines).sum(-1)
        return (1 - self.scoring["gate"]) * total + self.scoring["gate"] * local

    def log_odds(self, score: np.ndarray, text: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
        """[B, N] scores -> log-odds of the confidences, by the bundle's own calibration."""
        background = self.score(self.background, text)
        c = self.manifest["calibration"]
        return c["zWeight"] * (score - background.mean(0)) / background.std(0) + c["scoreWeight"] * score + c["bias"]

    def confidence(self, score: np.ndarray, text: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
        return 1 / (1 + np.exp(-self.log_odds(score, text)))

    def listen(self, logmel: np.ndarray, text: tuple[np.ndarray, np.ndarray]) -> np.ndarray:
        """[frames, 128] and encoded queries -> confidences [hops, N]"""
        levels, factors, _ = self.segments(self.tokens(logmel))
        return self.confidence(self.score((levels, factors), text), text)
