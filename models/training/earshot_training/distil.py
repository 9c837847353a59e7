"""Stage 2: the trunk learns to be the teacher, on endless random canvases.

    python -m earshot_training.distil --data DATA --work WORK --out trunk.pt --minutes 90 [--init trunk.pt]

Checkpoints (weights, moving averages, optimiser, time spent) go to OUT.state every few minutes, and a second call with
the same arguments goes on from there. OUT holds the averaged weights of trunk and distillation heads. The schedule goes
by time spent, as a machine that others use too makes any count of steps a guess. With several workers each is a process
that trains on its share of the batch with one thread: they meet once a step, and not at each operation."""
import argparse
import math
import os
import pathlib
import queue
import tempfile
import threading
import time

import numpy as np
import torch
import torch.distributed as distributed
import torch.nn.functional as F

from . import canvases
from .clips import Clips
from .concepts import CLASSES_OF, named_classes
from .grid import HOP, OVERLAP
from .heads import pool_segments
from .hearing import hear, listen
from .teacher import OUTPUTS, Classes, Teacher, sigmoid
from .trunk import Student, windows

BATCH = 64
EMA = 0.998
HELD_OUT_BATCHES = 4
TERMS = ["classes_low", "classes_middle", "classes_last", "embedding", "frames", "local_frames", "hints"]
TERM_WEIGHTS = [0.3, 0.3, 1.0, 1.0, 2.0, 2.0, 1.0]


def batch(seed: tuple[int, int], clips: Clips, weights, teacher: Teacher, members: list[np.ndarray], size: int = BATCH) -> list[np.ndarray]:
    """One batch of canvases [B, 128, 480] and what the teacher says about it: class probabilities of each segment
    [B, 5, 527], embedding [B, 384], frames [B, 384, 15] and the three inner layers."""
    rng = np.random.default_rng(seed)
    made = [canvases.make(rng, clips, weights) for _ in range(size)]
    logits, embedding, frames, *hints = listen(teacher, [c.mel for c in made], OUTPUTS)
    classes = hear(teacher, made, logits, members).strongest(sigmoid)
    return [np.stack([c.mel.T for c in made]), classes, embedding, frames, *hints]


class Scales:
    """Mean and deviation of each teacher output over held-out canvases: what the losses are standardised by."""

    def __init__(self, held_out: list[list[np.ndarray]]):
        self.pairs = []
        for k, axes in ((2, 0), (3, (0, 2)), (4, (0, 2)), (5, (0, 2)), (6, (0, 2))):
            values = np.concatenate([b[k] for b in held_out])
            self.pairs.append((torch.tensor(values.mean(axes)), torch.tensor(values.std(axes)) + 0.02))

    def embedding(self, x):
        return (x - self.pairs[0][0]) / self.pairs[0][1]

    def frames(self, x, k: int = 1):
        """[B, C, T] -> [B, T, C], standardised and clamped."""
        return ((x.transpose(1, 2) - self.pairs[k][0]) / self.pairs[k][1]).clamp(-4, 4)


def _drop_overlap(features, canvas_count: int):
    """[B H, t, C] of windows -> [B, H t', C] without the part of each window that lies in the overlap."""
    overlap = features.shape[1] * OVERLAP // (OVERLAP + HOP)
    return features[:, overlap:].reshape(canvas_count, -1, features.shape[2])


def losses(student: Student, convolutions, scales: Scales, example: list[torch.Tensor]) -> list[torch.Tensor]:
    mel, classes, embedding, frames, *hints = example
    trunk, heads = student.trunk, student.heads
    inputs = windows(mel)[:, None].contiguous(memory_format=torch.channels_last)
    depths = convolutions(inputs)
    tokens = trunk.local.tokens(depths[2]).reshape(len(mel), -1, trunk.local.norm.normalized_shape[0])
    middle, state = trunk.context(tokens)
    pooled = pool_segments(tokens, middle, state)
    heard = [F.binary_cross_entropy_with_logits(head(pooled[:, :, level]), classes, reduction="none").sum(2).mean()
             for level, head in enumerate(heads.classes)]
    target = scales.frames(frames)
    predicted = [head(_drop_overlap(depth, len(mel)))
                 for head, depth in zip((heads.mid6, heads.mid12, heads.mid15), depths)]
    hint_losses = [((p - scales.frames(h, k)) ** 2).mean() for k, (p, h) in enumerate(zip(predicted, hints), 2)]
    return [
        *heard,
        ((heads.embedding(state.mean(1)) - scales.embedding(embedding)) ** 2).mean(),
        ((heads.frames(state) - target) ** 2).mean(),
        ((heads.local_frames(tokens) - target) ** 2).mean(),
        sum(hint_losses) / len(hint_losses),
    ]


def learning_rate(done: float, top: float) -> float:
    """Warm-up over 3 % of the schedule, then a cosine down to almost nothing. `done` is the part of it that is over."""
    return top * min(1.0, done / 0.03 + 0.01) * 0.5 * (1 + math.cos(math.pi * done)) + 1e-5


class Average:
    """Exponential moving average of a module's state, faster at the start."""

    def __init__(self, module: torch.nn.Module):
        self.state = {k: v.clone() for k, v in module.state_dict().items()}

    @torch.no_grad()
    def update(self, module: torch.nn.Module, step: int) -> None:
        for k, v in module.state_dict().items():
            if v.is_floating_point():
                self.state[k].lerp_(v, 1 - min(EMA, step / (step + 50)))
            else:
                self.state[k].copy_(v)


