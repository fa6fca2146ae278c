"""The coordinates in which a posture is balanced: rows of every equilibrium in this package.

Six of the pelvis in space, three of the lumbar spine, seven of each leg. Arms, upper back and neck
move too, but are taken to be strong enough: their torques are not asked for.

Names and signs are those of `ilium.exercises.movement` (Rajagopal 2016): z is the axis of
flexion, x of adduction and bending, y of rotation; the left side is the right one's mirror image.
"""

from ilium.exercises.movement import Angle

ROOT = (
    "pelvis_force_x",
    "pelvis_force_y",
    "pelvis_force_z",
    "pelvis_moment_x",
    "pelvis_moment_y",
    "pelvis_moment_z",
)
"""Force on the pelvis along the axes of space (N) and moment about its own axes (N m)."""

LUMBAR = (Angle.LUMBAR_EXTENSION, Angle.LUMBAR_BENDING, Angle.LUMBAR_ROTATION)

LEG_COORDINATES = (
    "hip_flexion",
    "hip_adduction",
    "hip_rotation",
    "knee_angle",
    "ankle_angle",
    "subtalar_angle",
    "mtp_angle",
)
"""The coordinates of a leg, without their side."""

SIDES = ("r", "l")

COORDINATES: tuple[str, ...] = (
    *ROOT,
    *(angle.value for angle in LUMBAR),
    *(f"{name}_{side}" for side in SIDES for name in LEG_COORDINATES),
)
"""The rows: 6 + 3 + 7 + 7 = 23. Moments are positive in the coordinate's positive direction, so a
positive knee moment flexes the knee."""

ROW: dict[str, int] = {name: index for index, name in enumerate(COORDINATES)}
"""The row of each coordinate."""
