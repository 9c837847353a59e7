"""Stage 3: every text of the training, with the classes that it names and its hidden states.

    python -m earshot_training.texts --data DATA --minilm DIR --work WORK

A text's class weights [527] sum to 1. Sentences of AudioCaps come with the classes of their clip, which are neither all
in the sentence nor complete; a small tagger (MiniLM's embedding to 527 classes) learns from all of them which classes
words speak of, and is then used to weigh, to prune and to complete. Audio of AudioCaps is never used."""
import argparse
import csv
import dataclasses
import pathlib
import zlib

import numpy as np
import torch
import torch.nn.functional as F

from .british import in_british
from .clips import read_rows, tidy
from .concepts import named_classes
from .lexicon import Meaning, read_lexicon
from .minilm import MiniLm
from .teacher import Classes

TEMPLATES = ["{}", "{}", "the sound of {}", "a {}", "{} sound", "a recording of {}", "{} can be heard", "someone hears {}",
             "{} in the background", "sounds of {}s"]
EVERYDAY_TEMPLATES = ["{}", "the sound of {}", "{} can be heard", "{} in the background"]
JOINTS = ["{} and {}", "{} with {}", "{} while {}", "{} followed by {}", "{} and then {}", "{} over {}"]
PAIRS = 8000
HELD_OUT = 0.04
LEAST_OF_NAMED = 0.1
KINDS = ["caption", "phrase", "prompt", "pair", "trade", "label"]


@dataclasses.dataclass
class Text:
    words: str
    kind: str
    classes: list[int]  # the classes known to go with it; empty: the tagger decides


def prompts(classes: Classes) -> list[Text]:
    """Class names, as a whole and by each of their synonyms, in several wordings, and the ontology's descriptions."""
    out = []
    for index, name in enumerate(classes.names):
        names = {name.lower(), *(part.strip().lower() for part in name.split(","))}
        out += [Text(template.format(n), "prompt", [index]) for n in sorted(names) for template in sorted(set(TEMPLATES))]
        out.append(Text(classes.descriptions[index], "prompt", [index]))
    return out


def everyday(lexicon: list[Meaning]) -> list[Text]:
    """The wordings of the lexicon, in several templates."""
    return [Text(template.format(wording), "prompt", meaning.classes)
            for meaning in lexicon for wording in meaning.wordings() for template in EVERYDAY_TEMPLATES]


def uncontradicted(texts: list[Text], better: list[Text]) -> list[Text]:
    """Those of `texts` whose words do not mean something else in `better`."""
    meant = {t.words: t.classes for t in better}
    return [t for t in texts if meant.get(t.words, t.classes) == t.classes]


def captions(data: pathlib.Path) -> list[Text]:
    with open(data / "captions" / "audiocaps_train_classes.csv", newline="", encoding="utf-8") as handle:
        known = {r["audiocap_id"]: [int(c) for c in r["class_indices"].split()] for r in csv.DictReader(handle)}
    with open(data / "captions" / "audiocaps_train.csv", newline="", encoding="utf-8") as handle:
        out = [Text(r["caption"], "caption", known[r["audiocap_id"]]) for r in csv.DictReader(handle) if known.get(r["audiocap_id"])]
    with open(data / "captions" / "audiogrounding_train.csv", newline="", encoding="utf-8") as handle:
        phrases = {(r["phrase"], tuple(known[r["audiocap_id"]])) for r in csv.DictReader(handle) if known.get(r["audiocap_id"])}
    return out + [Text(phrase, "phrase", list(c)) for phrase, c in sorted(phrases)]


