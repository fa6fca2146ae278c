"""What foreign exercise names mean.

A name is read as a set of words. It is known if exactly that set stands in a table, equipment
apart. A name that does not is mended (spelling, spaces) and freed of words that change nothing,
and is likely if the result stands in a table. Every other word counts: it makes another
exercise, so a name is never matched by resemblance alone. What is merely similar is offered as an
alternative, for the person to choose.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from ilium.anatomy import Region
from ilium.exercises import Catalogue
from ilium.exercises import catalogue as shipped
from ilium.interchange.names.lexicon import Found, Lexicon, lexicon
from ilium.interchange.names.loading import load_of
from ilium.interchange.names.model import Alternative, Certainty, Choice, NameMatch
from ilium.interchange.names.spelling import Spelling
from ilium.interchange.names.words import Reading, normalised

LIKELY_FROM = 0.8
"""The confidence from which a mended name is likely."""

DROPPED_COST = 0.03
"""What each word that changes nothing takes from the confidence."""

MOST_ALTERNATIVES = 5
SIMILAR_FROM = 62.0
"""Resemblance, 0 to 100, from which something is offered as an alternative."""
CONTRAST_COST = 25.0
"""What a word that contradicts the name takes from the resemblance."""

OTHER_TRAINING = "other training"


def match(
    names: Iterable[str], catalogue: Catalogue, chosen: Mapping[str, Choice]
) -> dict[str, NameMatch]:
    """What each name means, by the name as it was given.

    `chosen` holds what the person decided before, by name, however it is spelled. A choice of a
    variant that the catalogue does not have is passed over.

    >>> match(["Hip Thrust (Barbell)"], shipped(), {})["Hip Thrust (Barbell)"].choice
    Choice(variant='hip_thrust', load=<LoadKind.BARBELL: 'barbell'>)
    """
    matcher = _matcher(catalogue)
    decided = {normalised(name): choice for name, choice in chosen.items()}
    found: dict[str, NameMatch] = {}
    for name in names:
        choice = decided.get(normalised(name))
        if choice is not None and matcher.has(choice):
            found[name] = NameMatch(
                name=name, certainty=Certainty.CHOSEN, choice=choice, confidence=1.0
            )
        elif name not in found:
            found[name] = matcher.match(name)
    return found


def other_credits(name: str) -> Mapping[Region, float]:
    """What one set counts for compensators if the name is other training; nothing if unknown.

    >>> other_credits("Lying Leg Curl (Machine)")
    {<Region.HAMSTRINGS: 'hamstrings'>: 1.0}
    """
    found, _ = _matcher(shipped()).look_up(name)
    return dict(found.entry.credits) if found else {}


class Matcher:
    """Looks names up in a lexicon, mends them, and ranks what resembles them."""

    def __init__(self, known: Lexicon) -> None:
        self._lexicon = known
        self._spelling = Spelling(known.words.vocabulary, known.abbreviations)
        self._readings = tuple(known.entries)
        self._texts = [_text(reading) for reading in self._readings]
        self._meant = frozenset(word for one in self._readings for word in one.words)

    def has(self, choice: Choice) -> bool:
        """Whether a choice can be kept: other training, or a variant of the catalogue."""
        return choice.variant is None or self._lexicon.has(choice.variant)

    def match(self, name: str) -> NameMatch:
        """What one name means."""
        found, confidence = self.look_up(name)
        choice = found.choice if found else None
        if found is None or choice is None or confidence < LIKELY_FROM:
            alternatives = self._alternatives(name, found)
            return NameMatch(
                name=name,
                certainty=Certainty.UNCLEAR,
                choice=None,
                confidence=0.0,
                alternatives=alternatives,
            )
        if confidence < 1.0:
            others = (one for one in self._alternatives(name, None) if one.choice != choice)
            return NameMatch(
                name=name,
                certainty=Certainty.LIKELY,
                choice=choice,
                confidence=confidence,
                alternatives=tuple(others),
            )
        certainty = Certainty.OTHER if choice.variant is None else Certainty.KNOWN
        return NameMatch(name=name, certainty=certainty, choice=choice, confidence=1.0)

    def look_up(self, name: str) -> tuple[Found | None, float]:
        """What the tables say of a name, and the confidence that this is the name meant."""
        words = self._lexicon.words.split(name)
        found = self._known(name, words)
        return (found, 1.0) if found is not None else self._mended(words)

    def _known(self, name: str, words: Sequence[str]) -> Found | None:
        """What is found for the name as it stands."""
        known = self._lexicon
        written = known.written(name)
        found = known.find(known.words.reading(words))
        if written is not None:
            return written
        if found is not None and found.entry.certainty is Certainty.UNCLEAR:
            return found  # even if a variant has the name
        own, loaded = known.own(name), known.own_with_load(name)
        if loaded is not None and loaded.fits:
            return loaded
        # Of the same variant, the tables know the equipment as well.
        if own is not None and (found is None or found.entry.variants != own.entry.variants):
            return own
        return found or loaded

    def _mended(self, words: Sequence[str]) -> tuple[Found | None, float]:
        """What is found for the name once it is mended; nothing if that is not one thing."""
        mended = self._spelling.mend(words)
        readings = [self._lexicon.words.reading(spelled) for spelled in mended.readings]
        confidence = 1.0 - mended.edits / max(1, sum(map(len, words)))
        near = [one for one in map(self._without_harmless, readings) if one[0] is not None]
        choices = {found.choice for found, _ in near if found is not None}
        if len(choices) == 1:
            return near[0][0], confidence - DROPPED_COST * max(1, near[0][1])
        if choices:
            return None, 0.0
        # Not guessed at: the word that says so stands there as it is spelled.
        plain = self._lexicon.plainly_other(self._lexicon.words.reading(words), readings)
        return (plain, 1.0) if plain is not None else (None, 0.0)

    def _without_harmless(self, reading: Reading) -> tuple[Found | None, int]:
        """What is found for a reading, if need be without the words that change nothing."""
        kept = Reading(reading.words - self._lexicon.harmless, reading.equipment)
        for one in (reading, kept):
            found = self._lexicon.find(one)
            if found is not None:
                return found, len(reading.words) - len(one.words)
        return None, 0

    def _alternatives(self, name: str, found: Found | None) -> tuple[Alternative, ...]:
        """What the name may mean, best first: what the table says, then what resembles it."""
        if found is not None:
            return tuple(
                self._alternative(variant, found.equipment, 0.6 - 0.1 * place)
                for place, variant in enumerate(found.entry.variants[:MOST_ALTERNATIVES])
            )
        words = self._lexicon.words
        mended = self._spelling.mend(words.split(name))
        readings = [words.reading(spelled) for spelled in mended.readings]
        ranked: dict[str, float] = {}
        for place, score in (one for reading in readings for one in self._similar(reading)):
            entry = self._lexicon.entries[self._readings[place]]
            for variant in entry.variants or ("",):
                ranked[variant] = max(score, ranked.get(variant, 0.0))
        best = sorted(ranked.items(), key=lambda one: (-one[1], one[0]))[:MOST_ALTERNATIVES]
        return tuple(
            self._alternative(variant, readings[0].equipment, score / 100 * LIKELY_FROM)
            for variant, score in best
        )

    def _similar(self, reading: Reading) -> list[tuple[int, float]]:
        if reading.words.isdisjoint(self._meant):
            return []
        near = process.extract(
            _text(reading),
            self._texts,
            scorer=fuzz.token_sort_ratio,
            score_cutoff=SIMILAR_FROM,
            limit=20,
        )
        scored = ((place, score - self._against(reading, place)) for _, score, place in near)
        return [(place, score) for place, score in scored if score >= SIMILAR_FROM]

    def _against(self, reading: Reading, place: int) -> float:
        other = self._readings[place].words
        return CONTRAST_COST * sum(
            bool(reading.words & group and other & group and not reading.words & other & group)
            for group in self._lexicon.contrasts
        )

    def _alternative(
        self, variant: str, equipment: frozenset[str], confidence: float
    ) -> Alternative:
        if not variant:
            return Alternative(choice=Choice(), name=OTHER_TRAINING, confidence=confidence)
        load = load_of(equipment, self._lexicon.kinds(variant))
        return Alternative(
            choice=Choice(variant=variant, load=load),
            name=self._lexicon.catalogue.variant(variant).name,
            confidence=round(confidence, 3),
        )


def _text(reading: Reading) -> str:
    return " ".join((*sorted(reading.words), *sorted(reading.equipment)))


@lru_cache(maxsize=4)
def _matcher(catalogue: Catalogue) -> Matcher:
    return Matcher(lexicon(catalogue))
