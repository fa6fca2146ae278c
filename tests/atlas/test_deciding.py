"""What an atlas decides reaches whoever counts a set: planner, swaps, weekly sets, sentences."""

from datetime import UTC, datetime
from decimal import Decimal
from uuid import uuid4

import msgspec
import pytest
from msgspec.structs import replace

from ilium.anatomy import Region
from ilium.atlas import atlas
from ilium.atlas.credits import region_rules, settled
from ilium.atlas.deciding import Verdicts, decided, verdicts, written
from ilium.exercises import Catalogue, catalogue, resolve
from ilium.exercises.catalogue import SHIPPED
from ilium.exercises.model import Basis, Credit, Variant
from ilium.exercises.simulated import SimulatedCredit, simulated_credits, with_simulated
from ilium.exercises.variants import written_credits
from ilium.loads import Equipment, Load, LoadKind
from ilium.planning import Athlete, document, plan
from ilium.planning.candidates import candidate, points_of
from ilium.planning.dose import doses
from ilium.planning.programme import Programme
from ilium.planning.swap import apply_swap, swap
from ilium.reasons import sentence
from ilium.training.analytics import weekly_volume
from ilium.training.performed import PerformedSet, Side
from made_up_atlas import ACTIVATION, agreeing
from planning.checker import problems

MEDIUS = Region.GLUTEUS_MEDIUS
GYM = Athlete(equipment=frozenset(Equipment))
PLAIN = Catalogue.of_folder(SHIPPED)
"""The catalogue as its files say."""

TURNED = {
    exercise.id: ACTIVATION[1.0 - known.credit if known.credit != 0.5 else 1.0]
    for exercise in PLAIN.exercises
    if (known := exercise.regions[MEDIUS]).basis is Basis.REASONED
}
"""Activations against the reasoning: full where it says half or none, none where it says full."""


@pytest.fixture(scope="module")
def turned() -> Catalogue:
    """The catalogue with what such an atlas decides."""
    found = decided(agreeing(**TURNED), PLAIN)
    assert found.verdicts.regions[MEDIUS].speaks
    return Catalogue.of_folder(SHIPPED, found.credits)


def test_what_ships_is_what_the_atlas_decides() -> None:
    """`ilium atlas credits --into src/ilium` writes it again."""
    found = decided(atlas(), PLAIN)
    assert (simulated_credits(), verdicts()) == (found.credits, found.verdicts)


def test_the_shipped_catalogue_counts_what_the_rule_settles() -> None:
    rules = region_rules(atlas(), PLAIN)
    for variant in catalogue().planner_variants():
        for region, one in settled(variant, atlas(), rules).items():
            known = variant.grounds.get(region)
            assert variant.credits.get(region, 0) == one.credit, (variant.id, region)
            assert (known is not None and known.basis is Basis.SIMULATED) == one.from_atlas


def test_credits_of_a_region_that_does_not_pass_are_the_written_ones() -> None:
    silent = {region for region, rule in verdicts().regions.items() if not rule.speaks}
    for variant in catalogue().planner_variants():
        stated = written_credits(variant.exercise, variant.modifiers)
        for region in silent:
            assert variant.grounds.get(region) == stated.get(region)


def test_files_are_read_as_they_were_written() -> None:
    found = decided(agreeing(**TURNED), PLAIN)
    assert found.credits.variants
    assert msgspec.json.decode(written(found.credits), type=type(found.credits)) == found.credits
    assert msgspec.json.decode(written(found.verdicts), type=Verdicts) == found.verdicts


def test_no_credit_of_a_study_changes_whatever_is_simulated(turned: Catalogue) -> None:
    changed = 0
    for before in PLAIN.planner_variants():
        after = turned.variant(before.id).grounds
        for region, known in before.grounds.items():
            if known.basis is Basis.REASONED:
                changed += after[region] != known
            else:
                assert after[region] == known
    assert changed > 10


def test_a_studys_credit_stays_even_where_a_file_says_otherwise() -> None:
    measured = resolve(PLAIN.exercise("side_lying_abduction"))
    assert measured.grounds[MEDIUS].basis is Basis.MEASURED
    false = SimulatedCredit(credit=0, mean=0.0, band=(0.0, 0.0))
    assert with_simulated(measured, {MEDIUS: false}) == measured


