"""One repetition: its motion in balance, the equations of every frame, and their answer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from ilium.biomechanics.abdomen import MOST_PRESSURE, greatest_extension
from ilium.biomechanics.body import GRAVITY, Body
from ilium.biomechanics.contacts import point_spot, touching
from ilium.biomechanics.coordinates import COORDINATES, ROOT
from ilium.biomechanics.equilibrium import (
    TOES,
    bounds,
    pulled,
    reserve_strength,
    side_by_side,
    supports,
    together,
)
from ilium.biomechanics.force_length import muscle_state
from ilium.biomechanics.kinematics import Kinematics, Pose
from ilium.biomechanics.lift import Lift, free_leg, stands, steps
from ilium.biomechanics.loads import Weight, Wrenches, providers, weighted
from ilium.biomechanics.motion import MAXIMUM_VELOCITY, Motion, held, seconds
from ilium.biomechanics.muscles import muscles
from ilium.biomechanics.options import Options
from ilium.biomechanics.paths import Paths
from ilium.biomechanics.person import Person
from ilium.biomechanics.refusals import lacking, unbalanced
from ilium.biomechanics.settling import ABREAST, Settler, Stance
from ilium.biomechanics.simulation_result import Simulation
from ilium.biomechanics.solver import Columns, Cost, Solution, solve
from ilium.exercises.movement import COORDINATES as ANGLES
from ilium.exercises.movement import Contact, Phase, Point
from ilium.loads import LoadKind

Array = NDArray[np.float64]

LUMBAR_EXTENSION = COORDINATES.index("lumbar_extension")

KEYS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Shares of the way at which the posture finds its balance; between them it runs smoothly."""

HEAVIEST = 500.0
"""Kilograms: above every record of these exercises, so the search has an end."""

ROUNDS_OF_SEARCH = 12
"""Halvings of the range in which the heaviest load lies: 500 kg / 2^12 is 0.1 kg."""

SLOWING, MOST_SLOWING = 1.5, 4
"""A tempo at which a body would tip over, as nobody throws a heavy weight about, is slowed by this,
so many times."""

UNBALANCED = 0.01
"""What may be left of force (body weights) and moment (body weights times metres) at the pelvis."""


