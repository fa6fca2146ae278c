"""Sessions as FIT workout files, read back with Garmin's own reader."""

from collections import Counter
from datetime import UTC, date
from decimal import Decimal
from itertools import pairwise
from typing import Any
from uuid import UUID

import msgspec
import pytest
from garmin_fit_sdk import Decoder, Profile, Stream
from hypothesis import given, settings
from revisions import GYM, NOW, START, planned, revisions

from ilium.exercises import catalogue
from ilium.interchange.fit import file_name, planned_sets, rounds, workout
from ilium.interchange.fit_exercises import UNKNOWN, fit_exercise, numbered, table
from ilium.interchange.planned import Appointment, agenda
from ilium.interchange.records import ProgrammeRevision
from ilium.loads import Load, LoadKind, Unit
from ilium.planning import Athlete
from ilium.planning.programme import Sides
from ilium.training.performed import SetKind, Side
from ilium.training.prescription import Day, SetTarget
from ilium.training.session import stations

MOST_STEPS = 50
"""More than any session needs; Garmin's own planner allows as many."""

Steps = list[dict[str, Any]]


def read(data: bytes) -> dict[str, Steps]:
    """What Garmin's reader makes of a file: its messages by their kind."""

    def decoder() -> Decoder:
        return Decoder(Stream.from_byte_array(bytearray(data)))

    assert decoder().is_fit()
    assert decoder().check_integrity()  # the header, the length, the checksum
    messages, errors = decoder().read(convert_types_to_strings=True)
    assert errors == []
    return messages


def sessions(active: ProgrammeRevision, today: date | None = None) -> tuple[Appointment, ...]:
    return agenda(active, {}, today or active.start, UTC)


def carried_out(steps: Steps) -> Steps:
    """The steps as a watch goes through them: groups as often as they are repeated."""
    gone: Steps = []
    for step in steps:
        if step["duration_type"] != "repeat_until_steps_cmplt":
            gone.append(step)
            continue
        first, last = step["duration_step"], step["message_index"]
        gone += steps[first:last] * (step["repeat_steps"] - 1)
    return gone


def test_the_file_says_what_it_is() -> None:
    first, second, *_ = sessions(planned())
    found = read(workout(first, NOW, GYM, catalogue()))
    (file_id,) = found["file_id_mesgs"]
    assert (file_id["type"], file_id["manufacturer"]) == ("workout", "development")
    assert file_id["time_created"] == NOW
    (said,) = found["workout_mesgs"]
    assert (said["sport"], said["sub_sport"]) == ("training", "strength_training")
    assert said["wkt_name"] == "Ilium week 1, session 1"
    assert said["num_valid_steps"] == len(found["workout_step_mesgs"])
    (other,) = read(workout(second, NOW, GYM, catalogue()))["file_id_mesgs"]
    assert other["serial_number"] != file_id["serial_number"]
    assert file_name(first) == "ilium-week-01-session-01.fit"


def test_every_set_and_rest_of_the_plan_is_there() -> None:
    for one in sessions(planned()):
        steps = read(workout(one, NOW, GYM, catalogue()))["workout_step_mesgs"]
        assert [step["message_index"] for step in steps] == list(range(len(steps)))
        assert len(steps) <= MOST_STEPS
        gone = carried_out(steps)
        expected: list[tuple[Any, ...]] = []
        for item in one.session.items:
            name = catalogue().variant(item.variant).exercise.name
            each = item.sides is Sides.EACH
            sides = [f"{name}, left", f"{name}, right"] if each else [name]
            sets = [("reps", item.reps[1] if item.reps else 0, side) for side in sides]
            expected += [*sets, ("time", float(item.rest_s), "Rest")] * item.sets
        expected.pop()  # nothing to rest for after the last set
        assert [
            (
                step["duration_type"],
                step.get("duration_reps", step.get("duration_time")),
                step["wkt_step_name"],
            )
            for step in gone
        ] == expected


