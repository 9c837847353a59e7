"""The convolutional trunk learns to be the teacher, on endless random canvases.

    python -m earshot_training.distil_conv --data DATA --work WORK --out conv-trunk.pt --minutes 9 [--device cuda --bfloat16] [--init conv-trunk.pt]

First each stage by itself: its input is the teacher's map where the stage begins, what it is to give is the teacher's map where it ends. Then all of
them in a row, with the same hints and with what can be heard in each segment (`hearing`). A stream here is two canvases of 4.8 s, one after the other; half of
the streams change what they hear half way. Hints come one column late, as no convolution hears ahead.

Checkpoints (weights, moving averages, optimiser, time spent) go to OUT.state, and a second call with the same arguments goes on from there. OUT holds
the averaged weights."""
import argparse
import pathlib
import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from . import batches
from .clips import Clips
from .concepts import CLASSES_OF, named_classes
from .conv_trunk import STAGE_WIDTHS, ConvTrunk, Stream
from .distil import learning_rate, save
from .grid import CANVAS_HOPS, HOP
from .teacher import Classes
from .torch_teacher import OnnxTeacher, TorchTeacher

TEACHER_WIDTHS = (16, 16, 48, 64)  # of its maps
DECAY, HELD_OUT_BATCHES, HELD_OUT_SIZE = 0.998, 4, 64
TERMS = ["classes", "frames", "mid3", "mid6", "mid12", "mid15"]
CLAMP, LEAST_DEVIATION = 4.0, 0.02


