"""The cases that an entry of the atlas is computed for, and the jobs of the whole atlas.

The reference case gives the figures. Each other case changes one assumption, and the band of a
figure reaches from the lowest to the highest of all: it says how much hangs on what nobody knows,
not how people differ from each other.
"""

from dataclasses import dataclass, field
from typing import Any

from ilium.atlas import Entry
from ilium.biomechanics import Options, Person, Simulation, simulate, simulate_condition
from ilium.biomechanics.building import Job, engine_hash, every_variant, hashed
from ilium.biomechanics.muscles import muscles
from ilium.biomechanics.studies import StudyCondition, study_conditions
from ilium.biomechanics.summary import REFERENCE_CASE, entry
from ilium.exercises import catalogue
from ilium.exercises.model import Variant


@dataclass(frozen=True, kw_only=True)
class Case:
    """What is assumed: fields of `Options` and of `Person` that differ from the usual."""

    name: str
    options: dict[str, Any] = field(default_factory=dict)
    person: dict[str, float] = field(default_factory=dict)


REFERENCE = Case(name=REFERENCE_CASE)

OTHERS = (
    # How people share a load among muscles is not known; squares and cubes are the usual guesses
    # (Crowninshield and Brand 1981, doi:10.1016/0021-9290(81)90035-X).
    Case(name="cubes of activation", options={"power": 3}),
    # How much people lean on a contact to spare their muscles is habit: ten times more or less.
    Case(name="contacts ten times cheaper", options={"contact_weight": 0.01}),
    Case(name="contacts ten times dearer", options={"contact_weight": 1.0}),
    # Whether people hold their breath and press, and how hard, is habit and training.
    Case(name="abdomen not braced", options={"braced": False}),
    # A small woman and a tall man, each with a body mass index near 22 to 25.
    Case(name="1.58 m and 55 kg", person={"height": 1.58, "mass": 55.0}),
    Case(name="1.88 m and 88 kg", person={"height": 1.88, "mass": 88.0}),
    # Nobody stands or lies exactly as an exercise is described.
    Case(name="trunk 5 deg further forward", options={"lean": 5.0}),
    Case(name="trunk 5 deg further back", options={"lean": -5.0}),
    Case(name="thighs 5 deg further apart", options={"apart": 5.0}),
    Case(name="thighs 5 deg closer together", options={"apart": -5.0}),
    Case(name="legs turned out 5 deg further", options={"turned_out": 5.0}),
    Case(name="legs turned in 5 deg further", options={"turned_out": -5.0}),
)


def jobs() -> tuple[Job, ...]:
    """Every variant of the catalogue, then every condition of a study."""
    engine = engine_hash()
    return (
        *(variant_job(variant, engine) for variant in every_variant(catalogue())),
        *(condition_job(condition, engine) for condition in study_conditions().values()),
    )


def variant_job(variant: Variant, engine: str) -> Job:
    """A variant's job: its figures follow from how it moves and from what it is loaded with."""
    inputs = hashed(engine, variant.id, variant.movement, variant.tempo, variant.setups, _cases())
    return Job(id=variant.id, inputs=inputs)


def condition_job(condition: StudyCondition, engine: str) -> Job:
    """A condition's job; its load may be a share of what is lifted in another condition."""
    own, other = condition.variant(), condition.load.maximum_of
    maximum = study_conditions().condition(other) if other else None
    return Job(
        id=condition.id,
        study=True,
        description=condition.description,
        inputs=hashed(
            engine,
            condition,
            own.movement,
            own.tempo,
            maximum,
            maximum.moved() if maximum else None,
            _cases(),
        ),
    )


def _cases() -> list[Any]:
    return [(case.name, case.options, case.person) for case in (REFERENCE, *OTHERS)]


class OtherIlium(RuntimeError):  # noqa: N818 - reads as what is wrong
    """A worker has another version of Ilium, or of what it stands on, than whoever asks."""


def run(job: Job) -> Entry:
    """The entry of a job, from all its cases.

    Raises:
        OtherIlium: it would not be what was asked for.
    """
    if _own(job).inputs != job.inputs:
        raise OtherIlium(
            f"{job.id}: this worker has another Ilium, or other versions of what it stands on"
        )
    reference = _simulated(job, REFERENCE)
    others = {case.name: _simulated(job, case) for case in OTHERS} if reference.valid else {}
    return entry(
        reference,
        others,
        muscles(),
        study=job.study,
        description=job.description,
        inputs=job.inputs,
    )


def _own(job: Job) -> Job:
    if job.study:
        return condition_job(study_conditions().condition(job.id), engine_hash())
    return variant_job(catalogue().variant(job.id), engine_hash())


def _simulated(job: Job, case: Case) -> Simulation:
    person, options = Person(**case.person), Options(**case.options)
    if job.study:
        return simulate_condition(job.id, person=person, options=options)
    return simulate(job.id, person=person, options=options)
