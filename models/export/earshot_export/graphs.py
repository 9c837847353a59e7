"""The four graphs of a bundle, each compared with PyTorch as it is exported."""
import pathlib
import warnings

import numpy as np
import onnxruntime
import torch
from torch import nn
from torch.nn.functional import normalize

from .checkpoint import SILENCE_DB, Checkpoint

OPSET = 17
TOLERANCE = 2e-4
# Tokens are dB / 40 + 1: speech and music lie around 0, where half floats, in which tokens are cached, are finest.
DB_SCALE = 40.0


class LocalPart(nn.Module):
    """logmel [B, mels, hop] in dB -> tokens [B, hop tokens, token frames * mels]: the frames themselves, scaled."""

    def __init__(self, checkpoint: Checkpoint):
        super().__init__()
        self.shape = (checkpoint.grid.hop_tokens, checkpoint.grid.token * checkpoint.mels)

    def forward(self, logmel):
        return logmel.transpose(1, 2).reshape(-1, *self.shape) / DB_SCALE + 1


class ContextPart(nn.Module):
    """tokens [B, T, token frames * mels] -> levels [B, 1, D], token_levels [B, T, D].

    Audio shorter than the model hears is repeated and padded as the checkpoint's feature extractor does it. The embedding
    of a token is that of HTSAT's time step (32 of them in 10 s) which the token lies in."""

    def __init__(self, checkpoint: Checkpoint):
        super().__init__()
        grid = checkpoint.grid
        self.encoder, self.projection = checkpoint.model.audio_model.audio_encoder, checkpoint.model.audio_projection
        self.mels, self.token, self.frames = checkpoint.mels, grid.token, grid.frames
        self.padding = checkpoint.extractor.padding
        config = checkpoint.model.config.audio_config
        ratio = config.spec_size // config.num_mel_bins
        steps = ratio * (config.spec_size // 2 ** (len(config.depths) - 1) // self.encoder.patch_stride[1])
        centres = torch.arange(grid.frames // grid.token) * grid.token + grid.token // 2
        self.register_buffer("step_of_token", centres * steps // grid.frames, persistent=False)

    def fill(self, logmel: torch.Tensor) -> torch.Tensor:
        """[B, F, mels] -> [B, frames, mels]"""
        heard = torch.onnx.operators.shape_as_tensor(logmel)[1]
        index = torch.arange(self.frames)
        whole = {"pad": heard, "repeat": torch.tensor(self.frames),
                 "repeatpad": heard * torch.clamp((self.frames - 1) // heard, min=1)}[self.padding]
        repeated = logmel.index_select(1, torch.remainder(index, heard))
        return torch.where((index < whole)[:, None], repeated, torch.tensor(SILENCE_DB))

    def forward(self, tokens):
        logmel = (tokens.reshape(tokens.shape[0], -1, self.mels) - 1) * DB_SCALE
        heard = self.encoder(input_features=self.fill(logmel)[:, None])
        steps = self.projection(heard.last_hidden_state.mean(2).transpose(1, 2))
        levels = self.projection(heard.pooler_output)[:, None]
        placed = steps.index_select(1, self.step_of_token[:tokens.shape[1]])
        return normalize(levels, dim=-1), normalize(placed, dim=-1)


class TextPart(nn.Module):
    """input_ids, attention_mask [B, N] -> last_hidden_state [B, N, C]"""

    def __init__(self, checkpoint: Checkpoint):
        super().__init__()
        self.text = checkpoint.model.text_model

    def forward(self, input_ids, attention_mask):
        return self.text(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state


class TextHeads(nn.Module):
    """hidden_0 [B, N, C], attention_mask [B, N] -> levels [B, 1, D]: RoBERTa's pooler reads the first token."""

    def __init__(self, checkpoint: Checkpoint):
        super().__init__()
        self.pooler, self.projection = checkpoint.model.text_model.pooler, checkpoint.model.text_projection

    def forward(self, hidden_0, attention_mask):
        # The mask is an input by the format; adding nothing of it keeps it in the graph.
        pooled = self.pooler(hidden_0) + 0.0 * attention_mask[:, :1]
        return normalize(self.projection(pooled), dim=-1)[:, None]


def export_graph(module: nn.Module, path: pathlib.Path, examples: list[tuple], inputs: list[str], outputs: list[str],
                 axes: dict) -> float:
    """Exports with the first example, and compares ONNX Runtime with PyTorch on all of them, row by row as well; gives the
    greatest difference, in units of the greatest value of an output if that is above 1."""
    module.eval()
    with torch.no_grad(), warnings.catch_warnings():
        # Tracing warns of every shape that it takes for fixed; whether that is right is what the comparison below tells.
        warnings.simplefilter("ignore")
        torch.onnx.export(module, examples[0], str(path), input_names=inputs, output_names=outputs, dynamic_axes=axes,
                          opset_version=OPSET, dynamo=False)
    session = onnxruntime.InferenceSession(str(path))
    greatest = 0.0
    for example in examples:
        with torch.no_grad():
            expected = module(*example)
        expected = expected if isinstance(expected, tuple) else (expected,)
        feed = {name: value.numpy() for name, value in zip(inputs, example)}
        whole = session.run(outputs, feed)
        last = session.run(outputs, {name: value[-1:] for name, value in feed.items()})
        for name, want, got, row in zip(outputs, expected, whole, last):
            scale = max(1.0, float(want.abs().max()))
            worst = max(np.abs(got - want.numpy()).max(), np.abs(row - got[-1:]).max()) / scale
            if not worst < TOLERANCE:
                raise SystemExit(f"{path.name}: {name} of {[tuple(e.shape) for e in example]} differs by {worst}")
            greatest = max(greatest, worst)
    return greatest


def export_graphs(checkpoint: Checkpoint, out: pathlib.Path) -> dict[str, float]:
    generator = torch.Generator().manual_seed(0)
    noise = lambda *shape: torch.randn(*shape, generator=generator)
    grid, text = checkpoint.grid, checkpoint.model.config.text_config
    width = grid.token * checkpoint.mels
    hops = sorted({1, 2, grid.context_hops // 2 or 1, grid.context_hops}, reverse=True)
    ids = torch.randint(4, text.vocab_size, (2, 9), generator=generator)
    mask = torch.ones(2, 9, dtype=torch.int64)
    ids[0, 6:], mask[0, 6:] = text.pad_token_id, 0
    batch = {0: "B", 1: "N"}
    worst = {}
    worst["local.onnx"] = export_graph(
        LocalPart(checkpoint), out / "local.onnx", [(noise(n, checkpoint.mels, grid.hop) * 20 - 30,) for n in (2, 1)],
        ["logmel"], ["tokens"], {"logmel": {0: "B"}, "tokens": {0: "B"}})
    worst["context.onnx"] = export_graph(
        ContextPart(checkpoint), out / "context.onnx", [(noise(2, n * grid.hop_tokens, width) * 0.5,) for n in hops],
        ["tokens"], ["levels", "token_levels"],
        {"tokens": {0: "B", 1: "T"}, "levels": {0: "B"}, "token_levels": {0: "B", 1: "S"}})
    worst["text.onnx"] = export_graph(
        TextPart(checkpoint), out / "text.onnx", [(ids, mask), (ids[1:, :4], mask[1:, :4])],
        ["input_ids", "attention_mask"], ["last_hidden_state"],
        {"input_ids": batch, "attention_mask": batch, "last_hidden_state": batch})
    worst["text-heads.onnx"] = export_graph(
        TextHeads(checkpoint), out / "text-heads.onnx", [(noise(2, 9, text.hidden_size), mask)],
        ["hidden_0", "attention_mask"], ["levels"],
        {"hidden_0": batch, "attention_mask": batch, "levels": {0: "B"}})
    return worst