class ConvStudent(nn.Module):
    """What this distillation trains; its files hold `trunk` alone, and `hint`, which compares the last stage with the teacher's narrower one."""

    def __init__(self):
        super().__init__()
        self.trunk, self.hint = ConvTrunk(), nn.Conv2d(STAGE_WIDTHS[-1], TEACHER_WIDTHS[-1], 1)

    def maps(self, mel, given: list[torch.Tensor] | None):
        """[P, 128, 96 H] -> the outputs of the stages and of the head. With `given` maps of the teacher each stage but the first begins at one of
        these, else at what the stage before it gave."""
        stream = Stream(mel.shape[2] // HOP, torch.zeros(len(mel), 1, device=mel.device))
        x, out = mel[:, None], []
        for number, stage in enumerate(self.trunk.stages):
            x = stage(x if given is None or number == 0 else given[number - 1], stream)
            out.append(x)
        frames, _, logits = self.trunk.head(x, stream)
        return [*out[:-1], self.hint(out[-1])], frames, logits

    @staticmethod
    def load(path) -> "ConvStudent":
        """From a file of any float width, ready for use."""
        student = ConvStudent()
        student.load_state_dict({k: v.float() if v.is_floating_point() else v for k, v in torch.load(path, weights_only=True).items()})
        return student.eval()


def paired(x, dim: int = -1):
    """[2 P, ...] canvases -> [P, ...] streams: canvas p, then canvas P + p, along the axis of time."""
    return torch.cat(x.chunk(2), dim)


def late(x):
    """[..., T] -> the same, one column later."""
    return F.pad(x, (1, -1))


def hint_loss(predicted, target):
    """[P, C, F, T], of which the first column is not compared: squared error as a share of each channel's variance."""
    predicted, target = predicted[..., 1:].float(), target[..., 1:].float()
    variance = target.var((0, 2, 3)) + LEAST_DEVIATION ** 2
    return (((predicted - target) ** 2).mean((0, 2, 3)) / variance).mean()


def frame_loss(predicted, target):
    """[P, 384, T]: squared error of standardised values; what is far out in the target is clamped."""
    predicted, target = predicted[..., 1:].float(), target[..., 1:].float()
    mean, deviation = target.mean((0, 2), keepdim=True), target.std((0, 2), keepdim=True) + LEAST_DEVIATION
    return ((predicted - mean) / deviation - ((target - mean) / deviation).clamp(-CLAMP, CLAMP)).square().mean()


def class_loss(logits, heard):
    """[P, 10, 527]: the segment that ends with the second canvas's first hop lies in both, and no teacher heard it."""
    judged = [h for h in range(2 * CANVAS_HOPS) if h != CANVAS_HOPS]
    return F.binary_cross_entropy_with_logits(logits[:, judged].float(), heard[:, judged], reduction="none").sum(2).mean()


def losses(student: ConvStudent, example: tuple, blockwise: bool) -> list[torch.Tensor]:
    mel, heard, frames, *maps = example
    given = [late(m) for m in maps]
    own, own_frames, logits = student.maps(mel, given if blockwise else None)
    return [class_loss(logits, heard), frame_loss(own_frames, late(frames)), *(hint_loss(p, t) for p, t in zip(own, given))]


def weights_at(done: float, blockwise: float) -> list[float]:
    """Of the TERMS when that part of the schedule is over: hints fade once the stages are joined."""
    fade = 1.0 if done < blockwise else 1.0 - 0.8 * (done - blockwise) / (1 - blockwise)
    return [1.0, 2.0 * fade, *[fade] * 4]


class Average:
    """Exponential moving average of a module's state, faster at the start."""

    def __init__(self, module: nn.Module):
        self.state = {k: v.detach().clone() for k, v in module.state_dict().items()}

    @torch.no_grad()
    def update(self, module: nn.Module, step: int) -> None:
        now = module.state_dict()
        floating = [k for k, v in now.items() if v.is_floating_point()]
        torch._foreach_lerp_([self.state[k] for k in floating], [now[k] for k in floating], 1 - min(DECAY, step / (step + 50)))
        for k in now.keys() - set(floating):
            self.state[k].copy_(now[k])


class Teaching:
    """Canvases of one split and what the teacher says of them."""

    def __init__(self, data: pathlib.Path, work: pathlib.Path, split: str, teacher, seed: int, device: torch.device):
        clips, classes = Clips.load(data, work, split), Classes(data)
        weights = clips.sampling_weights(CLASSES_OF) if split == "train" else None
        self.teacher, self.device = teacher, device
        self.bank = batches.Bank(clips, named_classes(classes, clips.meta), weights, device)
        self.composer = batches.Composer(self.bank, seed)

    @torch.no_grad()
    def batch(self, size: int) -> tuple:
        """-> streams [P, 128, 960], classes heard [P, 10, 527], the teacher's frames [P, 384, 30] and maps"""
        made = self.composer.make(size)
        with torch.autocast(self.device.type, torch.float16, enabled=self.device.type == "cuda"):
            heard, frames, maps = batches.hear(self.teacher, self.bank, made)
        return paired(made.mel), paired(heard, 1), paired(frames), *map(paired, maps)


@torch.no_grad()
def held_out_losses(average: Average, examples: list[tuple], device: torch.device) -> np.ndarray:
    student = ConvStudent().to(device).eval()
    student.load_state_dict(average.state)
    return np.mean([[float(term) for term in losses(student, example, False)] for example in examples], 0)


def _train(options: argparse.Namespace) -> None:
    device = torch.device(options.device)
    torch.manual_seed(options.seed)
    torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
    teacher = (OnnxTeacher if device.type == "cpu" else TorchTeacher)(options.data).to(device).eval()
    held_out = Teaching(options.data, options.work, "val", teacher, 1, device)
    examples = [held_out.batch(HELD_OUT_SIZE) for _ in range(HELD_OUT_BATCHES)]
    student = (ConvStudent.load(options.init) if options.init else ConvStudent()).to(device, memory_format=torch.channels_last)
    optimiser = torch.optim.AdamW(student.parameters(), options.rate, weight_decay=0.02, betas=(0.9, 0.98), fused=device.type == "cuda")
    average, step, spent = Average(student), 0, 0.0
    state_path = options.out.with_name(options.out.name + ".state")
    if state_path.exists():
        state = torch.load(state_path, weights_only=True, map_location=device)
        student.load_state_dict(state["student"])
        optimiser.load_state_dict(state["optimiser"])
        average.state, step, spent = state["average"], state["step"], state["spent"]
        print(f"resumed at step {step}", flush=True)
    if options.compile:
        teacher = teacher if device.type == "cpu" else torch.compile(teacher, dynamic=False)
        student.maps = torch.compile(student.maps, dynamic=False)
    teaching = Teaching(options.data, options.work, "train", teacher, options.seed + 1000 * (step + 1), device)
    print(f"{len(teaching.bank.count)} clips, {len(teaching.bank.frames) / 360_000:.2f} hours; "
          f"{sum(p.numel() for p in student.trunk.parameters()) / 1e6:.2f} M parameters", flush=True)
    budget, reported, last = options.minutes * 60, spent, time.monotonic()
    while spent < budget:
        done = spent / budget
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(done, options.rate)
        student.train()
        example = teaching.batch(options.batch)
        with torch.autocast(device.type, torch.bfloat16, enabled=options.bfloat16):
            terms = losses(student, example, done < options.blockwise)
        optimiser.zero_grad()
        sum(w * t for w, t in zip(weights_at(done, options.blockwise), terms)).backward()
        torch.nn.utils.clip_grad_norm_(student.parameters(), options.clip)
        optimiser.step()
        step += 1
        average.update(student, step)
        if device.type == "cuda" and step % 4 == 0:
            torch.cuda.synchronize()
        now = time.monotonic()
        spent, last = spent + now - last, now
        if spent - reported > options.checkpoint_seconds or spent >= budget:
            reported = spent
            _report(student, optimiser, average, step, spent, examples, [t.detach() for t in terms], options)
            last = time.monotonic()


def _report(student, optimiser, average: Average, step: int, spent: float, examples, terms, options: argparse.Namespace) -> None:
    """Prints the losses and writes the checkpoint."""
    device = torch.device(options.device)
    words = lambda values: " ".join(f"{name} {value:.4f}" for name, value in zip(TERMS, map(float, values)))
    print(f"{step} {spent:.0f} s; training: {words(terms)}; held out: {words(held_out_losses(average, examples, device))}", flush=True)
    save(options.out.with_name(options.out.name + ".state"), {"student": student.state_dict(), "optimiser": optimiser.state_dict(),
                                                              "average": average.state, "step": step, "spent": spent})
    save(options.out, {k: v.cpu() for k, v in average.state.items()})


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--data", "--work", "--out"):
        parser.add_argument(name, type=pathlib.Path, required=True)
    parser.add_argument("--init", type=pathlib.Path, help="weights to start from, as this stage writes them")
    parser.add_argument("--minutes", type=float, default=60, help="length of the schedule, by time spent")
    parser.add_argument("--blockwise", type=float, default=0.15, help="share of it in which each stage learns by itself")
    parser.add_argument("--rate", type=float, default=3e-3)
    parser.add_argument("--clip", type=float, default=5.0, help="longest gradient")
    parser.add_argument("--batch", type=int, default=256, help="canvases; a stream is two")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--checkpoint-seconds", type=float, default=180)
    parser.add_argument("--bfloat16", action="store_true", help="multiply in half the width")
    parser.add_argument("--compile", action="store_true", help="torch.compile teacher and student")
    _train(parser.parse_args())


if __name__ == "__main__":
    main()
