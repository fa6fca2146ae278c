"""Hypothesis strategies for values of Ilium, as wild as the types allow."""

from datetime import UTC
from decimal import Decimal

from hypothesis import strategies as st

from ilium.anatomy import TARGETS, Region
from ilium.exercises.model import Limit, Role
from ilium.interchange.foreign import Source
from ilium.interchange.own import Export
from ilium.interchange.records import (
    AthleteRevision,
    BodyMeasurement,
    NameChoice,
    ProgrammeRevision,
    SessionChange,
    SetEvent,
    TrainingSession,
)
from ilium.loads import KILOGRAM_KINDS, Equipment, Inventory, Load, LoadKind, Unit
from ilium.planning.athlete import Athlete, Level, OtherTraining
from ilium.planning.programme import Block, Item, Programme, Session, Sides, Week, Weekday
from ilium.reasons import Reason
from ilium.training.performed import OtherSet, Pain, PerformedSet, SetKind, Side

texts = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40)
names = st.text("abcdefghijklmnopqrstuvwxyz_+", min_size=1, max_size=40)
times = st.datetimes(timezones=st.just(UTC))
finite = st.floats(allow_nan=False, allow_infinity=False, width=64)
weights = st.integers(0, 1_000_000).map(lambda grams: Decimal(grams) / 1000)
ids = st.uuids()
ranges = st.tuples(st.integers(0, 100), st.integers(0, 100)).map(lambda pair: tuple(sorted(pair)))

reasons = st.builds(
    Reason, names, st.dictionaries(names, st.one_of(texts, st.integers(-9999, 9999), finite))
)
some_reasons = st.lists(reasons, max_size=2).map(tuple)
enumerated = st.sampled_from


@st.composite
def loads(draw: st.DrawFn) -> Load:
    kind = draw(enumerated(LoadKind))
    if kind is LoadKind.BAND:
        return Load(kind, band=draw(texts))
    if kind in KILOGRAM_KINDS or (kind is LoadKind.BODYWEIGHT and draw(st.booleans())):
        return Load(kind, draw(weights))
    return Load(kind)


NO_SESSION = st.none()


def performed_sets(
    sessions: st.SearchStrategy = NO_SESSION,
) -> st.SearchStrategy[PerformedSet]:
    count = st.one_of(
        st.fixed_dictionaries({"reps": st.integers(0, 200)}),
        st.fixed_dictionaries({"seconds": st.integers(0, 3600)}),
    )
    rest = st.fixed_dictionaries(
        {
            "id": ids,
            "variant": names,
            "side": enumerated(Side),
            "load": loads(),
            "rir": st.none() | st.integers(0, 10),
            "felt": st.none() | enumerated(Region),
            "pain": st.none() | enumerated(Pain),
            "at": times,
            "role": enumerated(Role),
            "kind": enumerated(SetKind),
            "deload": st.booleans(),
            "session": sessions,
            "target_reps": st.none() | ranges,
            "target_rir": st.none() | ranges,
            "note": texts,
        }
    )
    return st.builds(lambda a, b: PerformedSet(**a, **b), rest, count)


inventories = st.builds(
    Inventory,
    bar=st.integers(1, 1_000_000).map(lambda grams: Decimal(grams) / 1000),
    bands=st.lists(texts, max_size=5, unique=True).map(tuple),
)


@st.composite
def athletes(draw: st.DrawFn) -> Athlete:
    wishes = draw(st.lists(names, max_size=6, unique=True))
    cut = draw(st.integers(0, len(wishes)))
    return Athlete(
        level=draw(enumerated(Level)),
        days=draw(st.integers(1, 4)),
        minutes=draw(st.integers(20, 180)),
        weeks=draw(st.integers(1, 16)),
        equipment=draw(st.frozensets(enumerated(Equipment))),
        inventory=draw(inventories),
        limits=draw(st.frozensets(enumerated(Limit))),
        avoid=frozenset(wishes[:cut]),
        insist=frozenset(wishes[cut:]),
        emphasis=draw(st.none() | enumerated(TARGETS)),
        body_mass=draw(st.integers(30_000, 300_000).map(lambda grams: Decimal(grams) / 1000)),
        unit=draw(enumerated(Unit)),
        other_training=OtherTraining(
            erector_spinae=draw(st.integers(0, 60)), hamstrings=draw(st.integers(0, 60))
        ),
    )


@st.composite
def items(draw: st.DrawFn) -> Item:
    counted = {draw(enumerated(["reps", "seconds"])): draw(ranges)}
    return Item(
        exercise=draw(names),
        modifiers=tuple(draw(st.lists(names, max_size=2))),
        sets=draw(st.integers(1, 9)),
        rir=draw(ranges),
        tempo=draw(texts),
        rest_s=draw(st.integers(0, 600)),
        sides=draw(enumerated(Sides)),
        minutes=draw(finite),
        reasons=draw(some_reasons),
        **counted,
    )


