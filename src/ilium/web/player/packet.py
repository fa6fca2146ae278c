"""What the session player is sent: one JSON document with all that a session needs.

The player runs without a network, so the packet holds every set to do, every load that can be put
together with its text, and the templates of the reasons that the player's own rules may give.
`frontend/src/training/packet.ts` says the same in TypeScript, with the meaning of each field.

Weights are whole grams; a load finer than a gram cannot be kept by the diary either.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Literal
from uuid import UUID

import msgspec

from ilium.exercises.model import Laterality, Limit, Measure, Role
from ilium.interchange.records import SessionChange, SetEvent
from ilium.loads import Equipment, LoadKind, Unit
from ilium.planning.programme import Range, Sides, Weekday
from ilium.training.performed import Pain, SetKind, Side

PACKET_SCHEMA = "ilium.packet/1"
SUBSTITUTES_SCHEMA = "ilium.substitutes/1"
NEXT_SCHEMA = "ilium.next/1"


class Weight(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A load. `grams` is None for bands, for no load and for the bare body."""

    kind: LoadKind
    grams: int | None = None
    band: str | None = None


class Rung(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One load that can be put together, as it is shown and as it stands in a sentence.

    `named` is None where both are alike. `plates` are those on each end of a bar, empty for the
    bar alone, None for other loads.
    """

    grams: int | None
    band: str | None
    text: str
    named: str | None = None
    plates: str | None = None


class Loads(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The loads of one kind, lightest first."""

    kind: LoadKind
    rungs: tuple[Rung, ...]


class Target(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One set to do. `load` is None where the person has to find it first."""

    kind: SetKind
    side: Side
    load: Weight | None
    reps: Range | None
    seconds: Range | None
    rir: Range | None


class Asked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the item asks for, as far as the rules for the next set need it (`training.aim`)."""

    low: int
    high: int
    rir: Range
    felt: Range
    lanes: tuple[Side, ...]
    timed: bool


class Explained(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A reason as a sentence in the person's unit, and where its source can be read."""

    code: str
    text: str
    link: str | None = None
    source: str | None = None


class Mistake(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that goes wrong, and what to do about it."""

    fault: str
    fix: str


class Card(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A variant as it is taught; `figure` is the key of its drawing."""

    name: str
    exercise: str
    figure: str
    summary: str
    laterality: Laterality
    measure: Measure
    setup: tuple[str, ...]
    execution: tuple[str, ...]
    faults: tuple[Mistake, ...]
    modifiers: tuple[str, ...]
    cautions: tuple[str, ...]


class Figure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Start and end position of an exercise as SVG, and in words."""

    start: str | None
    end: str | None
    text: str


class LastSet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A set of the last time."""

    side: Side
    load: Weight
    reps: int | None
    seconds: int | None
    rir: int | None
    text: str


class LastTime(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The working sets of the last session with the variant, and the person's date of it."""

    date: date
    sets: tuple[LastSet, ...]


class Maximum(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An estimated one-repetition maximum and its standard deviation."""

    grams: int
    deviation_grams: int
    text: str


class Harder(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An exercise to move on to."""

    exercise: str
    name: str


class PacketStation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One item of the session, with what to do and how."""

    role: Role
    variant: str
    sides: Sides
    needs: tuple[Equipment, ...]
    tempo: str
    rest_s: int
    minutes: float
    line: str
    sets: tuple[Target, ...]
    reasons: tuple[Explained, ...]
    last: LastTime | None
    estimates: dict[Side, Maximum]
    aim: Asked | None
    ladder: str | None
    calibrating: bool
    light: bool
    after_pain: str
    suggest: Harder | None
    item: str


class PacketSession(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The session that the packet is for, begun or not."""

    id: UUID
    programme: UUID
    week: int
    weeks: int
    day: int
    weekday: Weekday
    deload: bool
    minutes: float
    on: date
    when: str
    due: bool
    started_at: datetime | None
    finished_at: datetime | None


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place that can hurt."""

    pain: Pain
    name: str


class FeltPlace(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A place where a drill can be felt; `target` tells whether it was meant for it."""

    region: str
    place: str
    name: str
    target: bool


class Words(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The player's fixed sentences (`words.toml`)."""

    reserve: str
    pain_where: str
    pain_noted: str
    pain_elsewhere: str
    nothing_stands_in: str
    felt_where: str
    felt_elsewhere: str
    next_time_offline: str


class Shelf(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stations refer to, each once: cards by variant, figures by key, loads by kind."""

    cards: dict[str, Card]
    figures: dict[str, Figure]
    ladders: dict[str, Loads]


class Packet(Shelf, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole session. `sets` are the newest versions, removals too; `stations` and `skipped`
    have `changes` made, and `replaced` are the stations that those took out.
    """

    schema: Literal["ilium.packet/1"] = PACKET_SCHEMA
    person: UUID
    made_at: datetime
    zone: str
    unit: Unit
    session: PacketSession
    stations: tuple[PacketStation, ...]
    sets: tuple[SetEvent, ...]
    changes: tuple[SessionChange, ...]
    skipped: tuple[str, ...]
    replaced: tuple[PacketStation, ...]
    places: tuple[Place, ...]
    felt: tuple[FeltPlace, ...]
    sentences: Mapping[str, str]
    words: Words


class PacketSubstitute(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A station that may take an item's place, by its key, with the item and its own reasons.

    `broken` says which rules of the plan a full week breaks with it; none if it fits.
    """

    station: str
    item: str
    reasons: tuple[Explained, ...]
    broken: tuple[Explained, ...]


class SubstituteLists(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The substitutes of one item, best first: when its equipment is taken, when it hurts."""

    variant: str
    busy: tuple[PacketSubstitute, ...]
    pain: dict[Limit, tuple[PacketSubstitute, ...]]


class PacketSubstitutes(Shelf, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The substitutes of a session; `lists` in the order of its stations.

    `stations` lack the reasons of the swap and the item, which come with the entry of a list.
    """

    schema: Literal["ilium.substitutes/1"] = SUBSTITUTES_SCHEMA
    person: UUID
    session: UUID
    made_at: datetime
    lists: tuple[SubstituteLists, ...]
    stations: dict[str, PacketStation]


class NextItem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An item as it will be next time, and why."""

    variant: str
    name: str
    role: Role
    line: str
    reasons: tuple[Explained, ...]


class NextTime(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What changed for next time. `week` and `on` are None when nothing like it comes again."""

    schema: Literal["ilium.next/1"] = NEXT_SCHEMA
    session: UUID
    week: int | None
    on: date | None
    items: tuple[NextItem, ...]
