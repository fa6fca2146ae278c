"""The person as the planner knows them."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from ilium.exercises import UnknownVariant, catalogue
from ilium.interchange.records import AthleteRevision
from ilium.planning.athlete import Athlete
from ilium.store.errors import NotFound
from ilium.store.pages import athletes_page
from ilium.web.access import diary_of
from ilium.web.api.access import person_of
from ilium.web.api.paging import USUAL, Cursor, Limit, Page, page, read
from ilium.web.api.values import Invalid, Sent, Value

router = Router(tags=["Athlete"])


@router.get("/athlete", response=Value[Athlete])
def get_athlete(request: HttpRequest) -> Athlete:
    """The person as they last described themselves."""
    known = diary_of(request).athlete()
    if known is None:
        raise NotFound("You have not described yourself yet; do it with PUT.")
    return known


@router.put("/athlete", response=Value[Athlete])
def describe_athlete(request: HttpRequest, athlete: Sent[Athlete]) -> Athlete:
    """Describe the person anew. Older descriptions are kept; the programme stays as it is."""
    check_exercises(athlete)
    with diary_of(request) as diary:
        diary.save_athlete(athlete)
    return athlete


@router.get("/athlete/history", response=Value[Page[AthleteRevision]])
def list_athletes(
    request: HttpRequest, response: HttpResponse, limit: Limit = USUAL, cursor: Cursor = None
) -> Page[AthleteRevision]:
    """Every description of the person, the newest first."""
    found = athletes_page(person_of(request), limit=limit + 1, after=read(cursor))
    return page(request, response, found, limit, lambda one: (one.created, one.id))


def check_exercises(athlete: Athlete) -> None:
    """Refuses wishes about exercises that do not exist.

    Raises:
        Invalid: one of them is not in the catalogue.
    """
    for name in ("avoid", "insist"):
        for exercise_id in sorted(getattr(athlete, name)):
            try:
                catalogue().exercise(exercise_id)
            except UnknownVariant as error:
                raise Invalid(f"$.{name}", str(error)) from error