def test_a_simulated_credit_says_so_and_costs_less_than_reasoning(turned: Catalogue) -> None:
    name = next(name for name, mean in TURNED.items() if mean == ACTIVATION[1.0])
    before, after = PLAIN.variant(name), turned.variant(name)
    known = after.grounds[MEDIUS]
    assert (known.credit, known.basis) == (1.0, Basis.SIMULATED)
    assert known.source == "In the simulation it works at 50 % on average (48 to 52 %)."
    assert after.credits[MEDIUS] == 1.0
    assert list(after.grounds) == [region for region in Region if region in after.grounds]
    points = doses().points
    assert points.secondary < points.basis(Basis.SIMULATED) < points.reasoned
    only = {MEDIUS: before.grounds[MEDIUS]}
    alone = [_only(before, only), _only(after, {MEDIUS: known})]
    role = before.exercise.roles[0]
    costs = [points_of(GYM, variant, role, doses()) for variant in alone]
    halves = [variant.credits.get(MEDIUS, 0) for variant in alone]
    assert costs[0] - costs[1] == (points.reasoned if halves[0] else 0) - points.simulated


def _only(variant: Variant, known: dict[Region, Credit]) -> Variant:
    counts = {region: one.credit for region, one in known.items() if one.credit}
    return replace(variant, grounds=known, credits=counts)


def test_the_planner_goes_by_it_and_says_so(turned: Catalogue) -> None:
    before, after = plan(GYM, catalogue=PLAIN), plan(GYM, catalogue=turned)
    assert problems(document(after), GYM, turned) == []
    assert problems(document(after), GYM, PLAIN) != []
    assert before.weeks != after.weeks
    insisting = replace(GYM, insist=frozenset({"monster_walk"}))
    before, after = plan(insisting, catalogue=PLAIN), plan(insisting, catalogue=turned)
    assert problems(document(after), insisting, turned) == []
    said = _said(after, "monster_walk")
    assert any("That count for gluteus medius comes from the simulation" in one for one in said)
    assert any("comes from the catalogue" in one for one in said)
    assert not any("comes from the simulation" in one for one in _said(before, "monster_walk"))


def _said(programme: Programme, exercise: str) -> list[str]:
    """The reasons of an exercise's items."""
    items = [item for session in programme.weeks[0].sessions for item in session.items]
    return [sentence(r) for item in items if item.exercise == exercise for r in item.reasons]


def test_an_atlas_that_decides_nothing_leaves_plans_and_their_reasons_alone() -> None:
    nothing = Catalogue.of_folder(SHIPPED, replace(simulated_credits(), variants={}))
    for athlete in (GYM, Athlete(equipment=frozenset({Equipment.BANDS}), days=2)):
        assert plan(athlete, catalogue=nothing) == plan(athlete, catalogue=PLAIN)


def test_what_ships_changes_the_variants_that_it_names_and_no_others() -> None:
    changed = {
        variant.id
        for variant in catalogue().planner_variants()
        if variant.grounds != PLAIN.variant(variant.id).grounds
    }
    assert changed <= set(simulated_credits().variants)
    named = {one.id for one in catalogue().planner_variants()} & set(simulated_credits().variants)
    assert changed == named


def test_a_swap_goes_by_it(turned: Catalogue) -> None:
    programme = plan(GYM, catalogue=turned)
    item = programme.weeks[0].sessions[0].items[-1]
    found = swap(programme, GYM, 1, item.variant, catalogue=turned)
    assert found
    for one in found:
        new = turned.variant(one.item.variant)
        swapped = apply_swap(programme, 1, item.variant, one, turned)
        gained = new.credits.get(MEDIUS, 0) - turned.variant(item.variant).credits.get(MEDIUS, 0)
        assert swapped.weekly_sets[MEDIUS] == programme.weekly_sets[MEDIUS] + item.sets * gained
        assert one.weekly_sets[MEDIUS] == swapped.weekly_sets[MEDIUS]


def test_candidates_count_it_in_half_sets(turned: Catalogue) -> None:
    for name, mean in TURNED.items():
        variant = turned.variant(name)
        one = candidate(GYM, variant, variant.exercise.roles[0], doses())
        if one and variant.grounds[MEDIUS].basis is Basis.SIMULATED:
            assert one.halves.get(MEDIUS, 0) == (2 if mean == ACTIVATION[1.0] else 0)


def test_weekly_sets_of_what_was_done_count_it(turned: Catalogue) -> None:
    name = next(name for name, mean in TURNED.items() if mean == ACTIVATION[1.0])
    done = PerformedSet(
        id=uuid4(),
        variant=name,
        side=Side.BOTH,
        load=Load(LoadKind.BODYWEIGHT, Decimal(0)),
        reps=10,
        at=datetime(2026, 3, 2, 12, tzinfo=UTC),
        role=PLAIN.exercise(name).roles[0],
    )
    before, after = (weekly_volume([done], known, UTC) for known in (PLAIN, turned))
    assert after[0].all[MEDIUS] == 1.0
    assert before[0].all.get(MEDIUS, 0) == PLAIN.variant(name).credits.get(MEDIUS, 0) < 1.0
