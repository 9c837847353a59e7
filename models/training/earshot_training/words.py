"""How well words are read that no text of the training says: the highest level's reading without every fifth line of the lexicon.

    python -m earshot_training.words --data DATA --work WORK --heads heads.pt

For the phrases of those lines: the cosine with where they should point, and how often the class that they point to most is one of
theirs, or one of the five most is. With no line of the lexicon, with the other four fifths, and with all of it (that is what is shipped)."""
import argparse
import json
import pathlib

import numpy as np
import torch
import torch.nn.functional as F

from .calibrate import load_matcher
from .heads import HIDDEN_DIM, LEVEL_DIM, LEVELS, TEXT_HIDDEN_OF_HIGHEST, Perceptron
from .lexicon import Meaning, read_lexicon
from .teacher import Classes
from .texts import KINDS, everyday
from .train_heads import Reading, Texts

EVERY = 5
HIGHEST = LEVELS - 1


def saying(texts: Texts, lines: list[Meaning]) -> np.ndarray:
    """[n] bool: the texts that come from these lines, composed ones among them."""
    phrases = [phrase for meaning in lines for phrase in meaning.phrases]
    said = {text.words for text in everyday(lines)}
    pair = texts.kind == KINDS.index("pair")
    return np.array([words in said or composed and any(phrase in words for phrase in phrases) for words, composed in zip(texts.words.tolist(), pair)])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("--data", "--work", "--heads"):
        parser.add_argument(name, type=pathlib.Path, required=True)
    parser.add_argument("--reading-steps", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    lexicon, texts = read_lexicon(Classes(options.data)), Texts(options.work / "texts.npz")
    directions = load_matcher(options.heads).audio.view.read.weight.detach()
    unread = np.random.default_rng(options.seed).choice(len(lexicon), len(lexicon) // EVERY, replace=False)
    lines = [lexicon[i] for i in unread]
    number = {words: i for i, words in enumerate(texts.words)}
    phrases = [(number[phrase], meaning.classes) for meaning in lines for phrase in meaning.phrases]
    states = texts.pooled[[i for i, _ in phrases], HIGHEST].float()
    truth = torch.zeros(len(phrases), directions.shape[1])
    for row, (_, members) in zip(truth, phrases):
        row[members] = 1 / len(members)
    aims, towards = truth @ directions.T, F.normalize(directions, dim=0)
    held_out = texts.held_out
    report = {"lines": len(lines), "phrases": len(phrases)}
    for name, without in (("noLexicon", lexicon), ("otherLines", lines), ("allLines", [])):
        texts.held_out = held_out | saying(texts, without)
        torch.manual_seed(options.seed)
        head = Perceptron(HIDDEN_DIM, LEVEL_DIM - 1, TEXT_HIDDEN_OF_HIGHEST, 0.3)
        Reading(head, HIGHEST, directions, texts, np.random.default_rng(options.seed)).train(options.reading_steps)
        with torch.no_grad():
            read = head.eval()(states)
        most = (F.normalize(read, dim=-1) @ towards).topk(5)[1]
        hits = truth.gather(1, most) > 0
        report[name] = {"cosine": round(F.cosine_similarity(read, aims).mean().item(), 3), "first": round(hits[:, 0].float().mean().item(), 3),
                        "amongFive": round(hits.any(1).float().mean().item(), 3)}
    print(json.dumps(report))


if __name__ == "__main__":
    main()
