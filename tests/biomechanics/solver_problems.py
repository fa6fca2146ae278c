"""Problems of the solver's size: a body that squats with its back against a wall.

Geometry and gravity are a real chain's (two legs, trunk, contacts at feet and back), so the
contacts must carry the weight; the muscles have random moment arms and strengths, within the range
of the real ones, that change smoothly from frame to frame.
"""

from pathlib import Path

import numpy as np

from ilium.biomechanics.coordinates import COORDINATES, LEG_COORDINATES, ROW
from ilium.biomechanics.solver import Columns, Cost

X, Y, Z = np.eye(3)
LEG_GROUPS = (
    (16, ("hip_flexion", "hip_adduction", "hip_rotation")),
    (10, ("hip_flexion", "hip_adduction", "hip_rotation", "knee_angle")),
    (3, ("knee_angle",)),
    (4, ("ankle_angle", "subtalar_angle")),
    (3, ("knee_angle", "ankle_angle", "subtalar_angle")),
    (4, ("ankle_angle", "subtalar_angle", "mtp_angle")),
)
"""How many muscles of a leg cross which of its coordinates: 40."""
LUMBAR = ("lumbar_extension", "lumbar_bending", "lumbar_rotation")
CONTACT_WEIGHT = 2e-9
"""A contact force of a body weight, about 700 N, costs a thousandth of a full activation."""
ROOT_RESERVE = 0.01
FRICTION = 0.6


def squat(frames: int = 41, *, trunk_muscles: int = 210, seed: int = 0) -> tuple:
    """Columns, demand and cost of a squat: 80 leg muscles, the trunk's, 64 contact columns."""
    random = np.random.default_rng(seed)
    crossed = [
        tuple(f"{name}_{side}" for name in names)
        for side in "rl"
        for count, names in LEG_GROUPS
        for _ in range(count)
    ]
    strength = list(random.uniform(300, 3000, len(crossed)))
    crossed += [LUMBAR] * trunk_muscles
    strength += list(random.uniform(50, 300, trunk_muscles))
    ends: tuple[list, list] = ([], [])  # the muscles' entries at the top and at the bottom
    for names, force in zip(crossed, strength, strict=True):
        arms = random.normal(0, 0.03, len(names))
        for entries in ends:
            stretch = random.uniform(0.5, 1.0)
            entries.append((arms + random.normal(0, 0.01)) * force * stretch)
    rows = [[ROW[name] for name in names] for names in crossed]
    top, bottom = (np.concatenate(entries) for entries in ends)
    values, demand = [], []
    for depth in np.sin(np.linspace(0, np.pi, frames)) ** 2:
        contacts, needed = _posture(depth)
        touched = np.concatenate([entries for _, entries in contacts])
        values.append(np.concatenate([(1 - depth) * top + depth * bottom, touched]))
        demand.append(needed)
    rows += [used for used, _ in contacts]
    counts = [len(crossed), len(contacts)]
    return (
        Columns(
            values=np.array(values),
            rows=np.concatenate(rows),
            starts=np.cumsum([0, *(len(used) for used in rows)]),
        ),
        np.array(demand),
        Cost(
            weight=np.repeat([1.0, CONTACT_WEIGHT], counts),
            upper=np.repeat([1.0, np.inf], counts),
            reserve=np.repeat([ROOT_RESERVE, 1.0], [6, len(COORDINATES) - 6]),
        ),
    )


def cubed(cost: Cost) -> Cost:
    """The same with the cube for muscles; contacts stay squares."""
    power = np.where(np.isinf(cost.upper), 2, 3)
    return Cost(
        weight=cost.weight, upper=cost.upper, lower=cost.lower, reserve=cost.reserve, power=power
    )


