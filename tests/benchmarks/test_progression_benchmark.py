"""The benchmark's own promises: a sane lifter, rivals that do what their apps say, a fair run."""

from dataclasses import replace

import numpy as np
import pytest
from benchmarks.progression import lifters, report, simulate
from benchmarks.progression.ilium_rule import EQUIPMENT, IliumRule, inventory
from benchmarks.progression.lifters import (
    GOBLET_SQUAT,
    HIP_THRUST,
    POPULATIONS,
    Ask,
    Done,
    Lifter,
    Visit,
    capacity,
    perform,
    recruit,
    relative_load,
)
from benchmarks.progression.rules import (
    DoubleProgression,
    GatedIncrement,
    LinearProgression,
    RepRule,
    SumProgression,
)

from benchmarks import bench_progression
from ilium.loads import LoadKind
from ilium.training.loadable import ladder

SEED = 7
VISIT = Visit(day=0, readiness=0.0, misjudged=(0.0,) * 3, said=(True,) * 3)
EVERYONE = [lifter for population in POPULATIONS for lifter in recruit(population, 8, SEED)]


@pytest.fixture
def lifter() -> Lifter:
    """A hip thruster in the middle of everything: 100 kg, first load 77.5 kg for 8 reps."""
    return Lifter(
        lift=HIP_THRUST,
        start=100.0,
        growth=2.0,
        ceiling=180.0,
        brzycki=0.5,
        endurance=1.0,
        fatigue=0.15,
        rir_bias=1.0,
        rir_sd=1.0,
        coach_error=0.0,
        visits=(VISIT,),
    )


# The lifter


def test_one_rep_is_the_one_repetition_maximum(lifter: Lifter) -> None:
    assert relative_load(1, lifter) == pytest.approx(1.0)
    assert capacity(lifter, 100, 100) == 1
    assert capacity(lifter, 100, 100.1) == 0


@pytest.mark.parametrize("person", EVERYONE[::4])
def test_heavier_loads_allow_fewer_reps(person: Lifter) -> None:
    shares = [relative_load(reps, person) for reps in range(1, lifters.MOST_REPS + 1)]
    assert shares == sorted(shares, reverse=True)
    able = [capacity(person, 100, load) for load in range(30, 120, 5)]
    assert able == sorted(able, reverse=True)
    assert able[0] > able[-1] == 0


def test_no_one_formula_fits_everyone() -> None:
    people = recruit(POPULATIONS[0], 60, SEED)
    reps = [capacity(person, 100, 70) for person in people]
    assert 12 <= np.median(reps) <= 16
    assert max(reps) - min(reps) >= 6


@pytest.mark.parametrize("person", EVERYONE[::4])
def test_growth_is_positive_and_wanes(person: Lifter) -> None:
    strength, gains = person.start, []
    for _ in range(lifters.WEEKS):
        stronger = lifters.next_week(person, strength, 9)
        gains.append(stronger - strength)
        strength = stronger
    assert all(gain > 0 for gain in gains)
    assert gains == sorted(gains, reverse=True)
    assert strength < person.ceiling


def test_growth_wants_hard_sets_with_diminishing_returns(lifter: Lifter) -> None:
    one, two, four = (lifters.next_week(lifter, 100, sets) - 100 for sets in (3, 6, 12))
    assert 0 < one < two < four
    assert four < 2 * two < 4 * one
    assert lifters.next_week(lifter, 100, 0) < 100
    assert [lifters.hardness(rir) for rir in (0, 4, 7, 12)] == [1, 1, 0, 0]


def test_sets_tire_and_longer_rest_helps(lifter: Lifter) -> None:
    def left(rest_s: int) -> list[int]:
        person = replace(lifter, lift=replace(HIP_THRUST, rest_s=rest_s))
        body = lifters.Body(person)
        body.arrive(VISIT)
        return [body.do(Ask(77.5, 1, 60), VISIT, number).reps for number in range(3)]

    assert left(120) == [9, 7, 7]
    assert left(60)[1] < left(120)[1] < left(600)[1] == 9


def test_readiness_moves_what_can_be_done(lifter: Lifter) -> None:
    good, bad = (replace(VISIT, readiness=r) for r in (0.05, -0.05))
    able = [lifters.Body(lifter).do(Ask(77.5, 1, 60), day, 0).reps for day in (good, VISIT, bad)]
    assert able[0] > able[1] > able[2]


