"""The teacher (EfficientAT mn04_as) through ONNX Runtime, and its classifier on the mean of any of its frames."""
import csv
import json
import pathlib

import numpy as np
import onnxruntime

OUTPUTS = ["logits", "embedding", "frames", "mid6", "mid12", "mid15"]


def sigmoid(x: np.ndarray) -> np.ndarray:
    return 1.0 / (1.0 + np.exp(-x))


class Teacher:
    def __init__(self, data: pathlib.Path, threads: int = 1):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(str(data / "teacher" / "mn04_as.onnx"), options)
        weights = np.load(data / "teacher" / "mn04_as.npz")
        self._hidden = weights["classifier.2.weight"].astype(np.float32), weights["classifier.2.bias"].astype(np.float32)
        self._output = weights["classifier.5.weight"].astype(np.float32), weights["classifier.5.bias"].astype(np.float32)

    def __call__(self, mel: np.ndarray, outputs: list[str] = OUTPUTS) -> list[np.ndarray]:
        """[B, 128, T] log-mel -> the named outputs; `frames` is [B, 384, T / 32]."""
        return self._session.run(outputs, {"logmel": mel})

    def classify(self, embedding: np.ndarray) -> np.ndarray:
        """[..., 384] mean of frames -> [..., 527] logits: the teacher's own classifier, for any piece of time."""
        hidden = embedding @ self._hidden[0].T + self._hidden[1]
        hidden = hidden * np.clip(hidden + 3.0, 0.0, 6.0) / 6.0
        return hidden @ self._output[0].T + self._output[1]


class Classes:
    """AudioSet's 527 classes: names, descriptions, and which classes each one includes."""

    def __init__(self, data: pathlib.Path):
        with open(data / "captions" / "audioset_class_labels_indices.csv", newline="", encoding="utf-8") as handle:
            rows = list(csv.DictReader(handle))
        self.names = [row["display_name"] for row in rows]
        index = {row["mid"]: i for i, row in enumerate(rows)}
        ontology = {node["id"]: node for node in json.loads((data / "captions" / "audioset_ontology.json").read_text("utf-8"))}
        self._below = {node["name"]: sorted(index[i] for i in _reachable(ontology, key) if i in index) for key, node in ontology.items()}
        self.descriptions = [ontology[row["mid"]]["description"] for row in rows]
        self.includes = [sorted(index[i] for i in _reachable(ontology, row["mid"]) if i in index) for row in rows]

    def below(self, node: str) -> list[int]:
        """The classes that a node of the ontology includes, by the node's name; it need not be a class itself."""
        return self._below[node]

    def with_parents(self, probability: np.ndarray) -> np.ndarray:
        """[..., 527] -> the same, each class at least as likely as the likeliest class that it includes."""
        return np.stack([probability[..., members].max(-1) for members in self.includes], -1)


def _reachable(ontology: dict, start: str) -> set[str]:
    seen, stack = set(), [start]
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            stack += ontology[node]["child_ids"]
    return seen
