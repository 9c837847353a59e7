"""The exported graphs as the service runs them: ONNX Runtime and NumPy only, by the rules of models/FORMAT.md."""
import pathlib

import numpy as np
import onnxruntime

from .checkpoint import SILENCE_DB, Checkpoint


def unit(x: np.ndarray) -> np.ndarray:
    return x / np.maximum(np.linalg.norm(x, axis=-1, keepdims=True), 1e-6)


class Bundle:
    def __init__(self, folder: pathlib.Path, checkpoint: Checkpoint, templates: list[str]):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        session = lambda name: onnxruntime.InferenceSession(str(folder / name), options)
        self.checkpoint, self.grid, self.templates = checkpoint, checkpoint.grid, templates
        self._local, self._context = session("local.onnx"), session("context.onnx")
        self._text, self._heads = session("text.onnx"), session("text-heads.onnx")

    def whole_hops(self, samples: np.ndarray) -> np.ndarray:
        """Log-mel [hops * hop frames, mels] of the audio and of the silence that completes its last hop."""
        logmel = self.checkpoint.logmel(samples)
        missing = -len(logmel) % self.grid.hop
        # A frame whose centre lies behind the audio may still reach into it.
        longer = np.concatenate([samples, np.zeros(missing * self.checkpoint.extractor.hop_length, np.float32)])
        frames = self.checkpoint.logmel(longer)[:len(logmel) + missing]
        silence = np.full((len(logmel) + missing - len(frames), frames.shape[1]), SILENCE_DB, np.float32)
        return np.concatenate([frames, silence]).astype(np.float32)

    def tokens(self, logmel: np.ndarray) -> np.ndarray:
        """[hops * hop frames, mels] -> [hops, hop tokens, token dim]"""
        windows = logmel.reshape(-1, self.grid.hop, logmel.shape[1]).transpose(0, 2, 1)
        return self._local.run(["tokens"], {"logmel": np.ascontiguousarray(windows)})[0]

    def segments(self, tokens: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """[hops, hop tokens, token dim] -> levels [hops, 1, D], token levels [hops, context tokens, D] of each hop's segment.

        Tokens are rounded to half floats on the way, as the service's cache does it."""
        kept = tokens.astype(np.float16).astype(np.float32)
        levels, placed = [], []
        for end in range(1, len(kept) + 1):
            seen = kept[max(0, end - self.grid.context_hops):end]
            level, top = self._context.run(["levels", "token_levels"], {"tokens": seen.reshape(1, -1, kept.shape[2])})
            levels.append(level[0])
            # A segment of an audio that has just begun holds its tokens again and again.
            placed.append(np.resize(top[0], (self.grid.context_tokens, top.shape[2])))
        return np.stack(levels), np.stack(placed)

    def queries(self, texts: list[str]) -> np.ndarray:
        """Levels [N, 1, D]: the mean over the prompt templates, normalised again."""
        return np.stack([self._query(text) for text in texts])

    def _query(self, text: str) -> np.ndarray:
        levels = [self._prompt(template.replace("{}", text)) for template in self.templates]
        return levels[0] if len(levels) == 1 else unit(np.sum(levels, 0))

    def _prompt(self, prompt: str) -> np.ndarray:
        ids = np.array([self.checkpoint.token_ids(prompt)], np.int64)
        mask = np.ones_like(ids)
        hidden = self._text.run(["last_hidden_state"], {"input_ids": ids, "attention_mask": mask})[0]
        return self._heads.run(["levels"], {"hidden_0": hidden, "attention_mask": mask})[0][0]
