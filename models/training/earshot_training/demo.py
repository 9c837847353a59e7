"""Makes the demo clips, and says which query a bundle hears in which of them.

    python -m earshot_training.demo make --data DATA --paths paths.csv --out models/demo
    python -m earshot_training.demo table --bundle models/earshot-base --minilm DIR --clips models/demo"""
import argparse
import csv
import pathlib

import numpy as np

from . import clips
from .bundle_reader import Bundle
from .golden import read_wav, whole_hops, write_wav
from .grid import SAMPLE_RATE
from .minilm import MiniLm

SECONDS, PAUSE, PEAK = 8.0, 0.25, 0.7
COLUMNS = ["file", "label", "source", "licence", "attribution", "url", "recordings", "rows"]
ABSENT = ["glass breaking", "a helicopter", "a baby crying", "applause"]


def loop(pieces: list[np.ndarray]) -> np.ndarray:
    """The pieces one after the other, again and again with short pauses, cut to the demo length and faded at the end."""
    pause = np.zeros(int(PAUSE * SAMPLE_RATE), np.float32)
    length = int(SECONDS * SAMPLE_RATE)
    once = np.concatenate([part for piece in pieces for part in (piece / np.abs(piece).max() * PEAK, pause)])
    if len(once) - len(pause) >= length:
        out = once[:length].copy()
    else:
        out = np.tile(once, -(-length // len(once)))[:length].copy()
    fade = int(0.05 * SAMPLE_RATE)
    out[-fade:] *= np.linspace(1, 0, fade, dtype=np.float32)
    return out


def make(options) -> None:
    """Reads OUT/clips.csv, whose column `rows` says of which rows of the data's clips.csv a file is made."""
    rows = clips.read_rows(options.data)
    with open(options.paths, newline="", encoding="utf-8") as handle:
        paths = {int(r["row"]): r["path"] for r in csv.DictReader(handle)}
    with open(options.out / "clips.csv", newline="", encoding="utf-8") as handle:
        for clip in csv.DictReader(handle):
            chosen = [int(r) for r in clip["rows"].split()]
            assert all(rows[r]["split"] == "val" or rows[r]["recording"] in clips.DEMO_RECORDINGS for r in chosen), clip
            write_wav(options.out / clip["file"], loop([clips.decode_row(rows[r], paths[r]) for r in chosen]))


def table(options) -> None:
    """Greatest confidence of each query in each clip, and the share of segments in which the clip's own query fires."""
    bundle = Bundle(options.bundle, MiniLm(options.minilm))
    with open(options.clips / "clips.csv", newline="", encoding="utf-8") as handle:
        listed = list(csv.DictReader(handle))
    queries = [*dict.fromkeys([clip["label"] for clip in listed] + ABSENT)]
    text = bundle.queries(queries)
    print("| clip | fires |", " | ".join(queries), "|")
    print("| --- " * (len(queries) + 2) + "|")
    for clip in listed:
        confidence = bundle.listen(whole_hops(read_wav(options.clips / clip["file"])), text)
        own = (confidence[:, queries.index(clip["label"])] >= 0.5).mean()
        print(f"| {clip['file']} | {own:.0%} |", " | ".join(f"{value:.2f}" for value in confidence.max(0)), "|")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(required=True)
    command = commands.add_parser("make")
    for name in ("--data", "--paths", "--out"):
        command.add_argument(name, type=pathlib.Path, required=True)
    command.set_defaults(run=make)
    command = commands.add_parser("table")
    for name in ("--bundle", "--minilm", "--clips"):
        command.add_argument(name, type=pathlib.Path, required=True)
    command.set_defaults(run=table)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
