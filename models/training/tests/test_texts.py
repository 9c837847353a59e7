import numpy as np
import pytest

from earshot_training.texts import HELD_OUT, Text, is_held_out, kept_from_the_heads


def test_sentences_are_held_out_by_their_words_alone_and_about_as_many_as_meant():
    held = [i for i in range(100) if is_held_out(f"a dog barks {i} times")]
    assert held == [32, 39, 55, 90]  # the same in every run and on every machine
    assert np.mean([is_held_out(f"a dog barks {i} times") for i in range(20_000)]) == pytest.approx(HELD_OUT, abs=0.01)


def test_nothing_is_held_out_that_is_read_as_another_kind_of_text():
    kept, other, named = "a dog barks 32 times", "a dog barks 33 times", "a dog barks 39 times"
    texts = [Text(kept, "caption", []), Text(other, "caption", []), Text(kept, "phrase", []), Text(named, "phrase", []), Text(named, "prompt", [])]
    assert kept_from_the_heads(texts) == [True, False, True, False, False]