def _posture(depth: float) -> tuple[list[tuple[list[int], np.ndarray]], np.ndarray]:
    """The rows and entries of 64 contact columns, and the torques against gravity (23,)."""
    thigh, shank = np.radians(90 * depth), np.radians(-25 * depth)  # from the vertical
    foot = np.array([0.05, 0.0, 0.0])
    ankle = foot + np.array([-0.05, 0.08, 0.0])
    knee = ankle + 0.42 * np.array([-np.sin(shank), np.cos(shank), 0])
    hip = knee + 0.42 * np.array([-np.sin(thigh), np.cos(thigh), 0])
    pelvis = hip + 0.08 * Y
    joints = {}
    loads = [(pelvis + 0.35 * Y, 45.0, LUMBAR), (pelvis, 11.0, ())]
    for side, sign in (("r", 1.0), ("l", -1.0)):
        aside = np.array([0, 0, 0.09 * sign])
        down = (knee - hip) / 0.42
        joints |= {
            f"hip_flexion_{side}": (hip + aside, Z),
            f"hip_adduction_{side}": (hip + aside, sign * X),
            f"hip_rotation_{side}": (hip + aside, -sign * down),
            f"knee_angle_{side}": (knee + aside, -Z),
            f"ankle_angle_{side}": (ankle + aside, Z),
            f"subtalar_angle_{side}": (ankle + aside - [0, 0.03, 0], sign * (X + Y) / np.sqrt(2)),
            f"mtp_angle_{side}": (foot + aside + [0.08, 0.01, 0], Z),
        }
        names = [f"{name}_{side}" for name in LEG_COORDINATES]
        loads.append(((hip + knee) / 2 + aside, 7.5, names[:3]))
        loads.append(((knee + ankle) / 2 + aside, 3.5, names[:4]))
        loads.append((foot + aside, 1.0, names[:6]))
    spine = zip(LUMBAR, (Z, X, Y), strict=True)
    joints |= {name: (pelvis + 0.1 * Y, axis) for name, axis in spine}

    def column(place: np.ndarray, force: np.ndarray, names) -> np.ndarray:
        """What a force at a place does along each coordinate."""
        found = np.zeros(len(COORDINATES))
        found[:3], found[3:6] = force, np.cross(place - pelvis, force)
        for name in names:
            centre, axis = joints[name]
            found[ROW[name]] = axis @ np.cross(place - centre, force)
        return found

    touched = []
    for side, sign in (("r", 1.0), ("l", -1.0)):
        names = [f"{name}_{side}" for name in LEG_COORDINATES]
        for along, across in ((-0.08, -0.03), (-0.08, 0.03), (0.16, -0.04), (0.16, 0.04)):
            place = foot + along * X + (0.09 * sign + across) * Z
            touched.append((place, Y, X, Z, names if along > 0.1 else names[:6]))
    touched += [
        (pelvis + np.array([-0.1, height, across]), X, Y, Z, LUMBAR)
        for height in (0.2, 0.3, 0.4, 0.5)
        for across in (-0.1, 0.1)
    ]
    contacts = [
        (rows := _rows(names), column(place, normal + sign * FRICTION * aside, names)[rows])
        for place, normal, *tangents, names in touched
        for aside in tangents
        for sign in (1, -1)
    ]
    demand = sum(column(place, 9.80665 * mass * Y, names) for place, mass, names in loads)
    return contacts, demand


def _rows(names) -> list[int]:
    return [*range(6), *sorted(ROW[name] for name in names)]


FIXTURE = Path(__file__).parent / "data/opensim_static_optimisation.npz"
TASKS = ("gait2392_stance", "gait2392_abduction", "RLU2023_stance", "RLU2023_abduction")
"""data/opensim_static_optimisation.md says what they are."""


def opensim_task(task: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A (10, m, n), b (10, m) and the activations (10, n) that OpenSim found."""
    with np.load(FIXTURE) as file:
        return file[f"{task}.A"], file[f"{task}.b"], file[f"{task}.activation"]


def quadratic_programme(matrix: np.ndarray, demand: np.ndarray, cost: Cost) -> tuple:
    """H, f, A, upper, lower, sense of DAQP, for power 2: the unknowns are activations, reserves."""
    rows, columns = matrix.shape
    weight, lower, upper = (
        np.broadcast_to(np.asarray(given, dtype=float), columns)
        for given in (cost.weight, cost.lower, cost.upper)
    )
    reserve = np.broadcast_to(np.asarray(cost.reserve, dtype=float), rows)
    free = np.full(rows, 1e30)
    return (
        np.diag(np.concatenate([weight, np.ones(rows)])),
        np.zeros(columns + rows),
        np.hstack([matrix, np.diag(reserve)]),
        np.concatenate([np.minimum(upper, 1e30), free, demand]),
        np.concatenate([np.maximum(lower, -1e30), -free, demand]),
        np.repeat(np.array([0, 5], dtype=np.int32), [columns + rows, rows]),
    )
