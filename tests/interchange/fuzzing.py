"""Breaks the example files of other programs in every way that is known to hurt, and reads them.

Whatever a file holds, reading it ends soon, in sets and problems or in one sentence; every set can
be kept, and writing it for Strong or Hevy and reading that gives it back. 100,000 files:

    .venv/bin/python -m tests.interchange.fuzzing --files 100000

prints how long it took, what became of the files, and the files that broke a rule with their
numbers, which `--first NUMBER --files 1` makes again. `make test` runs some thousands of them
(test_fuzzed_files.py).
"""

import argparse
import multiprocessing
import random
import signal
import sys
import time
from collections import Counter
from datetime import datetime
from itertools import islice
from pathlib import Path

import msgspec
from tests.interchange.mutations import mutated

from ilium.interchange import own
from ilium.interchange.documents import InvalidDocument
from ilium.interchange.foreign import ForeignSet, Problem, Source
from ilium.interchange.reading import detect, needs_unit, read
from ilium.interchange.writing import hevy, strong
from ilium.loads import Unit

EXAMPLES = [
    file.read_bytes()
    for file in sorted((Path(__file__).parent / "foreign_files").iterdir())
    if file.suffix in (".csv", ".json")
] + [own.encode(own.Export())]

NAMES = (Path(__file__).parent / "foreign_files" / "wger_names.json").read_bytes()

SECONDS = 5
"""How long one file of some kilobytes may take at most, on a busy machine."""

WRITTEN = 20
"""Sets of each file that are written and read back."""


class Slow(Exception):  # noqa: N818
    """Reading did not end in time."""


def fuzzed(number: int) -> bytes:
    """The file of that number: always the same one."""
    return mutated(EXAMPLES, random.Random(number))


def examine(data: bytes, names: bytes = NAMES) -> str:
    """What became of a file, in a word; an AssertionError or anything else is a fault of ours."""
    try:
        source = detect(data)
        if source is Source.ILIUM:
            return _examine_own(data)
        unit = Unit.POUNDS if needs_unit(data, source) else None
        sets, problems = [], 0
        for found in read(data, source, unit, names):
            if isinstance(found, Problem):
                problems += 1
                assert found.line >= 1
                check_sentence(found.sentence)
            else:
                check_set(found)
                sets.append(found)
    except InvalidDocument as error:
        check_sentence(str(error))
        return "refused"
    check_written(sets[:WRITTEN])
    if not sets:
        return "nothing but problems" if problems else "empty"
    return "some problems" if problems else "read"


def _examine_own(data: bytes) -> str:
    """An export of Ilium's own, which quotes what it refuses as it is."""
    try:
        own.decode(data)
    except InvalidDocument:
        return "refused"
    return "own"


def check_sentence(sentence: str) -> None:
    """One line that a terminal and a page can show, and not at length."""
    assert 10 < len(sentence) < 600, sentence
    assert sentence.endswith("."), sentence
    assert not any(ord(character) < 32 or character == "\x7f" for character in sentence), sentence


def check_set(found: ForeignSet) -> None:
    """What the store and the diary take for granted."""
    assert found.line >= 1
    assert 2000 <= found.started.year < 9000
    assert 1 <= len(found.exercise) <= 200
    assert found.exercise == found.exercise.strip()
    assert found.duration_s is None or 0 < found.duration_s <= 3_600_000
    assert found.weight is None or 0 < found.weight <= 1000
    assert found.reps is None or 0 < found.reps <= 200
    assert found.seconds is None or 0 < found.seconds <= 86_400
    assert found.meters is None or 0 < found.meters <= 1_000_000
    assert found.rpe is None or 1 <= found.rpe <= 10
    assert found.rir is None or 0 <= found.rir <= 50
    assert found.reps or found.seconds or found.meters
    for number in (found.weight, found.meters, found.rpe, found.rir):
        assert number is None or len(str(number)) <= 12, number
    for text in (found.exercise, found.workout, found.note, found.exercise_note):
        assert "\0" not in text
        assert "\x1b" not in text
        text.encode()
    assert msgspec.json.decode(msgspec.json.encode(found), type=ForeignSet) == found


def check_written(sets: list[ForeignSet]) -> None:
    """What was read can be written, and says the same again, but for what has no column."""
    inside = (one for one in sets if one.started.year < 8999)  # and ends in the calendar, too
    kept = [_without(one, one.started.replace(tzinfo=None)) for one in inside]
    back = read(b"".join(strong.write(kept, Unit.POUNDS)), Source.STRONG)
    assert [_bare(one) for one in back] == kept
    minutes = [_without(one, one.started.replace(second=0), minutes=True) for one in kept]
    back = read(b"".join(hevy.write(minutes, Unit.KILOGRAMS)), Source.HEVY)
    assert [_bare(one) for one in back] == minutes


def _without(one: ForeignSet, started: datetime, *, minutes: bool = False) -> ForeignSet:
    return _bare(
        msgspec.structs.replace(
            one,
            started=started,
            duration_s=(one.duration_s or 0) // 60 * 60 or None if minutes else one.duration_s,
            rir=None,
            note="",
            workout_note=one.workout_note.replace("\\n", "n"),
            exercise_note="",
        )
    )


def _bare(one: ForeignSet | Problem) -> ForeignSet:
    assert isinstance(one, ForeignSet), one
    return msgspec.structs.replace(one, line=0)


def attempt(number: int) -> tuple[int, str, str]:
    """A file's number, what became of it, and what went wrong with us ("" if nothing)."""
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        return number, examine(fuzzed(number)), ""
    except Exception as error:  # whatever it is, it should not have come out
        return number, "broke", f"{type(error).__name__}: {str(error)[:500]}"
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def _time_out(*_: object) -> None:
    raise Slow(f"not done after {SECONDS} s")


def _begin() -> None:
    signal.signal(signal.SIGALRM, _time_out)


def main(arguments: list[str]) -> int:
    """Run it, and print what became of the files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args(arguments)
    began = time.monotonic()
    numbers = range(options.first, options.first + options.files)
    broken: list[tuple[int, str, str]] = []
    outcomes: Counter[str] = Counter()
    with multiprocessing.Pool(options.processes, _begin) as pool:
        for outcome in pool.imap_unordered(attempt, numbers, chunksize=50):
            outcomes[outcome[1]] += 1
            if outcome[2]:
                broken.append(outcome)
    print(f"{options.files:,} files in {time.monotonic() - began:.0f} s")
    for what, count in outcomes.most_common():
        print(f"{count:>9,}  {what}")
    for number, _, fault in islice(sorted(broken), 20):
        print(f"file {number}: {fault}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
