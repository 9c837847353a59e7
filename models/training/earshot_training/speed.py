"""How long a live hop takes, and the teacher beside it in the same run: one thread, one source.

    python -m earshot_training.speed --data DATA --bundle models/earshot-base

The bundle encodes the hop's new audio and its context; the teacher, which caches nothing, the ten seconds that it was
trained on. They take turns of twenty hops, so that what else the machine does weighs on both, and each finds the processor's
caches as it would in a service of its own; the ratio is of the medians."""
import argparse
import json
import pathlib
import time

import numpy as np
import onnxruntime

from .clips import CLIP_SECONDS
from .grid import HOP, HOP_SAMPLES, MELS, OVERLAP, SAMPLE_RATE

TURNS, HOPS = 15, 20  # the first hop of a turn, which finds the caches full of the other's, does not count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--bundle", type=pathlib.Path, required=True)
    options = parser.parse_args()
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = 1
    manifest = json.loads((options.bundle / "manifest.json").read_text("utf-8"))
    noise = lambda *shape: np.random.default_rng(0).normal(-0.5, 0.4, shape).astype(np.float32)
    inputs = {
        "local": (options.bundle / "local.onnx", None, {"logmel": noise(1, MELS, OVERLAP + HOP)}),
        "context": (options.bundle / "context.onnx", None,
                    {"tokens": noise(1, manifest["grid"]["contextTokens"], manifest["space"]["tokenDim"])}),
        "teacher": (options.data / "teacher" / "mn04_as.onnx", ["logits"],
                    {"logmel": noise(1, MELS, CLIP_SECONDS * SAMPLE_RATE // HOP_SAMPLES)}),
    }
    sessions = {name: onnxruntime.InferenceSession(str(path), settings) for name, (path, _, _) in inputs.items()}
    times = {name: [] for name in inputs}
    for _ in range(TURNS):
        for system in (("local", "context"), ("teacher",)):
            for hop in range(HOPS):
                for name in system:
                    _, outputs, feed = inputs[name]
                    began = time.perf_counter()
                    sessions[name].run(outputs, feed)
                    if hop:
                        times[name].append(time.perf_counter() - began)
    median = {name: 1000 * float(np.median(values)) for name, values in times.items()}
    hop = [a + b for a, b in zip(times["local"], times["context"])]
    print(json.dumps({"hops": len(hop), "medianMillis": {name: round(value, 2) for name, value in median.items()},
                      "hopMillis": round(1000 * float(np.median(hop)), 2),
                      "ofTheTeachersTime": round(1000 * float(np.median(hop)) / median["teacher"], 3)}, indent=1))


if __name__ == "__main__":
    main()
