"""The muscle regions that Ilium trains, and those that take over when the trained ones do not work.

"Upper glutes" means three regions: gluteus medius, gluteus minimus and the superior fibres of
gluteus maximus. The others are compensators: trained along the way, counted and capped.
"""

from enum import StrEnum


class Region(StrEnum):
    """A muscle, or the part of one, that sets are counted for."""

    GLUTEUS_MEDIUS = "gluteus_medius"
    GLUTEUS_MINIMUS = "gluteus_minimus"
    GLUTEUS_MAXIMUS_SUPERIOR = "gluteus_maximus_superior"
    GLUTEUS_MAXIMUS_INFERIOR = "gluteus_maximus_inferior"
    HAMSTRINGS = "hamstrings"
    ERECTOR_SPINAE = "erector_spinae"
    TENSOR_FASCIAE_LATAE = "tensor_fasciae_latae"
    QUADRICEPS = "quadriceps"
    ADDUCTORS = "adductors"


class JointAction(StrEnum):
    """What a joint does, or resists, during an exercise."""

    HIP_EXTENSION = "hip_extension"
    HIP_ABDUCTION = "hip_abduction"
    HIP_EXTERNAL_ROTATION = "hip_external_rotation"
    HIP_INTERNAL_ROTATION = "hip_internal_rotation"
    KNEE_EXTENSION = "knee_extension"
    KNEE_FLEXION = "knee_flexion"
    TRUNK_EXTENSION = "trunk_extension"
    # One leg carries the body and the hip muscles of that side keep the pelvis level.
    SINGLE_LEG_STABILITY = "single_leg_stability"


TARGETS: tuple[Region, ...] = (
    Region.GLUTEUS_MEDIUS,
    Region.GLUTEUS_MINIMUS,
    Region.GLUTEUS_MAXIMUS_SUPERIOR,
)
"""The upper glutes, in the order in which they are always listed."""

COMPENSATORS: tuple[Region, ...] = tuple(region for region in Region if region not in TARGETS)


def region_name(region: Region) -> str:
    """The region's name as a person reads it.

    >>> region_name(Region.GLUTEUS_MAXIMUS_SUPERIOR)
    'gluteus maximus superior'
    """
    return region.value.replace("_", " ")
