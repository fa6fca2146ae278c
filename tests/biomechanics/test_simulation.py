"""A whole repetition against the laws that it must obey, whatever the muscles do."""

import re
from dataclasses import replace

import msgspec
import numpy as np
import pytest

from ilium.biomechanics import Options, Person, simulate, simulate_condition
from ilium.biomechanics.abdomen import MOST_PRESSURE, greatest_extension
from ilium.biomechanics.body import GRAVITY, Body
from ilium.biomechanics.contacts import EDGES, point_spot, touches
from ilium.biomechanics.coordinates import COORDINATES, ROOT
from ilium.biomechanics.equilibrium import TOES
from ilium.biomechanics.lift import Lift
from ilium.biomechanics.lifts import CannotSimulate, lift_of, variant_of
from ilium.biomechanics.motion import MAXIMUM_VELOCITY
from ilium.biomechanics.paths import Paths
from ilium.biomechanics.refusals import RESERVE_SHARE
from ilium.biomechanics.repetition import Repetition
from ilium.biomechanics.settling import offsets
from ilium.biomechanics.simulation import run
from ilium.biomechanics.simulation_result import Simulation
from ilium.exercises.movement import Angle, Contact, Movement, Place, Point, Support, by_side
from ilium.loads import LoadKind

AVERAGE = Person(height=1.70, mass=70)
QUICK = Options(frames=15)

LIFTS = (
    ("hip_thrust", 80.0),
    ("hip_thrust+knee_band", 80.0),
    ("back_squat", 20.0),
    ("single_leg_rdl", 10.0),
    ("reverse_lunge", 8.0),
    ("side_lying_abduction", None),
    ("clamshell", None),
    ("glute_bridge", None),
)


def lift(variant: str, kilograms: float | None = None) -> Lift:
    return lift_of(variant_of(variant), kilograms=kilograms)


def regions(found: Simulation, side: str = "r") -> dict[str, np.ndarray]:
    return {
        name: found.activation[:, found.muscles.index(f"{name}_{side}")]
        for name in ("gluteus_medius_middle", "gluteus_maximus_superior", "tensor_fasciae_latae")
    }


@pytest.mark.parametrize(("variant", "kilograms"), LIFTS)
def test_forces_at_the_contacts_are_weight_and_load_and_momentum(
    variant: str, kilograms: float | None
) -> None:
    repetition = Repetition(Body(AVERAGE), lift(variant, kilograms), QUICK)
    found = repetition.simulation()
    assert found.problem == ""
    weight = np.array([0.0, AVERAGE.mass * GRAVITY, 0.0])
    wanted = weight + repetition.where.momentum_rate
    for one in repetition.wrenches:
        for _, force in one.forces(repetition.where):
            wanted = wanted - force
    error = np.abs(found.contact_force.sum(axis=1) - wanted).max()
    assert error < 1e-6 * AVERAGE.mass * GRAVITY


@pytest.mark.parametrize(("variant", "kilograms"), LIFTS)
def test_contacts_push_and_stay_within_friction(variant: str, kilograms: float | None) -> None:
    found = run(lift(variant, kilograms), AVERAGE, QUICK)
    for index, name in enumerate(found.contacts):
        force = found.contact_force[:, index]
        if name.endswith(("floor", "bench", "step")):
            assert force[:, 1].min() > -1e-6
            assert np.all(np.hypot(force[:, 0], force[:, 2]) <= 0.7001 * force[:, 1] + 1e-6), name


