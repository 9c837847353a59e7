"""Stage 8: the golden files of a bundle, computed from one recording by the bundle itself through ONNX Runtime.

    python -m earshot_training.golden --bundle models/earshot-base --minilm DIR --audio clip.wav --seconds 6"""
import argparse
import json
import pathlib
import wave

import numpy as np

from . import frontend
from .bundle_reader import Bundle
from .clips import decode
from .grid import HOP, SAMPLE_RATE, SILENCE
from .minilm import MiniLm

QUERIES = ["a dog barking", "Siren", "rain", "someone speaking", "glass breaking",
           "The sound of a crowd, cheering & booing in a very large café-like hall"]
# Eight-bit layers round a difference of 1e-5 in the log-mel, as another processor's FFT makes it, to one of up to 0.012 in a level's values
# and 0.003 in a score.
TOLERANCES = {"logmel": 2e-3, "tokens": 5e-3, "levels": 3e-2, "scores": 2e-3}


def write_wav(path: pathlib.Path, pcm: np.ndarray) -> None:
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(SAMPLE_RATE)
        out.writeframes(np.clip(np.round(pcm * 32768), -32768, 32767).astype("<i2").tobytes())


def read_wav(path: pathlib.Path) -> np.ndarray:
    """Mono s16 at 32 kHz -> float32 in [-1, 1)"""
    with wave.open(str(path), "rb") as source:
        assert (source.getnchannels(), source.getsampwidth(), source.getframerate()) == (1, 2, SAMPLE_RATE), path
        return np.frombuffer(source.readframes(source.getnframes()), "<i2").astype(np.float32) / 32768


def whole_hops(pcm: np.ndarray) -> np.ndarray:
    """Log-mel of the audio and of the silence that completes its last hop: [96 H, 128]."""
    frames = frontend.frame_count(len(pcm))
    return frontend.logmel(pcm, -(-frames // HOP) * HOP)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--bundle", "--minilm", "--audio"):
        parser.add_argument(name, type=pathlib.Path, required=True)
    parser.add_argument("--seconds", type=float, default=6.0)
    options = parser.parse_args()
    out = options.bundle / "golden"
    out.mkdir(exist_ok=True)
    write_wav(out / "audio.wav", decode(str(options.audio), 0.0, options.seconds))
    encoder = MiniLm(options.minilm)
    bundle = Bundle(options.bundle, encoder)
    logmel = whole_hops(read_wav(out / "audio.wav"))
    tokens = bundle.tokens(logmel)
    levels, factors, token_levels = bundle.segments(tokens)
    text = bundle.queries(QUERIES)
    scores = bundle.score((levels, factors), text)
    arrays = {"logmel": logmel, "tokens": tokens, "levels": levels, "factors": factors, "token_levels": token_levels,
              "scores": scores, "confidences": bundle.confidence(scores, text)}
    for name, values in arrays.items():
        (out / f"{name}.f32").write_bytes(np.ascontiguousarray(values, "<f4").tobytes())
    queries = [{"text": words, "tokenIds": encoder.token_ids(words), "levels": text[0][i].tolist(), "factors": text[1][i].tolist()}
               for i, words in enumerate(QUERIES)]
    (out / "queries.json").write_text(json.dumps(queries, ensure_ascii=False) + "\n", "utf-8")
    (out / "tolerances.json").write_text(json.dumps(TOLERANCES) + "\n", "utf-8")
    print({name: values.shape for name, values in arrays.items()}, f"silence {SILENCE:.4f}")


if __name__ == "__main__":
    main()
