"""How long a step of `distil_conv` takes on a device, in each layout: to be asked first where time on the device is dear.

    python -m earshot_training.step_time --data DATA --work WORK --device cuda"""
import argparse
import pathlib
import time

import torch

from .distil_conv import ConvStudent, Teaching, losses, teacher_for

TIMED, UNTIMED = 8, 3
WAYS = [("contiguous", torch.contiguous_format, False), ("channels last", torch.channels_last, False),
        ("contiguous, compiled", torch.contiguous_format, True), ("channels last, compiled", torch.channels_last, True)]


def millis(device: torch.device, run) -> float:
    for count in (UNTIMED, TIMED):
        began = time.perf_counter()
        for _ in range(count):
            run()
        if device.type == "cuda":
            torch.cuda.synchronize()
    return 1000 * (time.perf_counter() - began) / TIMED


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--data", "--work"):
        parser.add_argument(name, type=pathlib.Path, required=True)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--batch", type=int, default=256)
    options = parser.parse_args()
    device = torch.device(options.device)
    teaching = Teaching(options.data, options.work, "train", teacher_for(options.data, device), 0, device)
    print(f"composing {options.batch} canvases: {millis(device, lambda: teaching.composer.make(options.batch)):.1f} ms", flush=True)
    for name, layout, compiled in WAYS:
        teaching.teacher = teacher_for(options.data, device, layout, compiled)
        student = ConvStudent().to(device, memory_format=layout).train()
        if compiled:
            student.maps = torch.compile(student.maps, dynamic=False)
        example = teaching.batch(options.batch)

        def step():
            with torch.autocast(device.type, torch.bfloat16):
                terms = losses(student, example, False)
            sum(terms).backward()
        print(f"{name}: composing and teaching {millis(device, lambda: teaching.batch(options.batch)):.1f} ms, "
              f"learning {millis(device, step):.1f} ms", flush=True)


if __name__ == "__main__":
    main()
