"""The planner's small parts: halving, least changes, durations, numbers and their sources."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilium import evidence
from ilium.anatomy import TARGETS, Region
from ilium.exercises import catalogue
from ilium.exercises.model import Role
from ilium.loads import Equipment
from ilium.planning import Athlete, Level, plan
from ilium.planning.candidates import candidates, undominated
from ilium.planning.deload import halved
from ilium.planning.dose import doses
from ilium.planning.likeness import ALIKE, likeness
from ilium.planning.linear import Linear
from ilium.planning.smallest import smallest_number, smallest_set
from ilium.planning.solver import NotSolved, solve
from ilium.reasons import sentence, templates

ITEMS = st.lists(
    st.tuples(st.integers(2, 5), st.fixed_dictionaries({r: st.integers(0, 2) for r in TARGETS})),
    max_size=9,
)


def off(items: list[tuple[int, dict[Region, int]]], kept: tuple[int, ...]) -> int:
    """How far a deload is from half, as the module's documentation defines it."""
    up = [2 * n - sets for n, (sets, _) in zip(kept, items, strict=True)]
    return abs(sum(up)) + sum(
        abs(sum(u * halves[r] for u, (_, halves) in zip(up, items, strict=True))) for r in TARGETS
    )


@given(ITEMS)
def test_no_rounding_comes_nearer_to_half(items: list[tuple[int, dict[Region, int]]]) -> None:
    kept = halved(items)
    choices = [sorted({sets // 2, (sets + 1) // 2}) for sets, _ in items]
    assert all(n in choice for n, choice in zip(kept, choices, strict=True))
    assert min(kept, default=1) >= 1
    assert off(items, kept) == min(off(items, other) for other in product(*choices))


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 60))
def test_the_smallest_number_is_found(low: int, high: int, threshold: int) -> None:
    found = smallest_number(low, high, lambda n: n >= threshold)
    expected = [n for n in range(low, high + 1) if n >= threshold]
    assert found == (expected[0] if expected else None)


@given(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_the_smallest_set_holds_what_is_needed_and_no_more(one: set[int], other: set[int]) -> None:
    def fits(chosen: tuple[int, ...]) -> bool:
        return one <= set(chosen) or other <= set(chosen)

    found = smallest_set(range(10), fits)
    assert found is not None
    assert fits(found)
    assert all(not fits(tuple(set(found) - {thing})) for thing in found)


def test_a_set_that_nothing_makes_fit_is_none() -> None:
    assert smallest_set("abc", lambda _: False) is None


def test_pruned_variants_are_no_loss() -> None:
    athlete = Athlete(equipment=frozenset(Equipment))
    found = candidates(athlete, catalogue(), doses())
    kept = undominated(found)
    assert len(kept) < len(found)
    for one in found:
        if one not in kept:
            better = [
                other
                for other in kept
                if other.exercise.id == one.exercise.id
                and other.role is one.role
                and other.points <= one.points
                and other.tenths(3, first_heavy=True) <= one.tenths(3, first_heavy=True)
                and all(other.halves.get(r, 0) == one.halves.get(r, 0) for r in TARGETS)
            ]
            assert better, one.key


def test_only_repetitions_make_drills_and_heavy_work() -> None:
    for one in candidates(Athlete(equipment=frozenset(Equipment)), catalogue(), doses()):
        if one.role is Role.ISOLATION:
            assert (one.pace.reps is None) != (one.pace.seconds is None)
        else:
            assert one.pace.reps is not None
        if one.role is Role.HEAVY:
            assert one.exercise.multi_joint


def test_every_exercise_is_like_itself_and_less_like_any_other() -> None:
    found = undominated(candidates(Athlete(equipment=frozenset(Equipment)), catalogue(), doses()))
    for one in found[:20]:
        assert likeness(one, one) == ALIKE
        assert all(likeness(one, other) <= ALIKE for other in found)


@pytest.mark.parametrize(
    ("dose", "ours"),
    [
        ("weekly_sets_minimum", lambda d: d.limits.minimum_hard_sets),
        ("weekly_sets_aim", lambda d: d.bands[Level.INTERMEDIATE]),
        ("session_sets_cap", lambda d: d.limits.session_sets),
        ("rep_range_heavy", lambda d: d.blocks[Role.HEAVY].reps),
        ("rep_range_isolation", lambda d: d.blocks[Role.ISOLATION].reps),
        ("rep_range_activation", lambda d: d.blocks[Role.ACTIVATION].reps),
        ("activation_minutes", lambda d: d.blocks[Role.ACTIVATION].minutes),
        ("activation_sets", lambda d: d.blocks[Role.ACTIVATION].sets),
        ("ramp_set_reps", lambda d: d.ramp.reps),
    ],
)
def test_the_planner_uses_the_numbers_of_the_evidence(dose: str, ours: object) -> None:
    value = ours(doses())  # pyright: ignore
    known = evidence.dose(dose)
    assert (value if isinstance(value, tuple) else (value, value)) == (known.low, known.high)


def test_rests_effort_and_deload_stay_within_the_evidence() -> None:
    numbers = doses()
    isolation, heavy = evidence.dose("rest_isolation"), evidence.dose("rest_heavy")
    rests = numbers.rest_s
    assert {rests.isolation_both, rests.isolation_each} == {isolation.low, isolation.high}
    assert heavy.low == rests.heavy_each < rests.heavy_both < rests.heavy_barbell == heavy.high
    reserve = evidence.dose("rir_target")
    for level in Level:
        for half in (numbers.rir[level].first, numbers.rir[level].second):
            assert reserve.low <= half[0] <= half[1] <= reserve.high
    cut = evidence.dose("deload_cut")
    assert cut.low <= 100 * (1 - numbers.deload.share_of_sets) <= cut.high
    highest = max(high for _, high in numbers.bands.values())
    assert highest == evidence.dose("weekly_sets_ceiling").high


def test_the_solver_says_what_is_infeasible_and_what_it_cannot_solve() -> None:
    linear = Linear()
    one = linear.variable(upper=3, cost=-2, integer=True)
    linear.row([(one, 2)], high=5)
    assert solve(linear) == [2]
    linear.row([(one, 1)], low=4)
    assert solve(linear) is None
    endless = Linear()
    endless.variable(cost=-1)
    with pytest.raises(NotSolved):
        solve(endless)


@settings(max_examples=1, deadline=None)
@given(st.just(Athlete(equipment=frozenset(Equipment), days=4, emphasis=TARGETS[0])))
def test_every_reason_of_a_plan_has_its_sentence(athlete: Athlete) -> None:
    made = plan(athlete)
    reasons = [
        *made.notes,
        *(r for week in made.weeks for s in week.sessions for i in s.items for r in i.reasons),
    ]
    for reason in reasons:
        text = sentence(reason)
        assert text.endswith(".")
        assert "{" not in text
        assert "!" not in text


def test_no_template_shouts() -> None:
    assert not [code for code, text in templates().items() if "!" in text]
