"""Stage 1: every row of clips.csv that may be used, decoded to log-mel frames.

    python -m earshot_training.prepare --data DATA --paths paths.csv --work WORK

paths.csv (row,path) says where the audio of each row lies on this machine. Writes WORK/mels.npy [frames, 128] fp16 and
WORK/mels-index.npz (row, count). Rows of split `exclude` are left out."""
import argparse
import csv
import multiprocessing
import os
import pathlib

import numpy as np

from . import clips, frontend
from .grid import HOP_SAMPLES, MELS

SHORTEST_FRAMES = 5


def _logmel(job: tuple[int, dict, str]) -> tuple[int, np.ndarray | None]:
    index, row, path = job
    pcm = clips.decode_row(row, path)
    if len(pcm) < SHORTEST_FRAMES * HOP_SAMPLES:
        return index, None
    return index, frontend.logmel(pcm).astype(np.float16)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--paths", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    rows = clips.read_rows(options.data)
    with open(options.paths, newline="", encoding="utf-8") as handle:
        jobs = [(int(p["row"]), rows[int(p["row"])], p["path"]) for p in csv.DictReader(handle)]
    jobs = [job for job in jobs if job[1]["split"] != "exclude"]
    chosen, counts = [], []
    raw = options.work / "mels.raw"
    with multiprocessing.Pool(options.processes) as pool, open(raw, "wb") as out:
        for done, (index, mel) in enumerate(pool.imap(_logmel, jobs, chunksize=16)):
            if mel is not None:
                out.write(mel.tobytes())
                chosen.append(index)
                counts.append(len(mel))
            if done % 1000 == 0:
                print(f"{done} of {len(jobs)}", flush=True)
    frames = np.memmap(raw, np.float16, "r", shape=(sum(counts), MELS))
    np.save(options.work / "mels.npy", frames)
    np.savez(options.work / "mels-index.npz", row=np.array(chosen), count=np.array(counts))
    raw.unlink()
    print(f"{len(chosen)} of {len(jobs)} rows, {sum(counts) / 360_000:.1f} hours")


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
