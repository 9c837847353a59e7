"""What everyday words sound like: the hand-written lexicon.txt, in the teacher's classes."""
import dataclasses
import pathlib
import re

from .teacher import Classes

FILE = pathlib.Path(__file__).with_name("lexicon.txt")
ARTICLE = re.compile("^(an?|the) ")


@dataclasses.dataclass
class Meaning:
    classes: list[int]  # indices; all of them are heard
    phrases: list[str]

    def wordings(self) -> list[str]:
        """The phrases, and those with an article without it as well."""
        return list(dict.fromkeys([*self.phrases, *(ARTICLE.sub("", phrase) for phrase in self.phrases)]))


def read_lexicon(classes: Classes, path: pathlib.Path = FILE) -> list[Meaning]:
    """ValueError where a line names a class that is none."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    entries = (line.partition(": ") for line in lines if line and not line.startswith("#"))
    return [Meaning([classes.names.index(name) for name in names.split("; ")], phrases.split(" | ")) for names, _, phrases in entries]
