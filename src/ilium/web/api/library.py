"""What Ilium knows about exercises, regions and studies: for anyone to read."""

from typing import Annotated

import msgspec
from django.http import HttpRequest, HttpResponse
from ninja import Router
from ninja.params.models import Path

from ilium import evidence
from ilium.anatomy import TARGETS, Region, region_name
from ilium.atlas import Entry
from ilium.atlas.deciding import settled_by_atlas, simulated
from ilium.evidence import Claim, Measurement, Study
from ilium.exercises import UnknownVariant, catalogue
from ilium.exercises.model import Basis, Credit, Exercise, Laterality, Measure, Role
from ilium.loads import Equipment
from ilium.reasons import sentence
from ilium.store.errors import NotFound
from ilium.web.api.paging import Page
from ilium.web.api.public import shared
from ilium.web.api.values import Value

router = Router(tags=["Library"], auth=None)


class ExerciseSummary(msgspec.Struct, frozen=True, kw_only=True):
    """An exercise in short. `needs` lists the alternatives, `credits` what a set counts for."""

    id: str
    name: str
    summary: str
    roles: tuple[Role, ...]
    needs: tuple[tuple[Equipment, ...], ...]
    laterality: Laterality
    measure: Measure
    credits: dict[Region, float]
    modifiers: tuple[str, ...]


class ExerciseDetail(msgspec.Struct, frozen=True, kw_only=True):
    """An exercise, the claims about it, and what was measured."""

    exercise: Exercise
    claims: tuple[Claim, ...]
    measurements: tuple[Measurement, ...]


class VariantCredit(msgspec.Struct, frozen=True, kw_only=True):
    """What a set counts for a region, how that is known, and why it is not known otherwise.

    `from_simulation` is false where the catalogue says it. `why` is null in a copy of Ilium that
    comes without an atlas.
    """

    credit: float
    basis: Basis
    source: str
    studies: tuple[str, ...]
    from_simulation: bool
    why: str | None


class VariantDetail(msgspec.Struct, frozen=True, kw_only=True):
    """A variant: what a set counts, and what the simulation found.

    `simulation` is null where nothing was simulated. Its activations, shares of full activation,
    say who works, not who grows.
    """

    id: str
    name: str
    exercise: str
    modifiers: tuple[str, ...]
    credits: dict[Region, VariantCredit]
    simulation: Entry | None


class RegionSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A region, whether it is trained on purpose, and the exercises that count for it."""

    id: Region
    name: str
    target: bool
    exercises: dict[str, float]


class CitedStudy(msgspec.Struct, frozen=True, kw_only=True):
    """A study with its short citation and where it can be read."""

    study: Study
    citation: str
    url: str | None


@router.get("/exercises", response={200: Value[Page[ExerciseSummary]], 304: None})
def list_exercises(request: HttpRequest) -> HttpResponse:
    """Every exercise, in short."""
    return shared(request, _exercises)


@router.get("/exercises/{exercise_id}", response={200: Value[ExerciseDetail], 304: None})
def get_exercise(
    request: HttpRequest, exercise_id: Annotated[str, Path(..., max_length=100)]
) -> HttpResponse:
    """One exercise: how it is done, what it counts for and how that is known."""
    if exercise_id not in catalogue().ids:
        raise NotFound("There is no such exercise; GET /exercises lists them.")
    return shared(request, _exercise, exercise_id)


@router.get("/variants/{variant_id}", response={200: Value[VariantDetail], 304: None})
def get_variant(
    request: HttpRequest, variant_id: Annotated[str, Path(..., max_length=200)]
) -> HttpResponse:
    """One variant, as `hip_thrust+knee_band`: what a set counts, and what a simulation says."""
    try:
        proper = catalogue().variant(variant_id).id
    except UnknownVariant as unknown:
        raise NotFound(str(unknown)) from None
    return shared(request, _variant, proper)


@router.get("/regions", response={200: Value[Page[RegionSummary]], 304: None})
def list_regions(request: HttpRequest) -> HttpResponse:
    """Every region, the upper glutes first."""
    return shared(request, _regions)


@router.get("/claims", response={200: Value[Page[Claim]], 304: None})
def list_claims(request: HttpRequest) -> HttpResponse:
    """What is claimed about training the upper glutes, and whether measurements bear it out."""
    return shared(request, _claims)


@router.get("/studies", response={200: Value[Page[CitedStudy]], 304: None})
def list_studies(request: HttpRequest) -> HttpResponse:
    """Every study that Ilium rests on."""
    return shared(request, _studies)


def _exercises() -> Page[ExerciseSummary]:
    return Page(items=tuple(map(_summary, catalogue().exercises)))


def _summary(exercise: Exercise) -> ExerciseSummary:
    return ExerciseSummary(
        id=exercise.id,
        name=exercise.name,
        summary=exercise.summary,
        roles=exercise.roles,
        needs=tuple(setup.needs for setup in exercise.setups),
        laterality=exercise.laterality,
        measure=exercise.measure,
        credits={region: known.credit for region, known in _grounds(exercise).items()},
        modifiers=tuple(modifier.id for modifier in exercise.modifiers),
    )


def _grounds(exercise: Exercise) -> dict[Region, Credit]:
    return catalogue().variant(exercise.id).grounds


def _exercise(exercise_id: str) -> ExerciseDetail:
    exercise = catalogue().exercise(exercise_id)
    return ExerciseDetail(
        exercise=msgspec.structs.replace(exercise, regions=_grounds(exercise)),
        claims=tuple(c for c in evidence.claims().values() if exercise_id in c.exercises),
        measurements=evidence.measurements(exercise_id),
    )


def _variant(variant_id: str) -> VariantDetail:
    variant = catalogue().variant(variant_id)
    settled = settled_by_atlas(variant)
    return VariantDetail(
        id=variant.id,
        name=variant.name,
        exercise=variant.exercise.id,
        modifiers=tuple(modifier.id for modifier in variant.modifiers),
        credits={
            region: VariantCredit(
                credit=known.credit,
                basis=known.basis,
                source=known.source,
                studies=known.studies,
                from_simulation=known.basis is Basis.SIMULATED,
                why=sentence(settled[region].why) if settled else None,
            )
            for region, known in variant.grounds.items()
        },
        simulation=simulated(variant),
    )


def _regions() -> Page[RegionSummary]:
    return Page(
        items=tuple(
            RegionSummary(
                id=region,
                name=region_name(region),
                target=region in TARGETS,
                exercises={
                    exercise.id: counted[region]
                    for exercise in catalogue().exercises
                    if region in (counted := catalogue().variant(exercise.id).credits)
                },
            )
            for region in Region
        )
    )


def _claims() -> Page[Claim]:
    return Page(items=tuple(evidence.claims().values()))


def _studies() -> Page[CitedStudy]:
    return Page(
        items=tuple(
            CitedStudy(study=study, citation=study.citation, url=study.url)
            for study in evidence.studies().values()
        )
    )
