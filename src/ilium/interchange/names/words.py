"""Names as sets of words: spelling, order, plurals, abbreviations and languages set aside."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

import msgspec

MOST_WORDS = 24
"""Of a longer name only the beginning is read; the longest known name has 8 words."""

LONGEST_NAME = 200
"""Characters of a name that are compared. Taking a letter apart can make more of them."""


def normalised(name: str) -> str:
    """A name as it is compared: no case, accents, punctuation or surplus spaces.

    A name without letters and digits is compared as it is. What is compared has 1 to
    `LONGEST_NAME` characters, as it is what a person's choice is kept under.

    >>> normalised("  Hip-Thrusts (Barbell) "), normalised("!!!")
    ('hip thrusts barbell', '!!!')
    """
    plain = unicodedata.normalize("NFKD", name.replace("'", "").replace("’", ""))
    plain = unicodedata.normalize("NFKD", plain.casefold())
    kept = (c if c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    found = " ".join("".join(kept).split()) or " ".join(name.casefold().split())
    return found[:LONGEST_NAME].rstrip()


class Reading(msgspec.Struct, frozen=True):
    """A name as it was understood: the words that say which exercise, and the equipment."""

    words: frozenset[str]
    equipment: frozenset[str] = frozenset()


class Words:
    """The words of exercise names: what stands for what, and which say nothing.

    `same` holds spellings by the words that they stand for, `equipment` by the equipment.
    """

    def __init__(
        self,
        same: Mapping[str, Sequence[str]],
        equipment: Mapping[str, Sequence[str]],
        filler: Iterable[str],
    ) -> None:
        self._phrases: dict[tuple[str, ...], Reading] = {}
        for meaning, spellings in same.items():
            for spelling in spellings:
                self._add(spelling, Reading(frozenset(meaning.split())))
        for meaning, spellings in equipment.items():
            for spelling in spellings:
                self._add(spelling, Reading(frozenset(), frozenset({meaning})))
        self._longest = max(map(len, self._phrases))
        self._filler = frozenset(filler)
        self.vocabulary: set[str] = {word for phrase in self._phrases for word in phrase}
        self.vocabulary |= self._filler

    def _add(self, spelling: str, meaning: Reading) -> None:
        phrase = tuple(map(singular, normalised(spelling).split()))
        if self._phrases.setdefault(phrase, meaning) != meaning:
            raise ValueError(f"words.toml: {spelling!r} stands for two things")

    def learn(self, names: Iterable[str]) -> None:
        """Add the words of these names to the vocabulary."""
        for name in names:
            self.vocabulary.update(map(singular, normalised(name).split()))

    def split(self, name: str) -> tuple[str, ...]:
        """The single words of a name, in the singular; umlauts that were written out are folded.

        >>> Words({"x": ["y"]}, {}, ()).split("Hip Thrusts")
        ('hip', 'thrust')
        """
        words = map(singular, normalised(name).split()[:MOST_WORDS])
        return tuple(word if word in self.vocabulary else self._folded(word) for word in words)

    def _folded(self, word: str) -> str:
        folded = word.replace("ae", "a").replace("oe", "o").replace("ue", "u")
        return folded if folded in self.vocabulary else word

    def reading(self, words: Sequence[str]) -> Reading:
        """What single words mean together, the longest known phrase first."""
        meant: set[str] = set()
        equipment: set[str] = set()
        place = 0
        while place < len(words):
            size, phrase = self._phrase_at(words, place)
            if phrase is not None:
                meant |= phrase.words
                equipment |= phrase.equipment
            elif words[place] not in self._filler:
                meant.add(words[place])
            place += size
        return Reading(frozenset(meant), frozenset(equipment))

    def _phrase_at(self, words: Sequence[str], place: int) -> tuple[int, Reading | None]:
        for size in range(min(self._longest, len(words) - place), 0, -1):
            phrase = self._phrases.get(tuple(words[place : place + size]))
            if phrase is not None:
                return size, phrase
        return 1, None


def singular(word: str) -> str:
    """A word without the plural's s.

    >>> singular("raises"), singular("presses"), singular("press"), singular("abs")
    ('raise', 'press', 'press', 'ab')
    """
    if word.endswith(("sses", "ches", "shes")):
        return word[:-2]
    if len(word) > 2 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
