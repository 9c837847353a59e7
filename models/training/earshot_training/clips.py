"""clips.csv and the store of prepared log-mels."""
import csv
import dataclasses
import pathlib
import subprocess
from collections.abc import Collection

import numpy as np

from .grid import SAMPLE_RATE

CLIP_SECONDS = 10
NAMED_SHARE, MOST_OF_A_KIND = 0.35, 150  # of draws; and clips beyond which a kind of sound is drawn no more often

# Recordings of split `train` that serve as demo clips (models/demo) and therefore train nothing.
DEMO_RECORDINGS = {"c594ae6570", "7f8ec27ed0", "67773f27f0"}
# Collections whose licence differs from file to file or is not said plainly; some of their files forbid commercial use.
UNSETTLED = ("CC per file", "CC (essentia-audio)", "see folder README", "??", "Sampling Plus")
# Files that one edition of their collection's credits calls CC0 and another CC BY-NC-SA.
CONTRADICTED = ("Fris0uman+CDDA-Soundpacks", ("flurries", "heavyrain", "snowing", "thunder"))


def read_rows(data: pathlib.Path) -> list[dict]:
    with open(data / "clips.csv", newline="", encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


def may_train(row: dict) -> bool:
    contradicted = row["source"] == CONTRADICTED[0] and any(word in row["label"] for word in CONTRADICTED[1])
    return (row["split"] == "train" and row["recording"] not in DEMO_RECORDINGS and not contradicted
            and not any(mark in row["licence"] for mark in UNSETTLED))


def decode(path: str, offset: float = 0.0, seconds: float = CLIP_SECONDS) -> np.ndarray:
    """A piece of any audio file as mono float PCM at 32 kHz (empty when ffmpeg cannot read it)."""
    seek = ["-ss", str(offset)] if offset > 0 else []
    command = ["ffmpeg", "-v", "error", "-nostdin", *seek, "-t", str(seconds), "-i", path,
               "-ac", "1", "-ar", str(SAMPLE_RATE), "-f", "f32le", "-"]
    raw = subprocess.run(command, capture_output=True, check=False).stdout
    return np.frombuffer(raw, np.float32)[:int(seconds * SAMPLE_RATE)]


def decode_row(row: dict, path: str) -> np.ndarray:
    """The excerpt of one row of clips.csv; only the rows inside packages still have to be cut out of a longer file."""
    inside_package = row["file"].startswith("debian:")
    return decode(path, float(row["offset"]) if inside_package else 0.0)


def tidy(label: str) -> str:
    """A clip's label as words: underscores, slashes and plain runs of spaces removed, lower case."""
    return " ".join(label.replace("_", " ").replace("/", " ").lower().split())


@dataclasses.dataclass
class Clips:
    """The prepared clips of some splits: frames [sum(count), 128] fp16 on disk, and the row of clips.csv of each."""

    frames: np.ndarray
    start: np.ndarray
    count: np.ndarray
    row: np.ndarray
    meta: list[dict]

    @staticmethod
    def load(data: pathlib.Path, work: pathlib.Path, split: str) -> "Clips":
        index = np.load(work / "mels-index.npz")
        frames = np.load(work / "mels.npy", mmap_mode="r")
        rows = read_rows(data)
        belongs = may_train if split == "train" else lambda row: row["split"] == split
        keep = np.array([belongs(rows[r]) for r in index["row"]])
        start = np.concatenate([[0], np.cumsum(index["count"])[:-1]])
        chosen = index["row"][keep]
        return Clips(frames, start[keep], index["count"][keep], chosen, [rows[r] for r in chosen])

    def __len__(self) -> int:
        return len(self.row)

    def mel(self, i: int, first: int = 0, frames: int | None = None) -> np.ndarray:
        """[frames, 128] float32 of clip i from its frame `first` on."""
        last = self.count[i] if frames is None else min(self.count[i], first + frames)
        return self.frames[self.start[i] + first:self.start[i] + last].astype(np.float32)

    def sampling_weights(self, kinds: Collection[str]) -> np.ndarray:
        """Rare labels more often, long clips a little more often; and NAMED_SHARE of all draws are clips of one of `kinds`
        (of concepts), each kind by the square root of how many it has."""
        _, inverse, count = np.unique([m["label"] for m in self.meta], return_inverse=True, return_counts=True)
        weight = count[inverse] ** -0.4 * np.sqrt(np.clip(self.count / 100, 0.3, 5))
        _, inverse, count = np.unique([m["concepts"] for m in self.meta], return_inverse=True, return_counts=True)
        of_kind = np.isin([m["concepts"] for m in self.meta], list(kinds)) * np.minimum(count, MOST_OF_A_KIND)[inverse] ** 0.5 / count[inverse]
        if not of_kind.any():
            return weight / weight.sum()
        return (1 - NAMED_SHARE) * weight / weight.sum() + NAMED_SHARE * of_kind / of_kind.sum()
