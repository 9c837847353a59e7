"""The golden files of a bundle, and the proof that the bundle is the checkpoint: both made from one recording."""
import json
import pathlib

import numpy as np
import torch

from .audio import as_s16, write_wav
from .bundle import Bundle

QUERIES = ["a dog barking", "Rain falls on a tin roof, while someone's speaking.", "glass breaking", "un café très bruyant",
           "狗在叫 🐶", "  spaces  and\ttabs\n", "don't they've it's WE'LL 12345 kHz", "<s> </s> <mask>"]
# Log-mel in dB; tokens in units of 40 dB, rounded to half floats.
TOLERANCES = {"logmel": 0.05, "tokens": 2e-3, "levels": 5e-3, "scores": 5e-3}
PROOF = {"log-mel of ClapFeatureExtractor, dB": 1e-3, "get_audio_features": 5e-3, "get_text_features": 1e-4}
EXTRA_SECONDS = 2


def golden_audio(bundle: Bundle, samples: np.ndarray) -> np.ndarray:
    """The recording, repeated to a little more than the model hears at once, and silent at both ends of what it hears: there
    the feature extractor mirrors the audio, which a stream cannot."""
    checkpoint = bundle.checkpoint
    heard, edge = checkpoint.extractor.nb_max_samples, checkpoint.extractor.fft_window_size
    audio = np.resize(samples, heard + EXTRA_SECONDS * checkpoint.rate).astype(np.float32)
    audio[:edge] = 0
    audio[heard - edge:heard + edge] = 0
    return as_s16(audio)


def write(bundle: Bundle, out: pathlib.Path, samples: np.ndarray, rows: np.ndarray, curve: dict) -> dict[str, float]:
    """Writes golden/ and gives the greatest differences from the checkpoint."""
    out.mkdir(exist_ok=True)
    audio = golden_audio(bundle, samples)
    write_wav(out / "audio.wav", audio, bundle.checkpoint.rate)
    logmel = bundle.whole_hops(audio)
    tokens = bundle.tokens(logmel)
    levels, token_levels = bundle.segments(tokens)
    queries = bundle.queries(QUERIES)
    scores = levels[:, 0] @ queries[:, 0].T
    on_background = rows @ queries[:, 0].T
    z = (scores - on_background.mean(0)) / np.maximum(on_background.std(0), 1e-6)
    confidences = 1 / (1 + np.exp(-(curve["zWeight"] * z + curve["scoreWeight"] * scores + curve["bias"])))
    arrays = {"logmel": logmel, "tokens": tokens, "levels": levels, "token_levels": token_levels, "scores": scores,
              "confidences": confidences}
    for name, values in arrays.items():
        (out / f"{name}.f32").write_bytes(np.ascontiguousarray(values, "<f4").tobytes())
    first = bundle.templates[0]
    listed = [{"text": text, "tokenIds": bundle.checkpoint.token_ids(first.replace("{}", text)), "levels": query.tolist()}
              for text, query in zip(QUERIES, queries)]
    (out / "queries.json").write_text(json.dumps(listed, ensure_ascii=False) + "\n", "utf-8")
    (out / "tolerances.json").write_text(json.dumps(TOLERANCES) + "\n", "utf-8")
    return proof(bundle, audio, logmel, levels, queries)


def proof(bundle: Bundle, audio: np.ndarray, logmel: np.ndarray, levels: np.ndarray, queries: np.ndarray) -> dict[str, float]:
    """How far the bundle is from what transformers makes of the same audio and the same texts."""
    checkpoint, grid = bundle.checkpoint, bundle.grid
    inputs = checkpoint.extractor(audio[:checkpoint.extractor.nb_max_samples], sampling_rate=checkpoint.rate, return_tensors="pt")
    theirs = inputs["input_features"][0, 0].numpy()
    found = {"log-mel of ClapFeatureExtractor, dB": float(np.abs(theirs - logmel[:grid.frames]).max())}
    hops = grid.frames // grid.hop
    if grid.context_hops == hops:
        with torch.no_grad():
            features = checkpoint.model.get_audio_features(**inputs).pooler_output[0].numpy()
        found["get_audio_features"] = float(np.abs(features - levels[hops - 1, 0]).max())
    if bundle.templates == ["{}"]:
        found["get_text_features"] = max(text_difference(checkpoint, text, query[0]) for text, query in zip(QUERIES, queries))
    for name, difference in found.items():
        if not difference <= PROOF[name]:
            raise SystemExit(f"the bundle differs from the checkpoint: {name} by {difference}, allowed {PROOF[name]}")
    return found


def text_difference(checkpoint, text: str, query: np.ndarray) -> float:
    inputs = checkpoint.tokenizer(text, truncation=True, max_length=checkpoint.text_tokens, split_special_tokens=True, return_tensors="pt")
    with torch.no_grad():
        features = checkpoint.model.get_text_features(**inputs).pooler_output[0].numpy()
    return float(np.abs(features - query).max())
