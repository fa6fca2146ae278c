"""The shape of an exercise: what one TOML file of the catalogue holds, and nothing derived.

The field comments here are the reference for writing a file; CONTRIBUTING.md walks
through one. A key that is not here is an error.
"""

from enum import StrEnum

import msgspec

from ilium.anatomy import JointAction, Region
from ilium.exercises.movement import Movement, MovementChange, changed
from ilium.loads import Equipment, LoadKind


class Role(StrEnum):
    """A block of a session, in the order in which blocks are done."""

    ACTIVATION = "activation"
    HEAVY = "heavy"
    ISOLATION = "isolation"


class Laterality(StrEnum):
    """Whether both sides work at once, or one after the other with their own sets."""

    BILATERAL = "bilateral"
    UNILATERAL = "unilateral"


class Measure(StrEnum):
    """What is counted in a set."""

    REPS = "reps"
    SECONDS = "seconds"


class Limit(StrEnum):
    """A place that a person has to look after."""

    LOW_BACK = "low_back"
    KNEE = "knee"
    FRONT_OF_HIP = "front_of_hip"
    SIDE_OF_HIP = "side_of_hip"


class Severity(StrEnum):
    """What a limit asks: `avoid` leaves the exercise out, `care` keeps it with a caution."""

    AVOID = "avoid"
    CARE = "care"


class Basis(StrEnum):
    """How a region credit is known, the best first.

    `reasoned` is from joint actions and anatomy, unmeasured. `simulated` is never written in an
    exercise's file: it comes with `ilium.exercises.simulated`.
    """

    MEASURED = "measured"
    SECONDARY = "secondary"
    SIMULATED = "simulated"
    REASONED = "reasoned"


CITED = frozenset({Basis.MEASURED, Basis.SECONDARY})
"""The bases that rest on studies."""


class Credit(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much of a set counts for a region: 1 direct, 0.5 indirect, 0 none.

    The fractional counting of Pelland 2025.
    """

    credit: float
    basis: Basis
    source: str  # one sentence: the figure with its unit, or the reasoning
    studies: tuple[str, ...] = ()  # ids in evidence/data/studies.toml

    def __post_init__(self) -> None:
        if self.credit not in (0, 0.5, 1):
            raise ValueError(f"a credit is 0, 0.5 or 1, not {self.credit}")
        if self.basis in CITED and not self.studies:
            raise ValueError("a measured or secondary credit names its studies")


class Setup(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One way to load the exercise. The first whose `needs` are all at hand is used."""

    needs: tuple[Equipment, ...]
    load: LoadKind
    # First-time load as a share of body mass, for weighed kinds: low on purpose,
    # since the first sets calibrate it.
    start_share_of_body_mass: float = 0.0
    # The smallest sensible jump, kilograms; the inventory may only allow larger ones.
    step_kg: float = 2.5


class Fault(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something that goes wrong, and what to do about it."""

    fault: str
    fix: str


class Cues(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a coach says, in the second person, one short sentence each."""

    setup: tuple[str, ...]
    execution: tuple[str, ...]
    faults: tuple[Fault, ...]


class Caution(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the exercise means for a person with a limit."""

    limit: Limit
    severity: Severity
    text: str


class Modifier(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A change to an exercise that makes it another variant: a cue, an attachment, a position."""

    id: str
    name: str
    cue: str
    claims: tuple[str, ...] = ()  # ids in evidence/data/claims.toml that it rests on
    needs: tuple[Equipment, ...] = ()
    load: LoadKind | None = None  # where the modifier changes how the exercise is loaded
    tempo: str | None = None  # where the modifier changes the tempo
    excludes: tuple[str, ...] = ()  # modifiers that cannot be combined with it
    regions: dict[Region, Credit] = {}  # credits that differ from the exercise's own
    movement: MovementChange | None = None  # where the modifier changes the posture or what is held


class Exercise(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One exercise of the catalogue. `id` is the file's name; history is keyed by it for ever."""

    id: str = ""
    name: str
    aliases: tuple[str, ...] = ()
    summary: str  # one sentence: what it is and what it is for
    roles: tuple[Role, ...]
    laterality: Laterality
    measure: Measure = Measure.REPS
    multi_joint: bool  # two or more joints move under load
    joint_actions: tuple[JointAction, ...]
    tempo: str  # seconds of lift-hold-lower, as "2-1-2"; for a hold "0-1-0"
    setups: tuple[Setup, ...]
    regions: dict[Region, Credit]  # the three targets always; compensators where not 0
    cues: Cues
    cautions: tuple[Caution, ...] = ()
    easier: tuple[str, ...] = ()  # exercise ids, nearest first
    harder: tuple[str, ...] = ()
    modifiers: tuple[Modifier, ...] = ()
    # The modifier combinations that the planner may choose, best first; [[]] is the plain exercise.
    variants: tuple[tuple[str, ...], ...] = ((),)
    movement: Movement | None = None  # every shipped exercise has one

    def modifier(self, modifier_id: str) -> Modifier:
        """The modifier of that id.

        Raises:
            KeyError: the exercise has no such modifier.
        """
        for modifier in self.modifiers:
            if modifier.id == modifier_id:
                return modifier
        raise KeyError(f"{self.id} has no modifier {modifier_id!r}")


class Variant(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An exercise with its modifiers applied: what is planned, performed and remembered.

    `id` is `exercise` or `exercise+modifier+modifier`, modifiers in alphabetical order.
    """

    id: str
    exercise: Exercise
    modifiers: tuple[Modifier, ...]
    credits: dict[Region, float]  # what a set counts, where that is not 0
    grounds: dict[Region, Credit] = {}  # the same with how it is known, a stated 0 too
    setups: tuple[Setup, ...]  # the exercise's, with the modifiers' needs and load

    @property
    def name(self) -> str:
        """The exercise's name, then the modifiers': `Clamshell, band above the knees`."""
        return ", ".join((self.exercise.name, *(m.name for m in self.modifiers)))

    @property
    def tempo(self) -> str:
        """Seconds of lift-hold-lower: the modifier's that changes it, or the exercise's."""
        return next((m.tempo for m in self.modifiers if m.tempo), self.exercise.tempo)

    @property
    def movement(self) -> Movement | None:
        """The exercise's movement with the modifiers' changes, in the order of the id."""
        movement = self.exercise.movement
        if movement is None:
            return None
        return changed(movement, (m.movement for m in self.modifiers if m.movement))

    def setup_for(self, equipment: frozenset[Equipment]) -> Setup | None:
        """The first way to load it with the equipment at hand, or None."""
        return next((s for s in self.setups if equipment.issuperset(s.needs)), None)


MODIFIER_SIGN = "+"
"""Stands before each modifier in the id of a variant."""


def variant_id(exercise_id: str, modifiers: tuple[str, ...] = ()) -> str:
    """The stable key of a variant.

    >>> variant_id("hip_thrust", ("knee_band", "hold_top"))
    'hip_thrust+hold_top+knee_band'
    """
    return MODIFIER_SIGN.join((exercise_id, *sorted(modifiers)))
