"""PCM to log-mel frames, in NumPy, by the rules of models/FORMAT.md (samples outside the signal are zero)."""
import functools

import numpy as np

from .grid import HOP_SAMPLES, LOG_FLOOR, MELS, OFFSET, SAMPLE_RATE, SCALE

FFT_SIZE, WINDOW, PRE_EMPHASIS = 1024, 800, 0.97
LOW_HZ, HIGH_HZ = 0.0, 15_000.0


def _mel(hz):
    return 1127.0 * np.log(1.0 + np.asarray(hz, np.float64) / 700.0)


@functools.cache
def filterbank() -> np.ndarray:
    """Kaldi's triangles, linear in mel: [128, 513], the Nyquist bin with weight 0."""
    step = (_mel(HIGH_HZ) - _mel(LOW_HZ)) / (MELS + 1)
    left = _mel(LOW_HZ) + np.arange(MELS)[:, None] * step
    bins = _mel(SAMPLE_RATE / FFT_SIZE * np.arange(FFT_SIZE // 2))[None]
    weights = np.maximum(np.minimum((bins - left) / step, (left + 2 * step - bins) / step), 0.0)
    return np.pad(weights, ((0, 0), (0, 1))).astype(np.float32)


@functools.cache
def _window() -> np.ndarray:
    hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / (WINDOW - 1))
    pad = (FFT_SIZE - WINDOW) // 2
    return np.pad(hann, (pad, pad)).astype(np.float32)


def frame_count(samples: int) -> int:
    """Frames whose centre lies inside a signal of so many samples."""
    return -(-samples // HOP_SAMPLES)


def logmel(pcm: np.ndarray, frames: int | None = None) -> np.ndarray:
    """[samples] float at 32 kHz -> [frames, 128] float32; frame f is centred on sample 320 f."""
    frames = frame_count(len(pcm)) if frames is None else frames
    half = FFT_SIZE // 2
    need = half + (frames - 1) * HOP_SAMPLES + half + 1  # samples from -half on, with the one that pre-emphasis looks ahead
    x = np.zeros(max(need, half + len(pcm) + 1), np.float32)
    x[half:half + len(pcm)] = pcm
    y = x[1:] - np.float32(PRE_EMPHASIS) * x[:-1]
    windows = np.lib.stride_tricks.sliding_window_view(y, FFT_SIZE)[::HOP_SAMPLES][:frames] * _window()
    spectrum = np.fft.rfft(windows, axis=1)
    power = spectrum.real ** 2 + spectrum.imag ** 2
    return ((np.log(power @ filterbank().T + LOG_FLOOR) + OFFSET) / SCALE).astype(np.float32)
