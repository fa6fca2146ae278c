"""How an exercise moves: joint angles at its start and end, what touches what, where the load is.

Figures are drawn from it, and it holds what a simulation of a repetition needs.

Space: metres, x forward, y up, z to the right; the place on the floor under the first contact is
the origin. Angles: degrees, named and signed as the coordinates of OpenSim's full-body model
(Rajagopal 2016, doi:10.1109/TBME.2016.2586891). All are zero in a person who stands upright facing
x, arms hanging. Rotations follow each other about the moved axes, in the order of `Angle`.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

import msgspec

from ilium.loads import LoadKind


class Angle(StrEnum):
    """A joint angle in degrees.

    Those of a limb mean both sides; `hip_flexion_l` and `hip_flexion_r` mean one, and come first.
    """

    # The pelvis in space, in this order: -90 of tilt lies prone, 90 supine.
    PELVIS_TILT = "pelvis_tilt"  # about z: positive leans back (posterior tilt)
    PELVIS_LIST = "pelvis_list"  # about x: positive drops the right side, 90 lies on it
    PELVIS_ROTATION = "pelvis_rotation"  # about y: positive turns to the left
    # The trunk on the pelvis.
    LUMBAR_EXTENSION = "lumbar_extension"  # positive leans back
    LUMBAR_BENDING = "lumbar_bending"  # positive bends to the right
    LUMBAR_ROTATION = "lumbar_rotation"  # positive turns to the left
    # Two that the model does not have (its trunk and head are one body): positive bends forward.
    THORAX_FLEXION = "thorax_flexion"
    NECK_FLEXION = "neck_flexion"
    # The legs.
    HIP_FLEXION = "hip_flexion"  # positive lifts the thigh to the front
    HIP_ADDUCTION = "hip_adduction"  # positive takes it to the midline, negative abducts
    HIP_ROTATION = "hip_rotation"  # positive turns it in
    KNEE_ANGLE = "knee_angle"  # positive flexes
    ANKLE_ANGLE = "ankle_angle"  # positive lifts the forefoot (dorsiflexion)
    SUBTALAR_ANGLE = "subtalar_angle"  # positive turns the sole in (inversion)
    MTP_ANGLE = "mtp_angle"  # positive lifts the toes
    # The arms.
    ARM_FLEX = "arm_flex"  # positive lifts the arm to the front
    ARM_ADD = "arm_add"  # positive takes it to the midline, negative abducts
    ARM_ROT = "arm_rot"  # positive turns it in
    ELBOW_FLEX = "elbow_flex"  # positive bends
    # One side's own.
    HIP_FLEXION_L = "hip_flexion_l"
    HIP_FLEXION_R = "hip_flexion_r"
    HIP_ADDUCTION_L = "hip_adduction_l"
    HIP_ADDUCTION_R = "hip_adduction_r"
    HIP_ROTATION_L = "hip_rotation_l"
    HIP_ROTATION_R = "hip_rotation_r"
    KNEE_ANGLE_L = "knee_angle_l"
    KNEE_ANGLE_R = "knee_angle_r"
    ANKLE_ANGLE_L = "ankle_angle_l"
    ANKLE_ANGLE_R = "ankle_angle_r"
    SUBTALAR_ANGLE_L = "subtalar_angle_l"
    SUBTALAR_ANGLE_R = "subtalar_angle_r"
    MTP_ANGLE_L = "mtp_angle_l"
    MTP_ANGLE_R = "mtp_angle_r"
    ARM_FLEX_L = "arm_flex_l"
    ARM_FLEX_R = "arm_flex_r"
    ARM_ADD_L = "arm_add_l"
    ARM_ADD_R = "arm_add_r"
    ARM_ROT_L = "arm_rot_l"
    ARM_ROT_R = "arm_rot_r"
    ELBOW_FLEX_L = "elbow_flex_l"
    ELBOW_FLEX_R = "elbow_flex_r"


Angles = dict[Angle, float]

TRUNK: tuple[Angle, ...] = tuple(Angle)[:8]
"""Pelvis, spine and head."""

LIMBS: tuple[Angle, ...] = tuple(Angle)[8:19]
"""Angles that each side has."""

_SIDES: dict[Angle, tuple[Angle, Angle]] = {
    angle: (Angle(f"{angle}_l"), Angle(f"{angle}_r")) for angle in LIMBS
}

COORDINATES: tuple[Angle, ...] = (*TRUNK, *(side for pair in _SIDES.values() for side in pair))
"""Every angle of a posture, sides apart: what a posture is complete with."""


class Phase(StrEnum):
    """A position of a repetition. `middle` is there where the way between would be wrong."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


