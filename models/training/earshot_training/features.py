"""Stage 4: many canvases through the frozen local part once, with the teacher's word on each segment.

    python -m earshot_training.features --data DATA --work WORK --trunk trunk.pt --canvases 34000

Writes WORK/features/{train,val}-*.npy; M canvases, 5 hops, segments named by the hop that they end with:
tokens [M, 15, 256] of the local part, log_presence [M, 5, 527], clips [M, 3] (row of clips.csv or -1),
shares [M, 3, 5] (how much of the segment each clip makes up)."""
import argparse
import multiprocessing
import pathlib

import numpy as np
import torch

from . import canvases, targets
from .clips import Clips
from .concepts import CLASSES_OF, named_classes
from .grid import CANVAS_HOPS, CANVAS_TOKENS
from .hearing import hear, listen
from .teacher import Classes, Teacher
from .trunk import TOKEN_DIM, Student, windows

CHUNK = 32
MOST_CLIPS = 3


class Worker:
    """What one process holds; `run` makes one chunk of one split, from nothing but its seed."""

    def __init__(self, data: pathlib.Path, work: pathlib.Path, trunk: pathlib.Path, seed: int):
        torch.set_num_threads(1)
        self.seed = seed
        self.local, self.teacher, self.classes = Student.load(trunk).trunk.local, Teacher(data), Classes(data)
        self.clips = {split: Clips.load(data, work, split) for split in ("train", "val")}
        self.weights = {split: clips.sampling_weights(CLASSES_OF) for split, clips in self.clips.items()}
        self.members = {split: named_classes(self.classes, clips.meta) for split, clips in self.clips.items()}

    @torch.no_grad()
    def run(self, split: str, number: int, size: int) -> tuple[np.ndarray, ...]:
        rng = np.random.default_rng((self.seed, split == "val", number))
        clips = self.clips[split]
        made = [canvases.make(rng, clips, self.weights[split]) for _ in range(size)]
        mel = np.stack([c.mel.T for c in made])
        tokens = self.local(windows(torch.tensor(mel))).reshape(size, CANVAS_TOKENS, TOKEN_DIM)
        logits, = listen(self.teacher, [c.mel for c in made], ["logits"])
        present = self.classes.with_parents(hear(self.teacher, made, logits, self.members[split]).strongest(targets.presence))
        rows = np.full((size, MOST_CLIPS), -1, np.int32)
        shares = np.zeros((size, MOST_CLIPS, CANVAS_HOPS), np.float16)
        for i, canvas in enumerate(made):
            rows[i, :len(canvas.clips)] = clips.row[canvas.clips]
            shares[i, :len(canvas.clips)] = canvas.shares
        return tokens.half().numpy(), targets.log_presence(present).astype(np.float16), rows, shares


_worker: Worker


def _start(*arguments) -> None:
    global _worker
    _worker = Worker(*arguments)


def _run(job: tuple[str, int, int]) -> tuple[np.ndarray, ...]:
    return _worker.run(*job)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--trunk", type=pathlib.Path, required=True)
    parser.add_argument("--canvases", type=int, default=34_000)
    parser.add_argument("--validation", type=int, default=5_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    folder = options.work / "features"
    folder.mkdir(parents=True, exist_ok=True)
    with multiprocessing.get_context("spawn").Pool(
            options.processes, _start, (options.data, options.work, options.trunk, options.seed)) as pool:
        for split, total in (("val", options.validation), ("train", options.canvases)):
            jobs = [(split, n, min(CHUNK, total - n * CHUNK)) for n in range(-(-total // CHUNK))]
            parts = []
            for part in pool.imap(_run, jobs):
                parts.append(part)
                if len(parts) % 50 == 0:
                    print(split, len(parts) * CHUNK, flush=True)
            for name, values in zip(("tokens", "log_presence", "clips", "shares"), zip(*parts)):
                np.save(folder / f"{split}-{name}.npy", np.concatenate(values))


if __name__ == "__main__":
    main()
