import pytest

from earshot_training.lexicon import FILE, read_lexicon
from earshot_training.stress import WORDINGS


class Everything:
    """Takes any name for a class: the real list comes with the data."""

    def __init__(self):
        self.names = sorted({name for line in FILE.read_text("utf-8").splitlines() if ": " in line and not line.startswith("#")
                             for name in line.partition(": ")[0].split("; ")})


class Few:
    names = ["Bark", "Rain"]


def test_no_wording_means_two_things():
    wordings = [wording.lower() for meaning in read_lexicon(Everything()) for wording in meaning.wordings()]
    assert len(wordings) == len(set(wordings)) > 5000


def test_the_synonyms_that_robustness_is_measured_by_are_not_learned():
    wordings = {wording.lower() for meaning in read_lexicon(Everything()) for wording in meaning.wordings()}
    measured = {words.lower() for other in WORDINGS.values() for kind, words in other.items() if kind in ("synonym", "british")}
    assert not wordings & measured


def test_a_line_gives_classes_and_wordings_with_and_without_article(tmp_path):
    path = tmp_path / "lexicon.txt"
    path.write_text("# comment\n\nBark; Rain: a wet dog | the dog outside in the rain\n", "utf-8")
    meaning, = read_lexicon(Few(), path)
    assert meaning.classes == [0, 1]
    assert meaning.wordings() == ["a wet dog", "the dog outside in the rain", "wet dog", "dog outside in the rain"]


def test_a_class_that_is_none_is_an_error(tmp_path):
    path = tmp_path / "lexicon.txt"
    path.write_text("Barking: a dog\n", "utf-8")
    with pytest.raises(ValueError, match="Barking"):
        read_lexicon(Few(), path)
