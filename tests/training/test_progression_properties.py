"""What holds for every history, not only for the examples."""

import json
from collections.abc import Sequence
from decimal import Decimal
from itertools import chain, combinations
from random import Random
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from lifting import START, code, exposure, item, today, variant

from ilium.exercises.model import Role
from ilium.loads import Equipment, Inventory, LoadKind
from ilium.planning.programme import Item, Sides
from ilium.reasons import sentence
from ilium.training.adaptation import next_set
from ilium.training.loadable import ladder
from ilium.training.performed import Pain, PerformedSet, SetKind
from ilium.training.prescription import Prescription

Exposure = tuple[PerformedSet, ...]

SMALL = Inventory(
    plates=tuple(Decimal(plate) for plate in ("20", "10", "10", "5", "2.5", "1.25")),
    dumbbells=tuple(Decimal(n) for n in (2, 4, 6, 8, 10, 15, 20)),
    kettlebells=(Decimal(8), Decimal(12), Decimal(20)),
)
HANDS = frozenset({Equipment.DUMBBELLS})
KINDS = (
    LoadKind.BARBELL,
    LoadKind.DUMBBELL,
    LoadKind.KETTLEBELL,
    LoadKind.STACK,
    LoadKind.PLATE,
    LoadKind.BAND,
    LoadKind.BODYWEIGHT,
    LoadKind.NONE,
)
RESERVES = st.sampled_from([None, 0, 1, 1, 2, 2, 2, 3, 3, 5, 10])
REPS = st.integers(0, 32)


def owned(kind: LoadKind) -> list[Any]:
    """The loads of a kind, as `exposure` takes them."""
    rungs = ladder(kind, SMALL, HANDS).loads
    return [load.band if kind is LoadKind.BAND else load.kilograms for load in rungs]


@st.composite
def sessions(
    draw: st.DrawFn,
    kind: LoadKind,
    *,
    each: bool = False,
    plain: bool = True,
    least: int = 0,
    most: int = 6,
) -> list[Exposure]:
    """Sessions some days apart. `plain` ones count all; others may hurt, be light or be drills."""
    loads = owned(kind)
    sides = ("left", "right") if each else ("both",)
    found: list[Exposure] = []
    day, place = 0, draw(st.integers(0, len(loads) - 1))
    for _ in range(draw(st.integers(least, most))):
        day += draw(st.integers(2, 6) if plain else st.sampled_from([1, 3, 4, 15, 25, 50, 90]))
        # Mostly the same load again, sometimes a neighbour, sometimes mixed within the session.
        place = max(0, min(len(loads) - 1, place + draw(st.sampled_from([0, 0, 0, 1, 1, -1, 4]))))
        mixed = draw(st.integers(0, 4)) == 0
        usual, reserve = draw(st.sampled_from([0, 6, 9, 12, 13, 16, 20])), draw(RESERVES)
        wild = draw(st.integers(0, 3)) == 0
        sets = [
            (
                loads[max(0, place - draw(st.integers(0, 1))) if mixed else place],
                draw(REPS) if wild else usual,
                draw(RESERVES) if wild else reserve,
                side,
            )
            for _ in range(draw(st.integers(1, 4)))
            for side in sides
        ]
        low = draw(st.integers(5, 14))
        target = draw(st.sampled_from([None, (8, 12), (low, low + 2)]))
        pain = None if plain else draw(st.sampled_from([None, None, None, Pain.KNEE]))
        deload = not plain and draw(st.integers(0, 4)) == 0
        role = Role.HEAVY if plain else draw(st.sampled_from([Role.HEAVY, Role.ISOLATION]))
        found.append(
            exposure(day, *sets, kind=kind, target=target, pain=pain, deload=deload, role=role)
        )
    return found


@st.composite
def cases(
    draw: st.DrawFn, *, weighed: bool = False, **more: Any
) -> tuple[LoadKind, Item, list[Exposure]]:
    """A kind of load, an item and sessions."""
    kind = draw(st.sampled_from(KINDS[:4] if weighed else KINDS))
    low = draw(st.sampled_from([6, 8, 10]))
    high = low + draw(st.integers(0, 5))
    each = draw(st.booleans())
    sides = Sides.EACH if each else Sides.BOTH
    rir = draw(st.sampled_from([(0, 2), (1, 3), (2, 3), (2, 2)]))
    what = item(low, high, sets=draw(st.integers(1, 4)), sides=sides, rir=rir)
    return kind, what, draw(sessions(kind, each=each, **more))


def plan(kind: LoadKind, what: Item, done: Sequence[Exposure], **day: Any) -> Prescription:
    return today(
        *done, what=what, how=variant(kind, share=0.3), inventory=SMALL, equipment=HANDS, **day
    )