blocks = st.builds(
    Block, role=enumerated(Role), minutes=finite, items=st.lists(items(), max_size=2).map(tuple)
)
planned_sessions = st.builds(
    Session,
    day=st.integers(1, 4),
    weekday=enumerated(Weekday),
    minutes=finite,
    blocks=st.lists(blocks, max_size=2).map(tuple),
)
weeks = st.builds(
    Week,
    week=st.integers(1, 16),
    deload=st.booleans(),
    sessions=st.lists(planned_sessions, max_size=2).map(tuple),
)
regional = st.dictionaries(enumerated(Region), finite, max_size=4)
programmes = st.builds(
    Programme,
    weeks=st.lists(weeks, max_size=2).map(tuple),
    weekly_sets=regional,
    weekly_hard_sets=regional,
    band=st.dictionaries(enumerated(Region), ranges, max_size=3),
    notes=some_reasons,
)


def _several(strategy: st.SearchStrategy, most: int = 3) -> st.SearchStrategy[tuple]:
    return st.lists(strategy, max_size=most, unique_by=lambda record: record.id).map(tuple)


@st.composite
def body_measurements(draw: st.DrawFn) -> BodyMeasurement:
    girths = st.none() | st.integers(200, 2500).map(lambda millimetres: Decimal(millimetres) / 10)
    mass = draw(st.none() | st.integers(30_000, 300_000).map(lambda grams: Decimal(grams) / 1000))
    waist, hip, left, right = (draw(girths) for _ in range(4))
    if mass is waist is hip is left is right is None:
        waist = Decimal(70)
    return BodyMeasurement(
        id=draw(ids),
        on=draw(st.dates()),
        recorded_at=draw(times),
        removed=draw(st.booleans()),
        body_mass=mass,
        waist=waist,
        hip=hip,
        thigh_left=left,
        thigh_right=right,
    )


@st.composite
def name_choices(draw: st.DrawFn) -> NameChoice:
    variant = draw(st.none() | names)
    return NameChoice(
        name=draw(texts.filter(bool)),
        variant=variant,
        load=None if variant is None else draw(st.none() | enumerated(LoadKind)),
        at=draw(times),
    )


@st.composite
def other_sets(draw: st.DrawFn, sessions: st.SearchStrategy) -> OtherSet:
    reps = draw(st.none() | st.integers(0, 10_000))
    seconds = draw(st.none() | st.integers(0, 604_800))
    meters = st.integers(0, 1_000_000_000).map(lambda centimeters: Decimal(centimeters) / 100)
    uncounted = reps is None and seconds is None
    return OtherSet(
        id=draw(ids),
        session=draw(sessions),
        exercise=draw(texts.filter(bool)),
        at=draw(times),
        kind=draw(enumerated(SetKind)),
        kilograms=draw(st.none() | weights),
        reps=reps,
        seconds=seconds,
        meters=draw(meters if uncounted else st.none() | meters),
        rir=draw(st.none() | st.integers(0, 10)),
        note=draw(texts),
    )


@st.composite
def exports(draw: st.DrawFn) -> Export:
    """Everything of a person, every reference to something that is there."""
    planned: list[ProgrammeRevision] = []
    for id in draw(st.lists(ids, max_size=2, unique=True)):
        planned.append(
            ProgrammeRevision(
                id=id,
                origin=draw(enumerated([id, *(p.origin for p in planned)])),
                created=draw(times),
                start=draw(st.dates()),
                programme=draw(programmes),
                athlete=draw(athletes()),
            )
        )
    sessions = draw(_several(_sessions([p.id for p in planned])))
    session_ids = [session.id for session in sessions]
    changes = st.builds(
        SessionChange,
        id=ids,
        session=enumerated(session_ids or [None]),
        kind=names.map(lambda name: name[:32]),
        payload=st.dictionaries(
            texts, st.one_of(texts, st.integers(-9, 9), finite, st.booleans(), st.none())
        ),
        at=times,
    )
    in_session = st.none() | enumerated(session_ids) if session_ids else st.none()
    events = st.builds(
        SetEvent,
        id=ids,
        recorded_at=times,
        removed=st.booleans(),
        performed=performed_sets(in_session),
    )
    measurements = draw(_several(body_measurements()))
    return Export(
        measurements=measurements,
        athletes=draw(
            _several(st.builds(AthleteRevision, id=ids, created=times, athlete=athletes()))
        ),
        programmes=tuple(planned),
        sessions=sessions,
        changes=draw(_several(changes)) if session_ids else (),
        sets=draw(_several(events, 6)),
        others=draw(_several(other_sets(enumerated(session_ids)))) if session_ids else (),
        names=draw(st.lists(name_choices(), max_size=3, unique_by=lambda one: one.name).map(tuple)),
    )


@st.composite
def _sessions(draw: st.DrawFn, programme_ids: list) -> TrainingSession:
    begun = draw(times)
    return TrainingSession(
        id=draw(ids),
        programme=draw(enumerated([None, *programme_ids])),
        week=draw(st.none() | st.integers(1, 16)),
        day=draw(st.none() | st.integers(1, 4)),
        started_at=begun,
        finished_at=draw(
            st.none()
            | st.just(begun)
            | st.datetimes(begun.replace(tzinfo=None), timezones=st.just(UTC))
        ),
        zone=draw(st.sampled_from(["Europe/Berlin", "America/Chicago", "UTC"])),
        source=draw(enumerated(["", *(source.value for source in Source)])),
        title=draw(texts),
        note=draw(texts),
    )