def prescribed(active: ProgrammeRevision, unit: Unit = Unit.KILOGRAMS) -> tuple[Any, ...]:
    """The first session's targets by variant, and its file."""
    first, *_ = sessions(active)
    athlete = msgspec.structs.replace(active.athlete, unit=unit)
    found = stations(first.session, athlete, catalogue(), {}, Day(on=START, week=1))
    targets = {one.variant.id: one.prescription.sets for one in found}
    return targets, workout(first, NOW, athlete, catalogue(), targets)


def test_loads_are_those_that_are_prescribed() -> None:
    targets, data = prescribed(planned())
    steps = [
        step
        for step in carried_out(read(data)["workout_step_mesgs"])
        if step["wkt_step_name"] != "Rest"
    ]
    sets = [target for each in targets.values() for target in each]
    assert len(steps) == len(sets)
    weighed = 0
    for step, target in zip(steps, sets, strict=True):
        kilograms = target.load.kilograms if target.load else None
        assert step.get("exercise_weight") == (float(kilograms) if kilograms else None)
        ramp = target.kind is SetKind.RAMP
        assert step["intensity"] == ("warmup" if ramp else "active")
        assert ("lead-up set" in step["notes"]) == ramp
        if kilograms:
            assert step["weight_display_unit"] == "kilogram"
            assert f"{kilograms.normalize():f} kg" in step["notes"]
            weighed += 1
    assert weighed > 3


def test_pounds_are_shown_as_pounds_and_kept_as_kilograms() -> None:
    first, *_ = sessions(planned())
    (item, *_) = [one for one in first.session.items if one.exercise == "hip_thrust"]
    athlete = msgspec.structs.replace(GYM, unit=Unit.POUNDS)
    load = Load(LoadKind.BARBELL, Decimal("61.235"))
    target = SetTarget(kind=SetKind.WORKING, side=Side.BOTH, load=load, reps=(6, 10), rir=(2, 2))
    found = read(workout(first, NOW, athlete, catalogue(), {item.variant: (target,)}))
    (step,) = [s for s in found["workout_step_mesgs"] if "exercise_weight" in s]
    assert step["exercise_weight"] == pytest.approx(61.24)
    assert step["weight_display_unit"] == "pound"
    assert step["notes"] == "6-10 reps, 135 lb, 2 in reserve, tempo 1-1-2"
    assert step["exercise_category"] == "hip_raise"
    names = Profile["types"]["hip_raise_exercise_name"]
    assert names[step["exercise_name"]] == "barbell_hip_thrust_with_bench"


def test_what_a_watch_cannot_weigh_stands_in_the_notes() -> None:
    first, *_ = sessions(planned())
    item = first.session.items[0]
    for load in (
        Load(LoadKind.BAND, band="light"),
        Load(LoadKind.BODYWEIGHT),
        Load(LoadKind.BARBELL, Decimal(900)),
    ):
        target = SetTarget(kind=SetKind.WORKING, side=Side.BOTH, load=load, seconds=(20, 40))
        found = read(workout(first, NOW, GYM, catalogue(), {item.variant: (target,)}))
        step = found["workout_step_mesgs"][0]
        assert "exercise_weight" not in step
        assert step["duration_time"] == 40
        assert step["notes"].startswith("20-40 s, ")
        assert (load.band or load.kind.value.replace("barbell", "900 kg")) in step["notes"]


def test_titles_name_the_exercises_of_the_profile() -> None:
    first, *_ = sessions(planned())
    found = read(workout(first, NOW, GYM, catalogue()))
    titles = {
        (one["exercise_category"], one["exercise_name"]): one["wkt_step_name"]
        for one in found["exercise_title_mesgs"]
    }
    assert "Hip thrust" in titles.values()
    named = {
        (s["exercise_category"], s["exercise_name"])
        for s in found["workout_step_mesgs"]
        if "exercise_name" in s
    }
    assert named == titles.keys()


@settings(deadline=None, max_examples=60)
@given(revisions())
def test_any_session_reads_back(active: ProgrammeRevision) -> None:
    one = sessions(active)[0]
    data = workout(one, active.created, active.athlete, catalogue())
    assert workout(one, active.created, active.athlete, catalogue()) == data
    gone = carried_out(read(data)["workout_step_mesgs"])
    works = [step for step in gone if step["intensity"] != "rest"]
    sets = sum(item.sets * (1 + (item.sides is Sides.EACH)) for item in one.session.items)
    assert len(works) == sets
    for before, after in pairwise(gone):
        assert not before["intensity"] == after["intensity"] == "rest"
    assert gone[-1]["intensity"] == "active"


