"""The convolutional trunk learns to be the teacher, on endless random canvases.

    python -m earshot_training.distil_conv --data DATA --work WORK --out conv-trunk.pt --minutes 9 [--device cuda --bfloat16] [--init conv-trunk.pt]

First each stage by itself: its input is the teacher's map where the stage begins, what it is to give is the teacher's map where it ends. Then all of
them in a row, with the same hints and with what can be heard in each segment (`hearing`). A stream here is two canvases of 4.8 s, one after the other; half of
the streams change what they hear half way. Hints come one column late, as no convolution hears ahead.

Every few minutes the averaged weights go to OUT, and what else it takes to go on (weights, optimiser, time spent) to OUT.state: a second call with the same
arguments goes on from both."""
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
STEPS_AHEAD = 8  # that may be queued on the device


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


def teacher_for(data: pathlib.Path, device: torch.device, layout=torch.contiguous_format, compiled: bool = False):
    if device.type == "cpu":
        return OnnxTeacher(data)
    teacher = TorchTeacher(data).to(device, memory_format=layout).eval()
    return torch.compile(teacher, dynamic=False) if compiled else teacher


class Training:
    """A run and all that it goes on from."""

    def __init__(self, options: argparse.Namespace):
        self.options, self.device = options, torch.device(options.device)
        torch.manual_seed(options.seed)
        torch.backends.cuda.matmul.allow_tf32 = torch.backends.cudnn.allow_tf32 = True
        layout = torch.channels_last if options.channels_last else torch.contiguous_format
        self.student = (ConvStudent.load(options.init) if options.init else ConvStudent()).to(self.device, memory_format=layout)
        self.optimiser = torch.optim.AdamW(self.student.parameters(), options.rate, weight_decay=0.02, betas=(0.9, 0.98),
                                           fused=self.device.type == "cuda")
        self.average, self.step, self.spent = Average(self.student), 0, 0.0
        self._state_path = options.out.with_name(options.out.name + ".state")
        if self._state_path.exists():
            self._resume()
        held_out = Teaching(options.data, options.work, "val", teacher_for(options.data, self.device), 1, self.device)
        self.examples = [held_out.batch(HELD_OUT_SIZE) for _ in range(HELD_OUT_BATCHES)]
        teacher = teacher_for(options.data, self.device, layout, options.compile)
        self.teaching = Teaching(options.data, options.work, "train", teacher, options.seed + 1000 * (self.step + 1), self.device)
        if options.compile:
            self.student.maps = torch.compile(self.student.maps, dynamic=False)

    def _resume(self) -> None:
        state = torch.load(self._state_path, weights_only=True, map_location=self.device)
        self.student.load_state_dict(state["student"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.average.state = torch.load(self.options.out, weights_only=True, map_location=self.device)
        self.step, self.spent = state["step"], state["spent"]
        print(f"resumed at step {self.step}", flush=True)

    def run(self) -> None:
        budget, reported, last = self.options.minutes * 60, self.spent, time.monotonic()
        while self.spent < budget:
            terms = self._learn(self.spent / budget)
            if self.step % STEPS_AHEAD == 0:
                terms.tolist()  # waits for the device, so that time spent is what it took
            now = time.monotonic()
            self.spent, last = self.spent + now - last, now
            if self.spent - reported > self.options.checkpoint_seconds or self.spent >= budget:
                reported = self.spent
                self._report(terms.tolist())
                last = time.monotonic()

    def _learn(self, done: float) -> torch.Tensor:
        """One step, when that part of the schedule is over; its losses."""
        for group in self.optimiser.param_groups:
            group["lr"] = learning_rate(done, self.options.rate)
        self.student.train()
        example = self.teaching.batch(self.options.batch)
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.options.bfloat16):
            terms = losses(self.student, example, done < self.options.blockwise)
        self.optimiser.zero_grad()
        sum(w * t for w, t in zip(weights_at(done, self.options.blockwise), terms)).backward()
        torch.nn.utils.clip_grad_norm_(self.student.parameters(), self.options.clip)
        self.optimiser.step()
        self.step += 1
        self.average.update(self.student, self.step)
        return torch.stack([term.detach() for term in terms])

    @torch.no_grad()
    def held_out_losses(self) -> list[float]:
        """Of the averaged weights, the stages in a row."""
        student = ConvStudent().to(self.device).eval()
        student.load_state_dict(self.average.state)
        return np.mean([[float(term) for term in losses(student, example, False)] for example in self.examples], 0).tolist()

    def _report(self, terms: list[float]) -> None:
        """Prints the losses and writes the checkpoint."""
        words = lambda values: " ".join(f"{name} {value:.4f}" for name, value in zip(TERMS, values))
        print(f"{self.step} {self.spent:.0f} s; training: {words(terms)}; held out: {words(self.held_out_losses())}", flush=True)
        save(self.options.out, {name: value.cpu() for name, value in self.average.state.items()})
        save(self._state_path, {"student": self.student.state_dict(), "optimiser": self.optimiser.state_dict(),
                                "step": self.step, "spent": self.spent})


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
    parser.add_argument("--channels-last", action="store_true", help="the layout that takes half of the time on a processor (`step_time` for others)")
    Training(parser.parse_args()).run()


if __name__ == "__main__":
    main()