@torch.no_grad()
def held_out_losses(average: Average, scales: Scales, examples: list[list[np.ndarray]]) -> np.ndarray:
    student = Student().eval()
    student.load_state_dict(average.state)
    values = [[float(l) for l in losses(student, student.trunk.local.convolutions, scales, list(map(torch.tensor, e)))]
              for e in examples]
    return np.mean(values, 0)


def _producer(first: int, step: int, seed: int, clips: Clips, classes: Classes, teacher: Teacher) -> queue.Queue:
    """Shares of a batch number first, first + step, ... made in a thread of their own while the network trains."""
    ready = queue.Queue(6)
    weights, members = clips.sampling_weights(CLASSES_OF), named_classes(classes, clips.meta)

    def run():
        number = first
        while True:
            ready.put(batch((seed, number), clips, weights, teacher, members, BATCH // step))
            number += step
    threading.Thread(target=run, daemon=True).start()
    return ready


def save(path: pathlib.Path, content: dict) -> None:
    """Whole or not at all, so that an interrupted run never leaves half a checkpoint."""
    part = path.with_name(path.name + ".part")
    torch.save(content, part)
    os.replace(part, path)


def _mean_gradients(student: Student, workers: int) -> None:
    """Each parameter's gradient becomes the mean over the workers."""
    gradients = [p.grad for p in student.parameters() if p.grad is not None]
    flat = torch.cat([g.flatten() for g in gradients])
    distributed.all_reduce(flat)
    for gradient, piece in zip(gradients, flat.split([g.numel() for g in gradients])):
        gradient.copy_(piece.view_as(gradient)).div_(workers)


def _train(rank: int, options: argparse.Namespace) -> None:
    workers = options.workers
    distributed.init_process_group("gloo", init_method=f"file://{options.meeting}", rank=rank, world_size=workers)
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    torch.set_flush_denormal(True)
    teacher, classes = Teacher(options.data), Classes(options.data)
    training, validation = (Clips.load(options.data, options.work, s) for s in ("train", "val"))
    members = named_classes(classes, validation.meta)
    held_out = [batch((1_000_000, i), validation, None, teacher, members) for i in range(HELD_OUT_BATCHES)]
    scales = Scales(held_out)

    student = Student.load(options.init) if options.init else Student()
    optimiser = torch.optim.AdamW(student.parameters(), options.rate, weight_decay=0.02, betas=(0.9, 0.98))
    average, step, spent = Average(student), 0, 0.0
    state_path = options.out.with_name(options.out.name + ".state")
    if state_path.exists():
        state = torch.load(state_path, weights_only=True)
        student.load_state_dict(state["student"])
        optimiser.load_state_dict(state["optimiser"])
        average.state, step, spent = state["average"], state["step"], state["spent"]
        print(f"worker {rank} resumed at step {step}", flush=True)
    convolutions = student.trunk.local.convolutions.to(memory_format=torch.channels_last)
    if options.compile:
        convolutions = torch.compile(convolutions, dynamic=False)

    ready = _producer(step * workers + rank, workers, options.seed, training, classes, teacher)
    budget, saved, last = options.minutes * 60, spent, time.monotonic()
    if rank == 0:
        print(step, np.round(held_out_losses(average, scales, held_out), 4), flush=True)
    while True:
        now = torch.tensor(spent + time.monotonic() - last)
        distributed.broadcast(now, 0)
        spent, last = float(now), time.monotonic()
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(min(1.0, spent / budget), options.rate)
        student.train()
        with torch.autocast("cpu", torch.bfloat16, enabled=options.bfloat16):
            terms = losses(student, convolutions, scales, list(map(torch.tensor, ready.get())))
        optimiser.zero_grad()
        sum(w * t for w, t in zip(TERM_WEIGHTS, terms)).backward()
        _mean_gradients(student, workers)
        torch.nn.utils.clip_grad_norm_(student.parameters(), 2.0)
        optimiser.step()
        step += 1
        if rank == 0:
            average.update(student, step)
            if spent - saved > options.checkpoint_seconds or spent >= budget:
                saved = spent
                values = held_out_losses(average, scales, held_out)
                print(step, f"{spent:.0f} s", " ".join(f"{t} {v:.4f}" for t, v in zip(TERMS, values)), flush=True)
                save(state_path, {"student": student.state_dict(), "optimiser": optimiser.state_dict(),
                                  "average": average.state, "step": step, "spent": spent})
                save(options.out, average.state)
        if spent >= budget:
            break
    distributed.destroy_process_group()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--init", type=pathlib.Path, help="weights to start from, as this stage writes them")
    parser.add_argument("--minutes", type=float, default=90, help="length of the schedule")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2, help=f"processes that share each batch of {BATCH} canvases")
    parser.add_argument("--checkpoint-seconds", type=float, default=180)
    parser.add_argument("--compile", action="store_true", help="torch.compile the convolutions (needs a C++ compiler)")
    parser.add_argument("--bfloat16", action="store_true",
                        help="multiply in half the width (pays on processors with AVX512-BF16 or AMX)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        options.meeting = pathlib.Path(folder) / "workers"
        torch.multiprocessing.spawn(_train, (options,), nprocs=options.workers)


if __name__ == "__main__":
    main()