class Repetition:
    """A lift set up for the solver: the motion, then the equations of every frame."""

    def __init__(self, body: Body, lift: Lift, options: Options) -> None:
        self.body, self.lift, self.options = body, lift, options
        anchor = lift.movement.contacts[0]
        self.anchor, self.at = point_spot(anchor.at), np.array([0.0, anchor.height, 0.0])
        self.wrenches = self._wrenches(lift.kilograms)
        self.motion = self._settled()
        self._set_up()
        for _ in range(MOST_SLOWING):
            if (
                not self.where.moving
                or self._unbalanced(self._solve(self._demand(self.wrenches))) == 0
            ):
                break
            self.motion = self.motion.slowed(SLOWING)
            self._set_up()

    def _set_up(self) -> None:
        """The frames of the motion and their equations."""
        lift = self.lift
        self.times = self.motion.times(self.options.frames)
        self.share = self.motion.share(self.times)
        self.where = Kinematics(
            self.body,
            self.motion.posture,
            self.times,
            self.anchor,
            self.at,
            moving=bool(self.motion.duration) and not steps(lift.movement),
        )
        self.support = supports(self.body, self.where, lift.movement, self.share)
        self._muscles()

    # --- posture ---

    def _wrenches(self, kilograms: float) -> tuple[Wrenches, ...]:
        start = Pose(self.body, self._target(0.0)[None], self.anchor, self.at)
        lift = self.lift
        if lift.cuffs:
            spots = tuple(point_spot(_ankle(side)) for side in lift.cuffs)
            rest = providers(lift.movement, LoadKind.NONE, 0.0, lift.band, start)
            return (*rest, Weight(kilograms, spots))
        return providers(lift.movement, lift.kind, kilograms, lift.band, start)

    def _target(self, share: float) -> Array:
        """The posture that the data asks for at a share of the way: even between phases."""
        movement = self.lift.movement
        phases = movement.phases
        spots = np.linspace(0, 1, len(phases))
        rows = np.array([[angles[a] for a in ANGLES] for angles in map(movement.angles, phases)])
        posture = np.array([np.interp(share, spots, column) for column in rows.T])
        return np.radians(posture + posture_offset(self.options))

    def _settled(self) -> Motion:
        lift = self.lift
        settler = Settler(self.body, self.wrenches)
        kept = self._footprints()
        if lift.held is not None:
            share = {Phase.START: 0.0, Phase.MIDDLE: 0.5, Phase.END: 1.0}[lift.held]
            return held(self._settle(settler, share, kept), share)
        ends = [self._settle(settler, share, kept) for share in (0.0, 1.0)]
        between = [self._settle(settler, share, kept, ends) for share in KEYS[1:-1]]
        postures = np.stack([ends[0], *between, ends[1]])
        first, last = Pose(self.body, np.stack(ends), self.anchor, self.at).centre_of_mass[:, 1]
        # A step is in balance at every instant as it is.
        slowly = lift.slowly and not steps(lift.movement)
        least = self._way(np.stack(ends)) / MAXIMUM_VELOCITY if slowly else 0.0
        return Motion(np.array(KEYS), postures, *seconds(lift.tempo, last < first, least))

    def _footprints(self) -> dict[Contact, Array]:
        """Where feet stand side by side from the beginning, whatever pulls; else nothing yet."""
        movement = self.lift.movement
        if not stands(movement):
            return {}
        pose = Pose(self.body, self._target(0.0)[None], self.anchor, self.at)
        places = {one: pose.place(point_spot(one.at))[0] for one in movement.contacts}
        ahead = [place[0] for place in places.values()]
        return places if np.ptp(ahead) < ABREAST else {}

    def _way(self, ends: Array) -> float:
        """How far (m) the load goes between the first and the last posture (2, angles)."""
        pose = Pose(self.body, ends, self.anchor, self.at)
        ways = (np.diff(pose.place(spot), axis=0) for spot in weighted(self.wrenches))
        return max((float(np.linalg.norm(way)) for way in ways), default=0.0)

    def _settle(
        self,
        settler: Settler,
        share: float,
        kept: dict[Contact, Array],
        ends: Sequence[Array] | None = None,
    ) -> Array:
        """The posture in balance at a share of the way; contacts stay where they first were."""
        stance = self._stance(share, kept)
        target = self._target(share)
        if ends and stands(self.lift.movement):
            first, last = (settler.over(one, stance) for one in ends)
            stance = replace(stance, over=first + share * (last - first))
        posture = settler.settle(target, stance)
        if ends is None and stands(self.lift.movement):
            posture = settler.shifted(posture, target, stance)
        pose = Pose(self.body, posture[None], self.anchor, self.at)
        for contact in stance.contacts:
            if contact.phase is None:
                kept.setdefault(contact, pose.place(point_spot(contact.at))[0])
        return posture

    def _stance(self, share: float, kept: dict[Contact, Array]) -> Stance:
        movement = self.lift.movement
        here = tuple(c for c in movement.contacts if touching(c, np.array([share]), movement)[0])
        places = tuple(kept.get(c) for c in here)
        return Stance(here, places, self.anchor, self.at)

    # --- equations ---

    def _muscles(self) -> None:
        paths = Paths.load()
        row_of = {angle.value: index for index, angle in enumerate(ANGLES)}
        angles = self.where.postures[:, [row_of[name] for name in COORDINATES[len(ROOT) :]]]
        self.lengths, self.arms = paths.evaluate(angles)
        self.fibre, capacity, self.passive = muscle_state(self.lengths, self.body.person)
        self.capacity = capacity
        self.arms *= arm_scale(self.body.person)[paths.rows]
        pressing = np.full((len(angles), 1), greatest_extension(self.body.person))
        of_contacts = np.hstack([self.support.values, pressing])
        starts = np.append(self.support.starts[1:], len(self.support.rows) + 1)
        self.columns = Columns(
            values=side_by_side(self.arms, paths.starts, capacity, of_contacts),
            rows=np.concatenate([paths.rows + len(ROOT), self.support.rows, [LUMBAR_EXTENSION]]),
            starts=np.concatenate([paths.starts, paths.starts[-1] + starts]),
        )
        self.passive_torque = together(
            self.arms, paths.rows + len(ROOT), paths.starts, self.passive
        )
        self.count, self.names = len(paths.names), paths.names
        self.contacts = slice(self.count, -1)
        self.cost = self._cost()

    def _cost(self) -> Cost:
        """Every muscle counts once, in however many lines it comes: how a muscle is divided would
        else decide how much it is used (Holmberg 2012, doi:10.1007/s11044-011-9277-4)."""
        least, most = bounds(self.support)
        edges = len(self.support.contact)
        shares, power = [one.share for one in muscles()], self.options.power
        return Cost(
            reserve=reserve_strength(),
            weight=np.r_[shares, np.full(edges, self.options.contact_weight), 1.0],
            power=np.r_[np.full(self.count, power), np.full(edges, 2), power],
            lower=np.r_[np.zeros(self.count), least, 0.0],
            upper=np.r_[np.ones(self.count), most, float(self.options.braced)],
        )

    def _solve(self, demand: Array) -> Solution:
        return solve(self.columns, demand, self.cost)

    def heaviest(self) -> float:
        """The heaviest load (kg) that muscles balance in every frame, in this motion.

        The motion balances the load that it was settled with: that a lighter one leaves it out of
        balance says nothing about muscles.
        """
        unloaded = self._demand(self._wrenches(0.0))
        by_kilogram = self._demand(self._wrenches(1.0)) - unloaded
        low, high = 0.0, HEAVIEST
        for _ in range(ROUNDS_OF_SEARCH):
            middle = (low + high) / 2
            demand = unloaded + middle * by_kilogram
            solution = self._solve(demand)
            too_light = middle < self.lift.kilograms and self._unbalanced(solution) > 0
            fails = not too_light and self._refusal(demand, solution)
            low, high = (low, middle) if fails else (middle, high)
        return low

    def _demand(self, wrenches: Sequence[Wrenches]) -> Array:
        return self.where.torque - pulled(self.where, wrenches) - self.passive_torque

    def simulation(self) -> Simulation:
        """What the solver finds for this load."""
        demand = self._demand(self.wrenches)
        solution = self._solve(demand)
        muscles = solution.activation[:, : self.count]
        return Simulation(
            variant=self.lift.id,
            load=self._load(),
            kilograms=self.lift.kilograms,
            limb=self.lift.limb,
            times=self.times,
            share=self.share,
            muscles=self.names,
            activation=muscles,
            force=muscles * self.capacity,
            passive_force=self.passive,
            fibre_length=self.fibre,
            path_length=self.lengths * self.body.person.scale,
            torque=self._active_torque(demand, solution),
            reserve=solution.reserve * reserve_strength(),
            contacts=self.support.names,
            contact_force=self.support.forces(solution.activation[:, self.contacts]),
            abdominal_pressure=MOST_PRESSURE * solution.activation[:, -1],
            problem=self._refusal(demand, solution),
        )

    def _active_torque(self, demand: Array, solution: Solution) -> Array:
        """What is left for muscles (F, 23) once contacts push as they do, N and N m; those that
        press on the abdomen are among them."""
        support, pushing = self.support, solution.activation[:, self.contacts]
        return demand - together(support.values, support.rows, support.starts, pushing)

    def _load(self) -> str:
        lift = self.lift
        banded = lift.kind is LoadKind.BAND or lift.movement.bands
        weight = [f"{lift.kilograms:.4g} kg {lift.kind}"] if lift.kilograms > 0 else []
        band = [f"{lift.band} band"] if banded else []
        return ", ".join(weight + band) or "bodyweight"

    def _unbalanced(self, solution: Solution) -> float:
        """What contacts cannot give at the pelvis, body weights; 0 where it hardly matters."""
        left = np.abs(solution.reserve * reserve_strength())[:, : len(ROOT)]
        worst = float(left.max()) / (self.body.mass * GRAVITY)
        return worst if worst > UNBALANCED else 0.0

    def _refusal(self, demand: Array, solution: Solution) -> str:
        """Why the answer means nothing, or nothing."""
        left = np.abs(solution.reserve * reserve_strength())
        root, joints = slice(len(ROOT)), slice(len(ROOT), None)
        if self._unbalanced(solution):
            return unbalanced(left[:, root], self.times, self.body.mass * GRAVITY)
        torque = self._active_torque(demand, solution) + self.passive_torque
        spared = [*TOES, *free_leg(self.lift.movement, self.lift.limb)]
        return lacking(left[:, joints], torque[:, joints], [row - len(ROOT) for row in spared])


OFFSETS: Mapping[str, Mapping[str, float]] = {
    # The pelvis tips forward over the thighs, and the trunk with it.
    "lean": {"pelvis_tilt": -1.0, "hip_flexion": 1.0},
    "apart": {"hip_adduction": -1.0},
    "turned_out": {"hip_rotation": -1.0},
}
"""What a degree of each of the options of posture changes, on both sides."""


def posture_offset(options: Options) -> Array:
    """By how much the options change the angles of a posture (angles,), degrees."""
    found = np.zeros(len(ANGLES))
    for name, changes in OFFSETS.items():
        for index, angle in enumerate(ANGLES):
            stem = angle.value.removesuffix("_r").removesuffix("_l")
            found[index] += getattr(options, name) * changes.get(stem, 0.0)
    return found


def arm_scale(person: Person) -> Array:
    """Moment arms of a person as multiples of the model's, by coordinate (17,)."""
    return np.array(
        [
            person.pelvis_scale if name.startswith("hip_adduction") else person.scale
            for name in COORDINATES[len(ROOT) :]
        ]
    )


def _ankle(side: str) -> Point:
    return Point.ANKLE_R if side == "r" else Point.ANKLE_L
