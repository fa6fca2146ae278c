"""Command-line words and the athletes they make."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilium.anatomy import Region
from ilium.cli.options import Wishes, athlete_from, equipment_from
from ilium.exercises.model import Limit
from ilium.loads import Equipment, Unit, parse_weight, weight_text
from ilium.planning.athlete import Athlete, Level, OtherTraining

BASE = Athlete()


def test_every_wish_reaches_the_athlete() -> None:
    made = athlete_from(
        Wishes(
            level=Level.ADVANCED,
            days=2,
            minutes=75,
            weeks=8,
            equipment="barbell, bench",
            limit=["low_back,knee"],
            avoid=["back_squat"],
            insist=["clamshell", "hip_thrust"],
            emphasis="gluteus_minimus",
            other=["low_back=4", "hamstrings=9"],
            body_mass="154lb",
            unit=Unit.POUNDS,
            bar="45",
            plates="2x45,25,10",
            dumbbells="10, 5",
            stack="10:10:200",
            bands="red, blue",
        ),
        BASE,
    )
    assert (made.level, made.days, made.minutes, made.weeks) == (Level.ADVANCED, 2, 75, 8)
    assert made.equipment == {Equipment.BARBELL, Equipment.BENCH}
    assert made.limits == {Limit.LOW_BACK, Limit.KNEE}
    assert made.avoid == {"back_squat"}
    assert made.insist == {"clamshell", "hip_thrust"}
    assert made.emphasis is Region.GLUTEUS_MINIMUS
    assert made.other_training == OtherTraining(erector_spinae=4, hamstrings=9)
    assert made.body_mass == Decimal("69.853")
    assert made.inventory.bar == Decimal("20.412")
    assert made.inventory.plates == tuple(map(Decimal, ("20.412", "20.412", "11.34", "4.536")))
    assert made.inventory.dumbbells == (Decimal("2.268"), Decimal("4.536"))
    assert made.inventory.stack.step == Decimal("4.536")
    assert made.inventory.bands == ("red", "blue")


def test_what_is_not_said_stays() -> None:
    known = athlete_from(Wishes(days=1, avoid=["clamshell"], bar="15"), BASE)
    again = athlete_from(Wishes(minutes=30), known)
    assert (again.days, again.avoid, again.inventory.bar) == (1, {"clamshell"}, Decimal(15))


def test_none_clears_a_wish() -> None:
    known = athlete_from(
        Wishes(limit=["knee"], avoid=["clamshell"], emphasis="gluteus_medius"), BASE
    )
    cleared = athlete_from(Wishes(limit=["none"], avoid=["none"], emphasis="none"), known)
    assert (cleared.limits, cleared.avoid, cleared.emphasis) == (frozenset(), frozenset(), None)


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        (Wishes(days=5), "days is 1 to 4, not 5"),
        (Wishes(minutes=10), "minutes is 20 to 180, not 10"),
        (Wishes(weeks=0), "weeks is 1 to 16, not 0"),
        (Wishes(equipment="barbel"), "did you mean barbell?"),
        (Wishes(equipment=" , "), "--equipment is empty"),
        (Wishes(limit=["ankle"]), "choose from low_back"),
        (Wishes(avoid=["hip_trust"]), "hip_thrust"),
        (Wishes(avoid=["clamshell"], insist=["clamshell"]), "both avoided and insisted on"),
        (Wishes(emphasis="hamstrings"), "--emphasis is one of"),
        (Wishes(body_mass="heavy"), "'heavy' is not a weight"),
        (Wishes(body_mass="5"), "body mass is 30 to 300 kg"),
        (Wishes(plates="20,-5"), "--plates"),
        (Wishes(stack="5:100"), "FIRST:STEP:LAST"),
        (Wishes(stack="50:5:10"), "--stack"),
        (Wishes(bands="red,red"), "its own name"),
        (Wishes(dumbbells=",".join(["5"] * 200)), "at most"),
    ],
)
def test_a_mistake_is_one_sentence(wishes: Wishes, said: str) -> None:
    with pytest.raises(ValueError, match=r".+") as caught:
        athlete_from(wishes, BASE)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@given(st.text(max_size=40))
def test_any_text_for_equipment_is_read_or_refused_in_a_sentence(text: str) -> None:
    try:
        found = equipment_from(text)
    except ValueError as error:
        said = str(error)
    else:
        assert found <= set(Equipment)
        return
    assert said.startswith("--equipment")


@given(st.decimals(min_value=0, max_value=1000, places=3), st.sampled_from(Unit))
def test_weights_survive_being_shown_and_read(kilograms: Decimal, unit: Unit) -> None:
    again = parse_weight(weight_text(kilograms, unit))
    tolerance = Decimal(0) if unit is Unit.KILOGRAMS else Decimal("0.023")  # half a tenth of a lb
    assert abs(again - kilograms) <= tolerance


def test_other_training_is_said_muscle_by_muscle_and_taken_back() -> None:
    known = athlete_from(Wishes(other=["hamstrings=6"]), BASE)
    assert athlete_from(Wishes(other=["low_back=2"]), known).other_training == OtherTraining(
        erector_spinae=2, hamstrings=6
    )
    assert athlete_from(Wishes(other=["none"]), known).other_training == OtherTraining()


@pytest.mark.parametrize("word", ["hamstrings", "biceps=3", "hamstrings=lots", "low_back=61", "=4"])
def test_other_training_that_cannot_be_read_is_said(word: str) -> None:
    with pytest.raises(ValueError, match="--other"):
        athlete_from(Wishes(other=[word]), BASE)