@pytest.mark.parametrize(
    ("able", "ask", "error", "expected"),
    [
        (10, Ask(50, 8, 8), 1, (8, 1)),  # reps only: does them, feels one fewer left than true
        (7, Ask(50, 8, 8), 1, (7, 0)),  # cannot: fails
        (15, Ask(50, 8, 12), 1, (12, 2)),  # no RIR: on to the top
        (11, Ask(50, 8, 12, 2), 1, (8, 2)),  # stops when it feels like two
        (14, Ask(50, 8, 12, 2), 1, (11, 2)),
        (20, Ask(50, 8, 12, 2), 1, (12, 7)),  # the top comes first
        (9, Ask(50, 8, 12, 2), 1, (8, 0)),  # the least asked is done although it feels too hard
        (9, Ask(50, 8, 12, 2), -3, (9, 0)),  # feels fine until the bar stops
    ],
)
def test_one_behaviour(able: int, ask: Ask, error: float, expected: tuple[int, int]) -> None:
    assert perform(able, ask, error) == expected


def test_a_lifter_is_the_same_whatever_the_count() -> None:
    for population in POPULATIONS:
        few, many = recruit(population, 2, SEED), recruit(population, 5, SEED)
        assert few == many[:2]
        assert many != recruit(population, 5, SEED + 1)


def test_some_lifters_are_away_for_weeks() -> None:
    people = recruit(POPULATIONS[0], 40, SEED)
    idle = [len(set(range(lifters.WEEKS)) - {v.week for v in p.visits}) for p in people]
    assert max(idle) in (3, 4)
    assert 0 < sum(weeks > 0 for weeks in idle) < 40


# The rivals, on hand examples; their documented behaviour, not their code


def learn(rule: RepRule, *reps: int, rir: int | None = 2) -> float:
    """The load after a session in which these reps were done."""
    ask = rule.ask(VISIT, ())
    rule.learn(VISIT, [Done(ask, done, rir, 2) for done in reps])
    return rule.ask(VISIT, ()).load


def test_the_first_load_leaves_the_target_in_reserve(lifter: Lifter) -> None:
    assert lifter.first_load == 77.5
    assert capacity(lifter, 100, 77.5) == HIP_THRUST.reps + 1  # 77.5 was nearest, not lightest
    assert replace(lifter, coach_error=-0.1).first_load == 70.0


def test_lp_adds_when_all_sets_reach_their_reps(lifter: Lifter) -> None:
    rule = LinearProgression(lifter)
    assert rule.ask(VISIT, ()) == Ask(77.5, 8, 8)
    assert learn(rule, 8, 8, 8) == 80.0
    assert learn(rule, 8, 8, 7) == 80.0
    assert learn(rule, 8, 8, 7) == 80.0
    assert learn(rule, 8, 8, 7) == 70.0  # the third failure: 10 % off, down to what can be loaded
    assert learn(rule, 8, 8, 8) == 72.5


def test_dp_climbs_the_range_before_it_adds(lifter: Lifter) -> None:
    rule = DoubleProgression(lifter)
    assert learn(rule, 8, 8, 8) == 77.5
    assert rule.ask(VISIT, ()).high == 9
    assert learn(rule, 9, 9, 8) == 77.5
    assert rule.ask(VISIT, ()).high == 9
    assert learn(rule, 9, 9, 9) == 77.5
    assert learn(rule, 10, 10, 10) == 80.0
    assert rule.ask(VISIT, ()) == Ask(80.0, 6, 6)


def test_sum_adds_at_a_total(lifter: Lifter) -> None:
    rule = SumProgression(lifter, feel=True)
    assert rule.ask(VISIT, ()) == Ask(77.5, 6, 10, lifters.TARGET_RIR)
    assert learn(rule, 9, 8, 6) == 77.5
    assert learn(rule, 9, 8, 7) == 80.0


def test_wger_adds_when_a_log_meets_reps_and_rir(lifter: Lifter) -> None:
    rule = GatedIncrement(lifter)
    assert learn(rule, 8, 8, 8, rir=1) == 77.5
    assert learn(rule, 8, 8, 8, rir=None) == 77.5
    assert learn(rule, 7, 7, 7, rir=4) == 77.5
    assert learn(rule, 8, 6, 5, rir=2) == 80.0