class Side(StrEnum):
    """A side of the body."""

    LEFT = "left"
    RIGHT = "right"


class Point(StrEnum):
    """A place on the body that touches something, carries something or is pulled."""

    FOOT_L = "foot_l"  # the whole sole
    FOOT_R = "foot_r"
    HEEL_L = "heel_l"
    HEEL_R = "heel_r"
    BALL_L = "ball_l"  # ball of the foot and toes
    BALL_R = "ball_r"
    INSTEP_L = "instep_l"  # top of the foot, laces down
    INSTEP_R = "instep_r"
    FOOT_EDGE_L = "foot_edge_l"  # outer edge
    FOOT_EDGE_R = "foot_edge_r"
    FOOT_INSIDE_L = "foot_inside_l"  # inner edge
    FOOT_INSIDE_R = "foot_inside_r"
    ANKLE_L = "ankle_l"
    ANKLE_R = "ankle_r"
    CALF_L = "calf_l"  # back of the shank above the heel
    CALF_R = "calf_r"
    KNEE_L = "knee_l"  # front of the knee and shin below it
    KNEE_R = "knee_r"
    KNEE_SIDE_L = "knee_side_l"  # outside of the knee
    KNEE_SIDE_R = "knee_side_r"
    KNEE_INSIDE_L = "knee_inside_l"
    KNEE_INSIDE_R = "knee_inside_r"
    THIGH_L = "thigh_l"  # front of the upper thigh
    THIGH_R = "thigh_r"
    HIP_L = "hip_l"  # side of the hip, over the greater trochanter
    HIP_R = "hip_r"
    HAND_L = "hand_l"
    HAND_R = "hand_r"
    ELBOW_L = "elbow_l"  # elbow and forearm
    ELBOW_R = "elbow_r"
    SHOULDER_L = "shoulder_l"  # outside of the shoulder
    SHOULDER_R = "shoulder_r"
    HIP_CREASE = "hip_crease"
    SEAT = "seat"  # under the sitting bones
    BUTTOCKS = "buttocks"  # back of the pelvis
    SHOULDER_BLADES = "shoulder_blades"
    UPPER_BACK = "upper_back"  # below the neck
    CHEST = "chest"
    BELLY = "belly"
    HEAD = "head"


class Support(StrEnum):
    """What a point touches."""

    FLOOR = "floor"
    STEP = "step"
    BENCH = "bench"
    CHAIR = "chair"
    PAD = "pad"  # an inclined or edged pad, as of a hyperextension bench
    ROLLER = "roller"  # holds the heels or shins down
    PLATE = "plate"  # the foot plate of a machine
    MACHINE = "machine"  # the moving pads and foot rests of a machine
    BODY = "body"  # the other leg, level at its height
    WALL = "wall"
    RAIL = "rail"  # a frame, rail or handle that a hand can pull and push