@pytest.mark.parametrize(
    "odd", ["\0\n\u2028", "é" * 400, "🦵" * 100, "a" * 254, "", "<b>"], ids=range(6)
)
def test_odd_words_stay_within_their_bytes(odd: str) -> None:
    one = sessions(planned())[0]
    item = msgspec.structs.replace(one.session.items[0], exercise=odd, tempo=odd)
    block = msgspec.structs.replace(one.session.blocks[0], items=(item,))
    session = msgspec.structs.replace(one.session, blocks=(block,))
    strange = msgspec.structs.replace(one, session=session)
    steps = read(workout(strange, NOW, GYM, catalogue()))["workout_step_mesgs"]
    for step in steps:
        assert len(step.get("wkt_step_name", "").encode()) <= 48
        assert len(step.get("notes", "").encode()) <= 200
    assert steps[0]["exercise_category"] == "unknown"


def test_the_serial_number_is_never_none() -> None:
    one = msgspec.structs.replace(sessions(planned())[0], id=UUID(int=0xFFFFFFFF))
    (file_id,) = read(workout(one, NOW, GYM, catalogue()))["file_id_mesgs"]
    assert file_id["serial_number"] == 1


# The table of exercises


def test_every_exercise_has_its_place_in_the_profile() -> None:
    assert {row.partition("+")[0] for row in table()} == set(catalogue().ids)
    for name in table():
        catalogue().variant(name)


def test_the_table_speaks_the_profiles_words() -> None:
    categories = Profile["types"]["exercise_category"]
    for row in table().values():
        assert "any" in row
        assert row.keys() <= {"any", "weighted", *LoadKind}
        for words in row.values():
            category, _, name = words.partition("/")
            found = numbered(words)
            assert categories[found.category] == category
            if name:
                names = Profile["types"][f"{category}_exercise_name"]
                assert names[found.name] == name
            else:
                assert found.name is None


def test_the_load_decides_which_exercise_it_is() -> None:
    barbell = fit_exercise("hip_thrust", LoadKind.BARBELL)
    assert barbell == fit_exercise("hip_thrust+knee_band", LoadKind.BARBELL)
    assert fit_exercise("hip_thrust", LoadKind.BAND).name is None
    assert fit_exercise("step_up", LoadKind.KETTLEBELL) == numbered("squat/weighted_step_up")
    assert fit_exercise("step_up", LoadKind.BODYWEIGHT) == numbered("squat/step_up")
    kneeling = fit_exercise("side_plank_abduction+knees_bent", LoadKind.BODYWEIGHT)
    assert kneeling == numbered("plank/kneeling_side_plank_with_leg_lift")
    assert fit_exercise("no_such", LoadKind.NONE) == UNKNOWN


def test_most_exercises_are_known_by_name() -> None:
    kinds = Counter(
        fit_exercise(variant.id, variant.setups[0].load).name is not None
        for variant in catalogue().planner_variants()
    )
    print(f"\n{kinds[True]} of {kinds.total()} variants have a name in the profile")
    assert kinds[True] > kinds.total() / 2


def test_left_and_right_are_one_round() -> None:
    one = sessions(planned())[0]
    item = next(one for one in one.session.items if one.sides is Sides.EACH)
    sets = planned_sets(item, one.session.blocks[0].role)
    assert [len(each) for each in rounds(sets)] == [2] * item.sets
    assert [len(each) for each in rounds(sets[1:])] == [1, *[2] * (item.sets - 1)]


def test_no_session_of_a_long_plan_has_too_many_steps() -> None:
    athlete = Athlete(equipment=GYM.equipment)
    for active in (planned(1, 180), planned(2, 120), planned(4, 90)):
        for one in sessions(active):
            assert len(read(workout(one, NOW, athlete, catalogue()))["workout_step_mesgs"]) <= 40
