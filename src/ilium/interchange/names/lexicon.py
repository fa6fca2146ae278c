"""All known names of one catalogue, by what they read as."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations

import msgspec

from ilium.anatomy import Region
from ilium.exercises import Catalogue, UnknownVariant
from ilium.exercises.model import Exercise, Variant
from ilium.interchange.names import tables
from ilium.interchange.names.loading import kinds, load_of, only_kind
from ilium.interchange.names.model import Certainty, Choice
from ilium.interchange.names.tables import InvalidNames
from ilium.interchange.names.words import Reading, Words, normalised
from ilium.loads import LoadKind

WRITTEN = re.compile(rf"([a-z0-9_+]+) \[({'|'.join(LoadKind)})\]")
"""How Ilium writes a variant and its load where no other name says both: "clamshell [plate]"."""

NOTHING: Mapping[Region, float] = {}


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What the tables say of one name: known, other training, or unclear."""

    name: str
    certainty: Certainty
    variants: tuple[str, ...]  # the one it is, or those that it may be; "" is other training
    credits: Mapping[Region, float] = NOTHING


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as one name speaks of it: with its equipment.

    `fits` says whether the variant can be loaded so; if not it is only something similar.
    """

    entry: Entry
    equipment: frozenset[str] = frozenset()
    load: LoadKind | None = None
    fits: bool = True

    @property
    def choice(self) -> Choice | None:
        """What the name stands for, None where the person has to say."""
        if self.entry.certainty is Certainty.OTHER:
            return Choice()
        if self.entry.certainty is Certainty.UNCLEAR or not self.fits:
            return None
        return Choice(variant=self.entry.variants[0], load=self.load)


class Lexicon:
    """The names of a catalogue and of the tables.

    Raises:
        InvalidNames: a table names an unknown variant, or two tables say different things.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        table = tables.words()
        self.catalogue = catalogue
        self.harmless = table.words.harmless
        self.abbreviations = table.words.abbreviations
        self.contrasts = table.words.contrasts
        self.words = Words(table.same, table.equipment, table.words.filler)
        self.words.learn(self.harmless)
        self.entries: dict[Reading, Entry] = {}
        self._own: dict[str, str] = {}
        self._kinds: dict[str, dict[str, LoadKind]] = {}
        for entry in _entries(catalogue):
            self.words.learn((entry.name,))
            self._add(entry)
        for exercise in catalogue.exercises:
            for variant in _variants(catalogue, exercise):
                self._own[variant.id] = variant.id
                self._own[normalised(variant.name)] = variant.id
                self._own[normalised(variant.id)] = variant.id

    def _add(self, entry: Entry) -> None:
        reading = self.words.reading(self.words.split(entry.name))
        if not reading.words:
            raise InvalidNames(f"{entry.name!r} has no word that says which exercise")
        known = self.entries.setdefault(reading, entry)
        if known.certainty is Certainty.UNCLEAR and entry.certainty is not Certainty.UNCLEAR:
            return
        if _said(known) != _said(entry):
            raise InvalidNames(f"{entry.name!r} and {known.name!r} read alike and differ")

    def own(self, name: str) -> Found | None:
        """A variant under the name that Ilium gives it."""
        variant = self._own.get(normalised(name))
        return None if variant is None else self._found(_known(name, variant), frozenset())

    def own_with_load(self, name: str) -> Found | None:
        """A variant under the name that Ilium gives it, with the equipment in brackets."""
        head, bracket, load = name.partition(" (")
        variant = self._own.get(normalised(head))
        reading = self.words.reading(self.words.split(load))
        if variant is None or not bracket or reading.words or len(reading.equipment) != 1:
            return None
        return self._found(_known(name, variant), reading.equipment)

    def written(self, name: str) -> Found | None:
        """A variant and its load as Ilium writes them where no other name says both."""
        parts = WRITTEN.fullmatch(name.strip())
        if parts is None or parts[1] not in self._own:
            return None
        return Found(entry=_known(name, self._own[parts[1]]), load=LoadKind(parts[2]))

    def has(self, variant: str) -> bool:
        """Whether the catalogue has the variant."""
        try:
            return self.catalogue.variant(variant).id == variant
        except UnknownVariant:
            return False

    def kinds(self, variant: str) -> dict[str, LoadKind]:
        """The equipment words for a variant."""
        if variant not in self._kinds:
            also = tables.aliases().get(variant.partition("+")[0])
            self._kinds[variant] = kinds(self.catalogue.variant(variant), also.also if also else ())
        return self._kinds[variant]

    def find(self, reading: Reading) -> Found | None:
        """The entry of a reading: with all of its equipment, or else with as much as there is."""
        for equipment in _parts(reading.equipment):
            entry = self.entries.get(Reading(reading.words, equipment))
            if entry is not None:
                return self._found(entry, reading.equipment, own=equipment)
        return None

    def plainly_other(self, reading: Reading, mended: Iterable[Reading]) -> Found | None:
        """Other training, if one of the words says so and none, mended or not, is of the hip."""
        plain = tables.other().plain
        hip = any(one.words & plain.hip for one in (reading, *mended))
        if hip or not reading.words & plain.words:
            return None
        name = " ".join(sorted(reading.words))
        entry = Entry(name=name, certainty=Certainty.OTHER, variants=())
        return Found(entry=entry, equipment=reading.equipment)

    def _found(
        self, entry: Entry, equipment: frozenset[str], own: frozenset[str] = frozenset()
    ) -> Found:
        if entry.certainty is not Certainty.KNOWN:
            return Found(entry=entry, equipment=equipment)
        variant = entry.variants[0]
        known = self.kinds(variant)
        load = load_of(equipment, known)
        if load is None:
            load = only_kind(self.catalogue.variant(variant))
        fits = all(word in known or word in own or word == "weighted" for word in equipment)
        return Found(entry=entry, equipment=equipment, load=load, fits=fits)