class Contact(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A point that touches a support; the support gives it force, the point stays where it is."""

    at: Point
    on: Support = Support.FLOOR
    height: float = 0.0  # metres of the support's surface above the floor, where it is level
    phase: Phase | None = None  # touches in this phase only


class Place(StrEnum):
    """Where the load is."""

    HANDS = "hands"  # one in each hand, or one bar in both
    BETWEEN_HANDS = "between_hands"  # one weight in both hands
    HAND_L = "hand_l"
    HAND_R = "hand_r"
    CHEST = "chest"  # held against the breastbone
    UPPER_BACK = "upper_back"  # a bar across it
    HIPS = "hips"  # across the crease of the hips
    HIP_L = "hip_l"  # on one hip
    HIP_R = "hip_r"


class Band(StrEnum):
    """Where a loop band is."""

    KNEES = "knees"  # round both thighs, above the knees
    ANKLES = "ankles"
    FEET = "feet"  # round the middle of both feet


class Line(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A cable or long band that pulls a point toward its anchor."""

    to: Point
    also: Point | None = None  # the other hand on the rope
    anchor: tuple[float, float, float]  # x, y, z, metres

    @property
    def points(self) -> tuple[Point, ...]:
        """Where it pulls, in equal parts."""
        return (self.to,) if self.also is None else (self.to, self.also)


class Camera(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """From where the figure is seen, degrees.

    Azimuth 0 sees the right side, 90 the front (+x), -90 the back; elevation looks down.
    """

    azimuth: float = 0.0
    elevation: float = 0.0


class Movement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One repetition: the angles of its phases, its contacts and where its loads are."""

    camera: Camera
    side: Side | None = None  # the side that works, for one-sided exercises
    # The first one touches in every phase: its place is the origin, the root follows from it.
    contacts: tuple[Contact, ...]
    load: dict[LoadKind, Place] = {}  # for each weighed kind of load of the exercise
    bands: tuple[Band, ...] = ()
    line: Line | None = None
    start: Angles
    middle: Angles = {}  # what differs from the start
    end: Angles  # what differs from the start

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The phases in order."""
        return (Phase.START, Phase.MIDDLE, Phase.END) if self.middle else (Phase.START, Phase.END)

    def angles(self, phase: Phase) -> Angles:
        """Every coordinate in a phase; those that are not said are 0.

        A movement without a middle is there in its end.
        """
        said = by_side(self.start)
        if phase is Phase.MIDDLE and self.middle:
            said |= by_side(self.middle)
        elif phase is not Phase.START:
            said |= by_side(self.end)
        return {angle: said.get(angle, 0.0) for angle in COORDINATES}

    def contacts_in(self, phase: Phase) -> tuple[Contact, ...]:
        """The contacts of a phase."""
        return tuple(c for c in self.contacts if c.phase is None or c.phase is phase)


class MovementChange(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a modifier changes in a movement. What is left out stays."""

    always: Angles = {}  # angles of every phase
    start: Angles = {}
    middle: Angles = {}
    end: Angles = {}
    contacts: tuple[Contact, ...] = ()  # in place of the exercise's
    load: dict[LoadKind, Place] = {}
    bands: tuple[Band, ...] = ()  # in place of the exercise's
    line: Line | None = None


def by_side(angles: Mapping[Angle, float]) -> Angles:
    """The angles with those of both sides written as two; a side's own comes first.

    >>> by_side({Angle.KNEE_ANGLE: 90, Angle.KNEE_ANGLE_R: 10})
    {<Angle.KNEE_ANGLE_L: 'knee_angle_l'>: 90, <Angle.KNEE_ANGLE_R: 'knee_angle_r'>: 10}
    """
    both = {side: value for angle, value in angles.items() for side in _SIDES.get(angle, ())}
    return both | {angle: value for angle, value in angles.items() if angle not in _SIDES}


def changed(movement: Movement, changes: Iterable[MovementChange]) -> Movement:
    """The movement with the changes of modifiers made, in their order."""
    for change in changes:
        # The end is written as a difference from the start, so a change of the start alone must
        # not move it: what the end has is kept there.
        start, end = by_side(movement.start), by_side(movement.end)
        after = by_side(change.always) | by_side(change.start)
        kept = {angle: start.get(angle, 0.0) for angle in by_side(change.start)}
        always = by_side(change.always)
        middle = by_side(movement.middle)
        movement = msgspec.structs.replace(
            movement,
            start=start | after,
            middle=(kept | middle | always | by_side(change.middle))
            if middle or change.middle
            else {},
            end=kept | end | always | by_side(change.end),
            contacts=change.contacts or movement.contacts,
            load=movement.load | change.load,
            bands=change.bands or movement.bands,
            line=change.line or movement.line,
        )
    return movement
