"""Mending misspelled words: only towards words that are known, and only to the nearest."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice, product

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

NUMBER = re.compile(r"\d+(x\d+|[a-z]{0,3})")
"""Sets, reps, seconds and kilograms, as in "3x10", "5s" or "20kg"."""

SHORTEST = 5
"""Only swapped letters are mended in shorter words: those are too near to each other."""

LONG = 9
"""From this many letters on two errors are mended, below it one."""

SHORT_PARTS = 8
"""From this many letters on a word may be two that were written together."""

SPLIT_COST = 0.5
"""What a space too many or too few counts, in letters."""

MOST_READINGS = 8
"""Where several known words are equally near, no more combinations than this are looked at."""


class Mended(msgspec.Struct, frozen=True):
    """A name after mending.

    `readings` are what it may be, all equally near: `edits` letters were changed. Words that
    nothing known comes near stay as they are.
    """

    readings: tuple[tuple[str, ...], ...]
    edits: float = 0.0


class Spelling:
    """Mends words towards a vocabulary, but not towards its abbreviations."""

    def __init__(self, vocabulary: Iterable[str], abbreviations: frozenset[str]) -> None:
        self._known = frozenset(vocabulary)
        self._by_first: dict[str, list[str]] = {}
        for word in sorted(self._known - abbreviations):
            if len(word) >= SHORTEST - 1:
                self._by_first.setdefault(word[0], []).append(word)
        self._nearest = lru_cache(maxsize=4096)(self._find_nearest)

    def mend(self, words: Sequence[str]) -> Mended:
        """The words with those replaced that are nearly known; numbers are left out."""
        options: list[tuple[tuple[str, ...], ...]] = []
        edits = 0.0
        place = 0
        while place < len(words):
            word, joined = words[place], "".join(words[place : place + 2])
            place += 1
            if word in self._known:
                options.append(((word,),))
            elif NUMBER.fullmatch(word):
                continue
            elif place < len(words) and joined in self._known:
                options.append(((joined,),))
                edits += SPLIT_COST
                place += 1
            else:
                nearest, cost = self._nearest(word)
                options.append(nearest or ((word,),))
                edits += cost
        combined = islice(product(*options), MOST_READINGS)
        readings = tuple(tuple(word for part in one for word in part) for one in combined)
        return Mended(readings, edits)

    def _find_nearest(self, word: str) -> tuple[tuple[tuple[str, ...], ...], float]:
        """The known words that are nearest, or the two that it is made of, and the cost."""
        for cut in range(len(word) - 2, 1, -1):
            parts = (word[:cut], word[cut:])
            if len(word) >= SHORT_PARTS and self._known.issuperset(parts):
                return (parts,), SPLIT_COST
        for spelled in (word, f"{word}s"):  # the s may have been no plural's
            near = self._near(spelled)
            if near:
                best = near[0][1]
                return tuple((one,) for one, cost in near if cost == best), best
        return (), 0.0

    def _near(self, word: str) -> list[tuple[str, float]]:
        """Known words with few other letters, nearest first.

        The first letter is rarely the wrong one, and it keeps "plunge" from being a lunge.
        """
        if len(word) < SHORTEST - 1:
            return []
        allowed = 2 if len(word) >= LONG else 1
        among = self._by_first.get(word[0], [])
        near = process.extract(word, among, scorer=OSA.distance, score_cutoff=allowed, limit=6)
        return [
            (known, float(cost))
            for known, cost, _ in near
            if len(known) >= SHORTEST or sorted(known) == sorted(word)
        ]