@pytest.mark.parametrize(("variant", "kilograms"), LIFTS)
def test_muscles_reserves_and_demand_are_in_equilibrium(
    variant: str, kilograms: float | None
) -> None:
    found = run(lift(variant, kilograms), AVERAGE, QUICK)
    assert found.activation.min() >= 0
    assert found.activation.max() <= 1
    joints = [row for row in range(len(ROOT), len(COORDINATES)) if row not in TOES]
    allowed = np.maximum(RESERVE_SHARE * np.abs(found.torque[:, joints]).max(axis=0), 1.0)
    # Here without the passive torque, which the engine's allowance counts too.
    assert np.all(np.abs(found.reserve[:, joints]).max(axis=0) < 2 * allowed)
    dense = Paths.load().dense(repetition_arms(variant, kilograms))
    given = np.einsum("fn,fnc->fc", found.force, dense)[:, [row - len(ROOT) for row in joints]]
    left = found.torque[:, joints] - given - found.reserve[:, joints]
    share = found.abdominal_pressure / MOST_PRESSURE
    left[:, joints.index(COORDINATES.index("lumbar_extension"))] -= share * greatest_extension(
        AVERAGE
    )
    assert np.abs(left).max() < 1e-6


def test_who_lifts_presses_as_much_as_was_measured_and_the_back_works_less() -> None:
    """Blazek 2019, doi:10.5114/biolsport.2019.88759: 161 to 176 mmHg in heavy deadlifts; Marras
    1996: above 10 mmHg only from 54 N m of trunk torque on."""
    braced, loose = (
        run(lift("romanian_deadlift", 80), AVERAGE, replace(QUICK, braced=braced))
        for braced in (True, False)
    )
    kilopascals = braced.abdominal_pressure / 1000
    assert 10 < kilopascals[: len(kilopascals) // 2].max() < 23  # the weight goes down slowly
    bent, upright = kilopascals[braced.share > 0.9], kilopascals[braced.share < 0.02]
    assert bent.min() > 1.5 * upright.max()
    assert loose.abdominal_pressure.max() == 0
    spine = [index for index, name in enumerate(braced.muscles) if name.startswith("erector")]
    deep = braced.share > 0.9
    assert braced.activation[deep][:, spine].sum() < 0.97 * loose.activation[deep][:, spine].sum()
    row = COORDINATES.index("lumbar_extension")
    np.testing.assert_allclose(braced.torque[:, row], loose.torque[:, row], rtol=0.02, atol=2)


@pytest.mark.parametrize(
    ("variant", "kilograms"), [("romanian_deadlift", 80), ("single_leg_rdl", 10)]
)
def test_a_hinge_asks_more_of_the_back_the_further_it_is_bent(
    variant: str, kilograms: float
) -> None:
    """The weight hangs from the shoulders, which go forward."""
    found = run(lift(variant, kilograms), AVERAGE, QUICK)
    moment = found.torque[:, COORDINATES.index("lumbar_extension")]
    lowered = moment[: len(moment) // 2]  # on the way up it is thrown as well
    assert (np.diff(lowered) > -2).all()
    assert lowered[-1] > 1.4 * lowered[0]


def test_nobody_presses_where_the_trunk_would_only_bend_back() -> None:
    found = run(lift("back_squat", 20), AVERAGE, QUICK)
    bending = found.torque[:, COORDINATES.index("lumbar_extension")] < -5
    assert bending.any()
    assert (found.abdominal_pressure[bending] < 1).all()


def repetition_arms(variant: str, kilograms: float | None) -> np.ndarray:
    """Moment arms (F, nnz) of the person in the frames of a lift."""
    return Repetition(Body(AVERAGE), lift(variant, kilograms), QUICK).arms


@pytest.mark.parametrize("variant", ["single_leg_rdl", "reverse_lunge", "clamshell", "hip_hike"])
def test_a_mirrored_movement_has_the_mirrored_answer(variant: str) -> None:
    right = lift(variant, None)
    right = replace(right, repetition_maximum=None, kilograms=6.0 if right.kind in MOVED else 0.0)
    left = replace(right, movement=mirrored(right.movement))
    one, other = (run(which, AVERAGE, QUICK) for which in (right, left))
    assert one.problem == other.problem == ""
    swapped = [one.muscles.index(swap(name)) for name in one.muscles]
    assert np.abs(one.activation - other.activation[:, swapped]).max() < 0.02
    rms = np.sqrt(np.mean((one.activation - other.activation[:, swapped]) ** 2))
    assert rms < 0.002


MOVED = (LoadKind.DUMBBELL, LoadKind.BARBELL, LoadKind.KETTLEBELL)


def swap(name: str) -> str:
    return name[:-1] + {"r": "l", "l": "r"}[name[-1]]


def mirrored(movement: Movement) -> Movement:
    """The movement as it is in a mirror."""
    turned = {Angle.PELVIS_LIST, Angle.PELVIS_ROTATION, Angle.LUMBAR_BENDING, Angle.LUMBAR_ROTATION}

    def angles(some: dict[Angle, float]) -> dict[Angle, float]:
        return {
            Angle(swap(a) if a.endswith(("_r", "_l")) else a): -value if a in turned else value
            for a, value in by_side(some).items()
        }

    def contact(one: Contact) -> Contact:
        at = Point(swap(one.at)) if one.at.endswith(("_r", "_l")) else one.at
        return msgspec.structs.replace(one, at=at)

    return msgspec.structs.replace(
        movement,
        start=angles(movement.start),
        middle=angles(movement.middle),
        end=angles(movement.end),
        contacts=tuple(contact(c) for c in movement.contacts),
        load={
            kind: Place(swap(place)) if place.endswith(("_r", "_l")) else place
            for kind, place in movement.load.items()
        },
    )


@pytest.mark.parametrize("variant", ["hip_thrust", "back_squat", "romanian_deadlift"])
def test_a_heavier_bar_never_costs_less(variant: str) -> None:
    efforts = []
    for kilograms in (10, 15, 20, 25):
        found = run(lift(variant, kilograms), AVERAGE, QUICK)
        assert found.problem == ""
        efforts.append((found.activation**2).sum() + (found.reserve[:, 6:] ** 2).sum())
    assert np.all(np.diff(efforts) > 0)


def test_what_no_muscle_can_lift_is_refused_with_the_reason() -> None:
    found = run(lift("hip_thrust", 500), AVERAGE, QUICK)
    assert not found.valid
    assert "lack" in found.problem
    most = re.fullmatch(r".* The model lifts (\d+) kg once\.", found.problem)
    assert most
    assert run(lift("hip_thrust", 0.9 * float(most[1])), AVERAGE, QUICK).valid


def test_a_posture_that_falls_is_refused_with_the_reason() -> None:
    """Nobody leans on a wall and on nothing else."""
    falling = lift("single_leg_rdl", 5)
    contacts = (Contact(at=Point.UPPER_BACK, on=Support.WALL),)
    movement = msgspec.structs.replace(
        falling.movement, contacts=contacts, start={}, end={}, middle={}
    )
    found = run(replace(falling, movement=movement), AVERAGE, QUICK)
    assert "cannot balance" in found.problem


def test_a_repetition_maximum_is_the_models_own() -> None:
    """With a tenth more than the most that it lifts once, something gives way."""
    heavy = lift("hip_thrust")
    assert heavy.repetition_maximum == 10
    found = run(heavy, AVERAGE, QUICK)
    tenfold = float(found.load.split()[0])
    once = tenfold * (1 + 10 / 30)
    assert run(lift("hip_thrust", 0.97 * once), AVERAGE, QUICK).valid
    assert not run(lift("hip_thrust", 1.1 * once), AVERAGE, QUICK).valid


def bar_speed(variant: str, kilograms: float | None, *, share: float = 1.0) -> float:
    """How fast (m/s, on average) the bar goes up."""
    asked = replace(lift(variant, kilograms), share_of_maximum=share)
    found = run(asked, AVERAGE, QUICK)
    assert found.problem == ""
    kept = Repetition(Body(AVERAGE), replace(asked, kilograms=found.kilograms), QUICK)
    place = kept.where.place(point_spot(Point.UPPER_BACK))[:, 1]
    lowest, highest = place.min(), place.max()
    lowered, held, _ = (float(part) for part in reversed(asked.tempo.split("-")))
    return (highest - lowest) / (found.times[-1] - lowered - held)


def test_a_maximum_goes_up_as_slowly_as_people_lift_one() -> None:
    """What is lifted at the tempo of a light weight would have to be thrown."""
    assert bar_speed("back_squat", None) == pytest.approx(MAXIMUM_VELOCITY, rel=0.03)
    assert bar_speed("back_squat", None, share=0.3) > 1.5 * MAXIMUM_VELOCITY


def test_a_weight_too_heavy_for_the_tempo_is_lifted_slower() -> None:
    assert run(lift("back_squat", 30), AVERAGE, QUICK).times[-1] == 3  # 1-0-2
    assert bar_speed("back_squat", 70) == pytest.approx(MAXIMUM_VELOCITY, rel=0.03)


@pytest.mark.parametrize(
    ("variant", "kilograms"),
    [
        ("back_squat", 60),
        ("hip_thrust", 100),
        ("romanian_deadlift", 60),
        ("cable_pull_through", 25),
    ],
)
def test_who_stands_on_both_feet_alike_loads_both_alike(variant: str, kilograms: float) -> None:
    found = run(lift(variant, kilograms), AVERAGE, QUICK)
    feet = [found.contacts.index(f"foot_{side} on floor") for side in "rl"]
    assert found.valid
    up = found.contact_force[:, feet, 1]
    assert up.min() > 100
    right, left = up.T
    assert right.mean() == pytest.approx(left.mean(), rel=0.05)
    assert abs(right - left).max() < 0.25 * up.mean()


@pytest.mark.parametrize("variant", ["lateral_lunge", "cable_pull_through"])
def test_what_is_lifted_once_is_said_as_the_maximum_says_it(variant: str) -> None:
    ten = run(lift(variant), AVERAGE, QUICK).kilograms
    refused = run(lift(variant, 3 * ten), AVERAGE, QUICK)
    said = re.search(r"The model lifts ([\d.]+) kg once", refused.problem)
    assert said
    assert float(said[1]) == pytest.approx(ten * (1 + 10 / 30), rel=0.03)
    assert run(lift(variant, ten), AVERAGE, QUICK).valid


def test_a_step_is_no_slower_with_a_maximum() -> None:
    stepping = lift("walking_lunge")
    assert stepping.repetition_maximum is not None
    tempo = sum(float(part) for part in stepping.tempo.split("-"))
    assert run(stepping, AVERAGE, QUICK).times[-1] == tempo


def test_a_load_too_light_for_a_posture_says_nothing_about_muscles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A posture that balances 100 kg and tips over below 80, muscles that hold up to 120."""
    heavy = Repetition(Body(AVERAGE), lift("hip_thrust", 100), QUICK)
    monkeypatch.setattr(heavy, "_wrenches", lambda kilograms: kilograms)
    monkeypatch.setattr(heavy, "_demand", lambda kilograms: kilograms)
    monkeypatch.setattr(heavy, "_solve", lambda kilograms: kilograms)
    monkeypatch.setattr(heavy, "_unbalanced", lambda kilograms: 0.02 if kilograms < 80 else 0.0)
    monkeypatch.setattr(
        heavy, "_refusal", lambda _, kilograms: "" if 80 <= kilograms <= 120 else "It cannot."
    )
    assert heavy.heaviest() == pytest.approx(120, abs=0.2)


@pytest.mark.parametrize("variant", ["seated_band_abduction", "seated_band_abduction+forward_lean"])
def test_a_floor_does_not_open_the_knees(variant: str) -> None:
    """Feet that turn while the knees open are not pushed round by the floor: muscles stretch the
    band, or energy would come from nowhere."""
    repetition = Repetition(Body(AVERAGE), lift(variant), Options(frames=41))
    found = repetition.simulation()
    assert found.problem == ""
    coefficients = repetition._solve(repetition._demand(repetition.wrenches)).activation
    pushed = repetition.support.ways * coefficients[:, repetition.contacts, None]
    (band,) = repetition.wrenches
    given, taken, column = 0.0, 0.0, 0
    for contact in repetition.lift.movement.contacts:
        for touch in touches(contact):
            force = pushed[:, column : column + EDGES].sum(axis=1)
            given += work(
                force, repetition.where.place(touch.spot) + offsets(repetition.where, touch)
            )
            column += EDGES
    for spot, force in band.forces(repetition.where):
        taken -= work(force, repetition.where.place(spot))
    assert taken > 5  # joules
    assert given < 0.1 * taken


def work(force: np.ndarray, path: np.ndarray) -> float:
    """What forces (F, 3) do along a path (F, 3) on the way out, joules."""
    out = slice(0, len(path) // 2 + 1)
    middle = (force[1:] + force[:-1]) / 2
    return float((middle * np.diff(path, axis=0)).sum(axis=1)[out].sum())


def test_the_hips_do_most_of_a_hip_thrust_and_the_ankles_hardly_anything() -> None:
    """As measured at 70 % of 1RM (Brazil 2021, doi:10.1371/journal.pone.0249307): greater moments
    at the hips than at knees and spine, falling on the way up, negligible ones at the ankles."""
    found = simulate("hip_thrust", load=130)
    up = slice(0, int(found.share.argmax()) + 1)
    hip, knee, ankle = (
        found.torque[up, COORDINATES.index(f"{name}_r")]
        for name in ("hip_flexion", "knee_angle", "ankle_angle")
    )
    spine = found.torque[up, COORDINATES.index("lumbar_extension")]
    extending = -hip
    assert (extending > np.abs(knee)).all()
    assert (2 * extending > spine).all()
    assert np.abs(ankle).mean() < 0.15 * extending.mean()
    assert extending[-1] < 0.75 * extending.max()
    assert extending[: len(extending) // 3].mean() > extending[-len(extending) // 3 :].mean()


def test_a_band_at_the_knees_asks_for_abduction() -> None:
    plain, banded = (
        simulate(v, load=60, options=QUICK) for v in ("hip_thrust", "hip_thrust+knee_band")
    )
    row = COORDINATES.index("hip_adduction_r")
    # the band pulls the thigh in, so the hip has to abduct harder: a more negative torque
    assert banded.torque[:, row].mean() < plain.torque[:, row].mean() - 1


def test_a_condition_of_a_study_is_simulated() -> None:
    found = simulate_condition("bridge_thighs_abducted_0")
    assert found.problem == ""
    assert len(found.times) == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"load": 60.0}, "takes no kilograms|is loaded with"),
        ({"band": "purple"}, "A band is light, medium, heavy, not 'purple'."),
    ],
)
def test_what_cannot_be_asked(arguments: dict, sentence: str) -> None:
    with pytest.raises(CannotSimulate, match=sentence):
        simulate("clamshell+knee_band", **arguments)


@pytest.mark.parametrize(
    ("variant", "arguments", "sentence"),
    [
        ("hip_thrust", {"band": "light"}, "hip_thrust is done with barbell, without a band."),
        ("side_lying_abduction", {"band": "light"}, "is done with bodyweight, without a band."),
        ("hip_thrust", {"kind": LoadKind.BAND}, "From where a band pulls in hip_thrust"),
    ],
)
def test_a_band_that_would_pull_at_nothing_is_refused(
    variant: str, arguments: dict, sentence: str
) -> None:
    with pytest.raises(CannotSimulate, match=sentence):
        simulate(variant, **arguments)


def test_a_band_beside_a_weight_is_named() -> None:
    found = simulate("hip_thrust+knee_band", load=60, band="heavy", options=QUICK)
    assert found.load == "60 kg barbell, heavy band"


@pytest.mark.parametrize(
    ("variant", "limb"),
    [("lateral_band_walk", "left"), ("monster_walk", "left"), ("reverse_lunge", "right")],
)
def test_of_a_walk_the_leg_that_is_stood_on_is_reported(variant: str, limb: str) -> None:
    assert lift(variant).limb == limb
