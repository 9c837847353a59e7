"""Audio files as samples."""
import pathlib
import shutil
import subprocess
import wave

import numpy as np

from .checkpoint import Unfit

SUFFIXES = {".wav", ".flac", ".mp3", ".ogg", ".opus", ".m4a", ".aac", ".aif", ".aiff", ".wma", ".mp4", ".webm"}


def decode(path: pathlib.Path, rate: int) -> np.ndarray:
    """Mono float32 samples of any audio file at a rate, by ffmpeg."""
    if shutil.which("ffmpeg") is None:
        raise Unfit("ffmpeg is not on the path; it decodes the background's audio files")
    command = ["ffmpeg", "-v", "error", "-nostdin", "-i", f"file:{path.resolve()}", "-ac", "1", "-ar", str(rate), "-f", "f32le", "-"]
    done = subprocess.run(command, capture_output=True, check=False)
    if not done.stdout:
        raise Unfit(f"{path}: not audio that can be decoded ({done.stderr.decode(errors='replace').strip()[:200]})")
    return np.frombuffer(done.stdout, np.float32)


def files_in(folder: pathlib.Path) -> list[pathlib.Path]:
    if not folder.is_dir():
        raise Unfit(f"--background {folder}: there is no such folder")
    found = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    if not found:
        raise Unfit(f"--background {folder}: there are no audio files in it")
    return found


def as_s16(samples: np.ndarray) -> np.ndarray:
    """Samples as a file of 16-bit integers gives them back."""
    return np.clip(np.round(samples * 32768), -32768, 32767).astype("<i2").astype(np.float32) / 32768


def write_wav(path: pathlib.Path, samples: np.ndarray, rate: int) -> None:
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(np.clip(np.round(samples * 32768), -32768, 32767).astype("<i2").tobytes())