def value(prescription: Prescription) -> Decimal:
    """The working load on its ladder."""
    load = next(one.load for one in prescription.sets if one.kind is SetKind.WORKING)
    assert load is not None
    found = ladder(load.kind, SMALL, HANDS).value_of(load)
    assert found is not None
    return found


def values(done: Sequence[PerformedSet]) -> list[Decimal]:
    """The loads lifted, on their ladder."""
    found = [ladder(one.load.kind, SMALL, HANDS).value_of(one.load) for one in done]
    return [one for one in found if one is not None]


def last_day(done: Sequence[Exposure]) -> int:
    """Days from the start to the latest session."""
    return max(((one.at.date() - START).days for sets in done for one in sets), default=0)


def changed(done: Exposure, **change: Any) -> Exposure:
    return tuple(msgspec.structs.replace(one, **change) for one in done)


BAR = {
    20 + 2 * sum(choice, Decimal(0))
    for choice in chain.from_iterable(combinations(SMALL.plates, n) for n in range(7))
}


@given(cases(plain=False), st.booleans(), st.sampled_from([2, 3, 7, 15, 30, 100]))
def test_every_load_can_be_loaded(
    case: tuple[LoadKind, Item, list[Exposure]], deload: bool, later: int
) -> None:
    kind, what, done = case
    found = plan(kind, what, done, deload=deload, first_heavy=True, on=last_day(done) + later)
    for one in found.sets:
        assert one.load is not None
        if kind is LoadKind.BARBELL:
            assert one.load.kilograms in BAR
        elif kind is LoadKind.BAND:
            assert one.load.band in SMALL.bands
        elif kind is LoadKind.BODYWEIGHT:
            assert one.load.kilograms is None or one.load.kilograms in SMALL.dumbbells
        elif kind is LoadKind.STACK:
            assert one.load.kilograms in [5 * n for n in range(1, 21)]
        elif kind is not LoadKind.NONE:
            rack = {
                LoadKind.DUMBBELL: SMALL.dumbbells,
                LoadKind.KETTLEBELL: SMALL.kettlebells,
                LoadKind.PLATE: SMALL.plates,
            }[kind]
            assert one.load.kilograms in rack


@given(cases(), st.data())
def test_never_above_what_was_asked_after_less_was_lifted(
    case: tuple[LoadKind, Item, list[Exposure]], data: st.DataObject
) -> None:
    kind, what, done = case
    before = plan(kind, what, done)
    asked = value(before)
    lighter = [
        load
        for load, rung in zip(owned(kind), ladder(kind, SMALL, HANDS).values, strict=True)
        if rung < asked
    ]
    if not lighter:
        return
    load = data.draw(st.sampled_from(lighter))
    day = last_day(done) + 3
    sides = ("left", "right") if what.sides is Sides.EACH else ("both",)
    reps, rir = data.draw(REPS), data.draw(RESERVES)
    less = exposure(
        day,
        *[(load, reps, rir, side) for _ in range(what.sets) for side in sides],
        kind=kind,
        target=before.sets[0].reps,
    )
    assert value(plan(kind, what, [*done, less])) <= asked


@given(cases(least=1), st.data())
def test_never_up_after_a_miss(
    case: tuple[LoadKind, Item, list[Exposure]], data: st.DataObject
) -> None:
    kind, what, done = case
    last = changed(done[-1], target_reps=None, load=done[-1][0].load)
    place = data.draw(st.integers(0, len(last) - 1))
    failed = msgspec.structs.replace(last[place], reps=data.draw(st.integers(0, 5)))
    missed = (*last[:place], failed, *last[place + 1 :])
    assert value(plan(kind, what, [*done[:-1], missed])) <= values(missed)[0]


@given(cases(least=1))
def test_never_up_after_pain(case: tuple[LoadKind, Item, list[Exposure]]) -> None:
    kind, what, done = case
    hurt = [*done[:-1], changed(done[-1], pain=Pain.SIDE_OF_HIP)]
    found = plan(kind, what, hurt)
    assert value(found) <= min(values(hurt[-1]))
    assert code(found) == "pain_lighter"


@given(cases(least=1, most=5), st.data())
def test_light_sets_change_nothing(
    case: tuple[LoadKind, Item, list[Exposure]], data: st.DataObject
) -> None:
    kind, what, done = case
    place = data.draw(st.integers(0, len(done) - 1))
    light = data.draw(
        st.lists(st.tuples(st.sampled_from(owned(kind)), REPS, RESERVES), min_size=1, max_size=3)
    )
    day = last_day(done[: place + 1])
    added = exposure(day, *light, kind=kind, deload=True)
    if what.sides is Sides.BOTH:
        assert plan(kind, what, done) == plan(
            kind, what, [*done[:place], (*done[place], *added), *done[place + 1 :]]
        )
    # Nor does a light session of its own, between two others.
    if place:
        between = changed(exposure(day - 1, *light, kind=kind, deload=True), session=UUID(int=9**9))
        assert value(plan(kind, what, [*done[:place], between, *done[place:]])) == value(
            plan(kind, what, done)
        )


