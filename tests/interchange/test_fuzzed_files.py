"""Some thousands of broken files; `python -m tests.interchange.fuzzing` reads any number."""

from collections import Counter

import pytest
from tests.interchange.fuzzing import EXAMPLES, attempt, examine, fuzzed, main

FILES = 5000


def test_the_examples_themselves_are_read() -> None:
    outcomes = Counter(map(examine, EXAMPLES))
    assert outcomes == {"read": len(EXAMPLES) - 3, "some problems": 1, "refused": 1, "own": 1}


def test_whatever_a_file_holds_reading_it_ends_in_sets_or_sentences() -> None:
    outcomes = [attempt(number) for number in range(FILES)]
    assert [outcome for outcome in outcomes if outcome[2]] == []
    # The files are broken, but not so much that nothing but the first check is tested.
    counts = Counter(what for _, what, _ in outcomes)
    assert counts["read"] > FILES / 10
    assert counts["some problems"] > FILES / 10
    assert counts["refused"] > FILES / 10


def test_a_file_is_always_the_same() -> None:
    assert [fuzzed(number) for number in range(50)] == [fuzzed(number) for number in range(50)]


def test_what_breaks_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(data: bytes) -> str:
        raise KeyError("weight")

    monkeypatch.setattr("tests.interchange.fuzzing.examine", broken)
    assert attempt(3) == (3, "broke", "KeyError: 'weight'")
    assert main(["--files", "2", "--processes", "1"]) == 1
    assert "file 1: KeyError: 'weight'" in capsys.readouterr().out