def trade(data: pathlib.Path) -> list[Text]:
    """The Universal Category System: what film and broadcast call a sound, and how they explain it."""
    out = []
    with open(data / "captions" / "ucs_en.csv", newline="", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            if row["subcategory"] != "MISC":
                out.append(Text(f"{row['category']} {row['subcategory']}".lower(), "trade", []))
            if row["explanation"]:
                out.append(Text(row["explanation"], "trade", []))
    return out


def labels(data: pathlib.Path, classes: Classes) -> list[Text]:
    """The labels of all recordings; of those of the training that are named for a kind of sound, with its classes."""
    rows = [r for r in read_rows(data) if r["split"] in ("train", "val") and tidy(r["label"])]
    known: dict[str, set[int]] = {tidy(r["label"]): set() for r in rows}
    for row, members in zip(rows, named_classes(classes, rows)):
        if row["split"] == "train":
            known[tidy(row["label"])].update(members.tolist())
    return [Text(label, "label", sorted(members)) for label, members in sorted(known.items())]


def pairs(classes: Classes, lexicon: list[Meaning], rng: np.random.Generator, usable: np.ndarray) -> list[Text]:
    """Two classes in one text, each by one of its names or as it is put every day: where only one of them can be heard, the text
    must not match."""
    out = []
    phrases = {c: [p for m in lexicon if m.classes == [c] for p in m.phrases] for c in usable.tolist()}

    def put(c: int) -> str:
        return str(rng.choice(phrases[c] if phrases[c] and rng.random() < 0.5 else classes.names[c].lower().split(", ")))
    for _ in range(PAIRS):
        a, b = (int(c) for c in rng.choice(usable, 2, replace=False))
        out.append(Text(str(rng.choice(JOINTS)).format(put(a), put(b)), "pair", [a, b]))
    return out


def is_held_out(words: str) -> bool:
    """Whether a sentence is kept from the heads: by its words alone, so that no other text changes which ones are, and what is measured on them
    can be compared from version to version."""
    return zlib.crc32(words.encode()) < HELD_OUT * 2 ** 32


def kept_from_the_heads(texts: list[Text]) -> list[bool]:
    """Which sentences and phrases are held out: none of them is read as any other kind of text."""
    read = {t.words for t in texts if t.kind not in ("caption", "phrase")}
    return [t.kind in ("caption", "phrase") and is_held_out(t.words) and t.words not in read for t in texts]


def train_tagger(embedding: np.ndarray, classes: list[list[int]], class_count: int, seed: int, steps: int = 1500):
    """MiniLM's embedding [n, 384] -> 527 probabilities, from the texts whose classes are known."""
    torch.manual_seed(seed)
    x = F.normalize(torch.tensor(embedding), dim=-1)
    y = torch.zeros(len(classes), class_count)
    for i, members in enumerate(classes):
        y[i, members] = 1.0
    net = torch.nn.Sequential(torch.nn.Linear(x.shape[1], 512), torch.nn.GELU(), torch.nn.Dropout(0.2), torch.nn.Linear(512, class_count))
    torch.nn.init.constant_(net[3].bias, -5.0)
    optimiser = torch.optim.AdamW(net.parameters(), 2e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 4e-3, steps)
    generator = torch.Generator().manual_seed(seed)
    for _ in range(steps):
        pick = torch.randint(len(x), (512,), generator=generator)
        noisy = x[pick] + 0.01 * torch.randn(512, x.shape[1], generator=generator)
        loss = F.binary_cross_entropy_with_logits(net(noisy), y[pick], reduction="none").sum(1).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
    net.eval()

    @torch.no_grad()
    def tag(values: np.ndarray) -> np.ndarray:
        return torch.sigmoid(net(F.normalize(torch.tensor(values), dim=-1))).numpy()
    return tag


def class_weights(text: Text, tagged: np.ndarray) -> np.ndarray:
    """[527] tags of a text -> weights that sum to 1, or all 0 where the tagger knows nothing."""
    weight = np.zeros_like(tagged)
    if text.kind in ("prompt", "pair"):
        weight[text.classes] = 1.0
    elif text.kind in ("caption", "phrase"):
        weight[text.classes] = tagged[text.classes]
        weight[weight < 0.5 * weight.max()] = 0.0  # in the clip, but not what the words speak of
        if text.kind == "phrase" and weight.max() < 0.4:
            weight[:] = 0.0  # "something", "pitched sound": the words alone do not say it
        surely = tagged > 0.6  # in the words, but not among the clip's labels
        weight[surely] = tagged[surely]
    else:
        # At least one of the classes that a recording's name stands for: which of them, the words tell as well as they can
        weight[text.classes] = LEAST_OF_NAMED + tagged[text.classes]
        surely = tagged > 0.5
        weight[surely] = tagged[surely]
    total = weight.sum()
    return weight / total if total > 0 else weight


def encode(encoder: MiniLm, words: list[str], earlier: pathlib.Path) -> np.ndarray:
    """Hidden states of all texts [n, 3, 384]; those of an earlier run are used again."""
    known: dict[str, np.ndarray] = {}
    if earlier.exists():
        with np.load(earlier) as archive:
            known = dict(zip(archive["words"].tolist(), archive["pooled"]))
    new = sorted(set(words) - known.keys())
    if new:
        known |= zip(new, encoder.pooled(new).astype(np.float16))
    return np.stack([known[w] for w in words]).astype(np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=pathlib.Path, required=True)
    parser.add_argument("--minilm", type=pathlib.Path, required=True, help="folder with the ONNX file and the tokenizer")
    parser.add_argument("--work", type=pathlib.Path, required=True)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    rng = np.random.default_rng(options.seed)
    classes, encoder = Classes(options.data), MiniLm(options.minilm, options.threads)
    sentences = captions(options.data)
    usable = np.unique([c for t in sentences for c in t.classes])
    lexicon = read_lexicon(classes)
    said = everyday(lexicon)
    texts = [*sentences, *uncontradicted(prompts(classes), said), *said, *pairs(classes, lexicon, rng, usable), *trade(options.data),
             *labels(options.data, classes)]
    held_out = kept_from_the_heads(texts)
    british = [dataclasses.replace(t, words=in_british(t.words)) for t, held in zip(texts, held_out) if not held and t.kind in ("caption", "phrase", "prompt")]
    american = {t.words for t in texts}
    british = [t for t in british if t.words not in american]
    texts, held_out = texts + british, np.array(held_out + [False] * len(british))
    print(f"{len(texts)} texts, {len(british)} of them in British words", flush=True)
    pooled = encode(encoder, [t.words for t in texts], options.work / "texts.npz")
    known = np.array([t.kind in ("caption", "prompt") for t in texts])
    tag = train_tagger(pooled[known, -1], [t.classes for t in texts if t.kind in ("caption", "prompt")],
                       len(classes.names), options.seed)
    tags = tag(pooled[:, -1])
    weights = np.stack([class_weights(t, row) for t, row in zip(texts, tags)])
    np.savez(options.work / "texts.npz", words=np.array([t.words for t in texts]),
             kind=np.array([KINDS.index(t.kind) for t in texts], np.int8), pooled=pooled.astype(np.float16),
             weights=weights.astype(np.float16), held_out=held_out)
    for words in ("a dog barking", "glass breaking", "a crowd booing", "someone speaking", "rain", "music"):
        row = tag(encoder.pooled([words])[:, -1])[0]
        print(words, [(classes.names[i], round(float(row[i]), 2)) for i in np.argsort(-row)[:4]])


if __name__ == "__main__":
    main()
