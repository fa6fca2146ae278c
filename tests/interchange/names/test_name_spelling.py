"""Mending words: only to the nearest known ones, and not too eagerly."""

import pytest

from ilium.interchange.names.spelling import MOST_READINGS, Mended, Spelling

KNOWN = {"abduction", "adduction", "bridge", "glute", "lunge", "plank", "press", "rfess", "step"}
KNOWN |= {"hip", "thrust", "donkey", "kick", "kickback", "lying", "hyperextension"}


def mend(*words: str) -> Mended:
    return Spelling(KNOWN, frozenset({"rfess"})).mend(words)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("brigde", "bridge"),  # swapped
        ("thrst", "thrust"),  # left out
        ("lungge", "lunge"),  # too many
        ("plenk", "plank"),  # another
        ("stpe", "step"),  # swapped, in a short word
        ("hyperextenzoin", "hyperextension"),  # two errors in a long word
        ("abdcution", "abduction"),  # the other one is two letters away
        ("pres", "press"),
    ],
)
def test_the_nearest_word_is_meant(word, meant):
    assert mend(word).readings == ((meant,),)
    assert mend(word).edits >= 1


@pytest.mark.parametrize("word", ["plunge", "blute", "stop", "xyzzy", "kyck", "brdg", "rpess"])
def test_what_is_too_far_begins_otherwise_or_is_an_abbreviation_stays_as_it_is(word):
    assert mend(word) == Mended(((word,),))


def test_words_that_are_equally_near_are_all_readings():
    assert set(mend("hip", "aduction").readings) == {("hip", "abduction"), ("hip", "adduction")}


def test_the_number_of_readings_is_bounded():
    assert len(mend(*["aduction"] * 20).readings) == MOST_READINGS


@pytest.mark.parametrize(
    ("words", "meant"),
    [(("hipthrust",), ("hip", "thrust")), (("kic", "kback"), ("kickback",))],
)
def test_spaces_too_many_or_too_few_are_mended(words, meant):
    assert mend(*words) == Mended((meant,), 0.5)


def test_numbers_of_sets_and_reps_are_left_out():
    assert mend("hip", "3x10", "thrust", "20kg", "5") == Mended((("hip", "thrust"),))


def test_nothing_is_nothing():
    assert mend() == Mended(((),))