def test_loads_are_snapped_down_and_steps_never_stick(lifter: Lifter) -> None:
    person = replace(lifter, lift=lifters.COARSE_STACK, start=60.0)
    rule = LinearProgression(person)
    assert rule.ask(VISIT, ()).load in person.lift.loads
    first = rule.ask(VISIT, ()).load
    assert learn(rule, 12, 12, 12) == first + 10
    assert GOBLET_SQUAT.not_above(23.9) == 22
    assert GOBLET_SQUAT.not_above(0.5) == 2
    assert GOBLET_SQUAT.nearest(23) == 22


# The run


def test_everyone_starts_the_same(lifter: Lifter) -> None:
    sessions, _ = simulate.train(lifter, LinearProgression(lifter))
    assert [done.ask for done in sessions[0]] == [Ask(77.5, 8, 8)] * 3


def test_outcomes_add_up() -> None:
    people = recruit(POPULATIONS[0], 8, SEED)
    rows = simulate.outcomes(people, LinearProgression)
    assert rows.shape == (8, 6)
    assert np.isfinite(rows).all()
    outcome = simulate.follow(people[0], LinearProgression(people[0]))
    sessions, strength = simulate.train(people[0], LinearProgression(people[0]))
    sets = [done for session in sessions[1:] for done in session]
    assert outcome.failed == pytest.approx(sum(d.reps < d.ask.low for d in sets) / len(sets))
    assert outcome.off_target == pytest.approx(sum(abs(d.true_rir - 2) for d in sets) / len(sets))
    assert outcome.strength == pytest.approx(strength / people[0].start - 1)


def test_the_interval_holds_the_mean_and_narrows() -> None:
    values = np.random.default_rng(SEED).normal(1.0, 0.5, size=400)
    low, high = report.interval(values, SEED)
    assert low < values.mean() < high
    few_low, few_high = report.interval(values[:40], SEED)
    assert high - low < few_high - few_low


@pytest.mark.parametrize("population", POPULATIONS, ids=lambda population: population.name)
@pytest.mark.parametrize("feel", [True, False])
def test_ilium_prescribes_loads_that_exist(population: lifters.Population, feel: bool) -> None:
    for person in recruit(population, 2, SEED):
        sessions, _ = simulate.train(person, IliumRule(person, feel=feel))
        assert len(sessions) == len(person.visits)
        asked = [done.ask for session in sessions[1:] for done in session]
        assert {ask.load for ask in asked} <= set(person.lift.loads)
        assert all(1 <= ask.low <= ask.high for ask in asked)
        assert all((ask.rir is not None) is feel for ask in asked)


def test_ilium_s_gym_holds_the_lift_s_loads_and_no_others() -> None:
    for lift in (HIP_THRUST, GOBLET_SQUAT, lifters.FINE_STACK, lifters.COARSE_STACK):
        owned = ladder(LoadKind(lift.kind), inventory(lift), EQUIPMENT)
        assert owned is not None
        found = {float(value) for value in owned.values}
        assert {load for load in lift.loads if load <= 260} <= found
        assert {value for value in found if value <= 260} <= set(lift.loads)


def test_ilium_remembers_what_was_asked_and_done() -> None:
    person = recruit(POPULATIONS[0], 1, SEED)[0]
    rule = IliumRule(person)
    sessions, _ = simulate.train(person, rule)
    flat = [done for session in sessions for done in session]
    assert [(s.reps, s.rir) for s in rule.history] == [(d.reps, d.rir) for d in flat]
    assert [s.target_reps for s in rule.history] == [(d.ask.low, d.ask.high) for d in flat]
    assert len({s.id for s in rule.history}) == len(flat)


def test_the_run_prints_a_table_for_80_columns(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["bench_progression.py", "--lifters", "8"])
    bench_progression.main()
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    for population in POPULATIONS:
        assert f"{population.name}: 2 lifters" in lines
    for name in ("Ilium", "lp", "dp", "sum", "wger", "Ilium, reps", "sum, by feel"):
        assert sum(line[:18].rstrip() == name for line in lines) == len(POPULATIONS)


def test_the_lead_is_over_the_best_rival_and_has_a_sign() -> None:
    def off_target(mean: float) -> report.Outcomes:
        return np.full((20, 6), mean)

    rivals = {"far": off_target(1.9), "near": off_target(1.5)}
    ahead = report.lead("Ilium", off_target(1.2), rivals, SEED)
    assert ahead.startswith("Ilium: 0.30 reps closer to the target than near")
    behind = report.lead("Ilium", off_target(1.6), rivals, SEED)
    assert behind.startswith("Ilium: 0.10 reps further from the target than near")