@lru_cache(maxsize=4)
def lexicon(catalogue: Catalogue) -> Lexicon:
    """The lexicon of a catalogue, made once."""
    return Lexicon(catalogue)


def _known(name: str, variant: str) -> Entry:
    return Entry(name=name, certainty=Certainty.KNOWN, variants=(variant,))


def _said(entry: Entry) -> tuple[Certainty, tuple[str, ...], Mapping[Region, float]]:
    """What an entry says, by whatever name."""
    return entry.certainty, entry.variants, entry.credits


def _entries(catalogue: Catalogue) -> Iterator[Entry]:
    """Unclear names first: they hold even where the catalogue has a variant of that name."""
    for row in tables.unclear():
        for name in row.names:
            _check(catalogue, name, row.candidates)
            yield Entry(
                name=name,
                certainty=Certainty.UNCLEAR,
                variants=row.candidates,
                credits=row.credits,
            )
    for variant, row in tables.aliases().items():
        for name in row.every:
            _check(catalogue, name, (variant,))
            yield _known(name, variant)
    for exercise in catalogue.exercises:
        for name in (exercise.name, *exercise.aliases, exercise.id):
            yield _known(name, exercise.id)
    for row in tables.other().training:
        for name in row.names:
            yield Entry(name=name, certainty=Certainty.OTHER, variants=(), credits=row.credits)


def _check(catalogue: Catalogue, name: str, variants: Iterable[str]) -> None:
    for variant in filter(None, variants):
        try:
            known = catalogue.variant(variant)
        except UnknownVariant as error:
            raise InvalidNames(f"{name!r}: {error}") from error
        if known.id != variant:
            raise InvalidNames(f"{name!r}: {variant!r} is written {known.id!r}")


def _variants(catalogue: Catalogue, exercise: Exercise) -> Iterator[Variant]:
    """Every combination of an exercise's modifiers that there can be."""
    ids = [modifier.id for modifier in exercise.modifiers]
    for count in range(len(ids) + 1):
        for chosen in combinations(ids, count):
            try:
                yield catalogue.variant("+".join((exercise.id, *chosen)))
            except UnknownVariant:
                continue  # modifiers that exclude each other


def _parts(equipment: frozenset[str]) -> Iterator[frozenset[str]]:
    """The equipment words, then ever fewer of them; of too many none can be meant."""
    if len(equipment) > 3:
        yield equipment
        return
    for count in range(len(equipment), -1, -1):
        for part in combinations(sorted(equipment), count):
            yield frozenset(part)