@given(cases(least=1), st.data())
def test_more_reps_never_give_less_load(
    case: tuple[LoadKind, Item, list[Exposure]], data: st.DataObject
) -> None:
    kind, what, done = case
    better = tuple(
        msgspec.structs.replace(one, reps=(one.reps or 0) + data.draw(st.integers(0, 6)))
        for one in done[-1]
    )
    before, after = (value(plan(kind, what, [*done[:-1], last])) for last in (done[-1], better))
    assert after >= before


@given(cases(weighed=True, least=1))
def test_a_rise_is_small_or_the_next_load(
    case: tuple[LoadKind, Item, list[Exposure]],
) -> None:
    kind, what, done = case
    found = plan(kind, what, done)
    if not code(found).startswith("load_up"):
        return
    base = min(values(done[-1]))
    rungs = ladder(kind, SMALL, HANDS)
    assert base < value(found)
    assert value(found) <= base * Decimal("1.10") or value(found) == rungs.next_above(
        base * Decimal("1.02")
    )


@given(cases(plain=False), st.randoms(use_true_random=False))
def test_the_order_in_which_sets_are_given_does_not_matter(
    case: tuple[LoadKind, Item, list[Exposure]], random: Random
) -> None:
    kind, what, done = case
    shuffled = [one for sets in done for one in sets]
    random.shuffle(shuffled)
    assert plan(kind, what, done) == plan(kind, what, [tuple(shuffled)])


@given(cases(least=1), st.randoms(use_true_random=False))
def test_the_order_in_which_sets_were_done_does_not_matter(
    case: tuple[LoadKind, Item, list[Exposure]], random: Random
) -> None:
    kind, what, done = case
    last = list(done[-1])
    random.shuffle(last)
    turned = tuple(
        msgspec.structs.replace(one, at=when.at, id=when.id)
        for one, when in zip(last, done[-1], strict=True)
    )
    assert value(plan(kind, what, done)) == value(plan(kind, what, [*done[:-1], turned]))


@given(cases(plain=False))
def test_the_same_question_has_the_same_answer(
    case: tuple[LoadKind, Item, list[Exposure]],
) -> None:
    first, second = plan(*case), plan(*case)
    assert msgspec.json.encode(first) == msgspec.json.encode(second)


@given(cases(plain=False), st.booleans(), st.sampled_from([2, 3, 7, 15, 30, 100]))
def test_every_number_has_a_reason_that_reads(
    case: tuple[LoadKind, Item, list[Exposure]], deload: bool, away: int
) -> None:
    kind, what, done = case
    found = plan(kind, what, done, deload=deload, first_heavy=True, on=last_day(done) + away)
    for reason in found.reasons:
        event(reason.code)
        text = sentence(reason)
        assert text.endswith(".")
        assert "{" not in text
        assert "!" not in text
        json.dumps(reason.inputs)
    assert len({reason.code for reason in found.reasons}) == len(found.reasons)


@given(cases(plain=False), st.data())
def test_a_session_ends_with_loadable_sets_throughout(
    case: tuple[LoadKind, Item, list[Exposure]], data: st.DataObject
) -> None:
    kind, what, done = case
    day = last_day(done) + 3
    found = plan(kind, what, done, first_heavy=True, on=day)
    own = set(ladder(kind, SMALL, HANDS).loads)
    today_done: list[PerformedSet] = []
    for _ in range(len(found.sets)):
        following = next_set(found, today_done, what, variant(kind, share=0.3), SMALL, HANDS)
        assert sentence(following.reason)
        target = following.target
        assert target is not None
        assert target.load in own
        assert target.reps is not None
        assert 0 < target.reps[0] <= target.reps[1]
        (one,) = exposure(day, (None, 0, None), kind=LoadKind.NONE)
        today_done.append(
            msgspec.structs.replace(
                one,
                id=UUID(int=len(today_done)),
                load=target.load,
                side=target.side,
                kind=target.kind,
                reps=data.draw(REPS),
                rir=data.draw(RESERVES),
            )
        )
    final = next_set(found, today_done, what, variant(kind), SMALL, HANDS)
    assert (final.target, final.reason.code) == (None, "item_done")


@pytest.mark.parametrize("number", [200, 5000])
def test_a_long_history_is_no_different(number: int) -> None:
    recent = [exposure(20_000 + 3 * n, *[(60, 10, 2)] * 3) for n in range(70)]
    long = [exposure(n, (80, 12, 2)) for n in range(number)]
    assert today(*long, *recent) == today(*recent)
