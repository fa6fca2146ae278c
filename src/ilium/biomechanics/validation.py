"""The atlas put to the test: every published ordering, the further ones too, every claim."""

from collections.abc import Mapping

import msgspec
import numpy as np

from ilium.atlas import Atlas, Judged
from ilium.biomechanics.coordinates import LEG_COORDINATES
from ilium.biomechanics.orderings import Answer, Tally, answer, apart, judged, tally
from ilium.biomechanics.paths import ANGLES, Paths
from ilium.biomechanics.questions import GuideClaim, questions
from ilium.biomechanics.science import HARD_GOAL, SOFT_GOAL
from ilium.evidence import Strength

SIDE = "_r"
"""Both sides have the same moment arms, so the right one speaks for both."""


class Validation(msgspec.Struct, frozen=True, kw_only=True):
    """An atlas with its answers."""

    atlas: Atlas
    orderings: tuple[Judged, ...]  # all, as the atlas keeps them: the known ones, then the further
    claims: dict[GuideClaim, Answer]

    @property
    def hard(self) -> Tally:
        """Of the hard orderings about muscle effort that were known while the engine was built."""
        return tally(apart(self.orderings)[0], Strength.HARD)

    @property
    def soft(self) -> Tally:
        """Of the soft orderings about muscle effort that were known while the engine was built."""
        return tally(apart(self.orderings)[0], Strength.SOFT)

    @property
    def further_hard(self) -> Tally:
        """Of the hard orderings that were written down before the simulation was asked."""
        return tally(apart(self.orderings)[1], Strength.HARD)

    @property
    def further_soft(self) -> Tally:
        """Of the soft orderings that were written down before the simulation was asked."""
        return tally(apart(self.orderings)[1], Strength.SOFT)

    @property
    def enough(self) -> bool:
        """Whether the atlas reproduces as much as it is built to, of the known orderings."""
        return self.hard.share >= HARD_GOAL and self.soft.share >= SOFT_GOAL


def validated(atlas: Atlas) -> Validation:
    """What an atlas answers to all questions."""
    asked = questions()
    return Validation(
        atlas=atlas,
        orderings=tuple(
            msgspec.structs.replace(judged(one, atlas, moment_arm), askable=not one.silent)
            for one in (*asked.orderings, *asked.further)
        ),
        claims={one: answer(one, atlas, moment_arm) for one in asked.claims},
    )


def moment_arm(muscle: str, about: str, angles: Mapping[str, float]) -> float:
    """The moment arm (m) of a muscle of the right leg about one of its coordinates.

    `angles`: degrees of the leg's coordinates, without their side; the others are 0.
    """
    paths = Paths.load()
    posture = np.zeros((1, len(ANGLES)))
    for name, degrees in angles.items():
        posture[0, ANGLES.index(sided(name))] = np.radians(degrees)
    _, arms = paths.evaluate(posture)
    place = paths.names.index(muscle + SIDE)
    first, past = paths.starts[place], paths.starts[place + 1]
    crossed = paths.rows[first:past].tolist()
    wanted = ANGLES.index(sided(about))
    return float(arms[0, first + crossed.index(wanted)]) if wanted in crossed else 0.0


def sided(name: str) -> str:
    """A coordinate's name with its side, where it has one.

    >>> sided("hip_flexion"), sided("lumbar_bending")
    ('hip_flexion_r', 'lumbar_bending')
    """
    return f"{name}{SIDE}" if name in LEG_COORDINATES else name
