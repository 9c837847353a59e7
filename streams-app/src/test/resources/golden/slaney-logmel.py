"""Writes slaney-logmel.csv beside it: two frames of a sound as ClapFeatureExtractor of transformers hears them, a band a line.

Needs transformers, torch and numpy (models/export/requirements.txt)."""
import pathlib

import numpy as np
from transformers import ClapFeatureExtractor

FRAMES = (3, 4)

n = np.arange(480_000)
sound = (0.3 * np.sin(2 * np.pi * 440 * n / 48_000) + 0.1 * np.sin(2 * np.pi * 5_000 * n / 48_000)
         + 0.02 * (n * 7919 % 1009 / 1009 - 0.5)).astype(np.float32)
extractor = ClapFeatureExtractor(frequency_min=50, truncation="rand_trunc")
logmel = extractor(sound, sampling_rate=48_000, return_tensors="np")["input_features"][0, 0]
lines = [",".join(f"{logmel[frame, band]:.4f}" for frame in FRAMES) for band in range(logmel.shape[1])]
pathlib.Path(__file__).with_name("slaney-logmel.csv").write_text("\n".join(lines) + "\n")
