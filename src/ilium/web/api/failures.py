"""Every error as a problem document with the status that fits."""

from collections.abc import Callable
from typing import Any

import msgspec
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from ilium.exercises import UnknownVariant
from ilium.interchange.documents import InvalidDocument
from ilium.planning import Infeasible, NotPlanned, infeasible_document
from ilium.planning.solver import NotSolved, OutOfTime
from ilium.store.errors import Conflict, NotFound, StoreError, Unstorable
from ilium.web.api.access import OtherPerson
from ilium.web.api.problems import INFEASIBLE, OTHER_PERSON, problem
from ilium.web.api.values import Invalid, Malformed, TooLarge

NOT_VALID = "Something in the request is not as it should be; see errors."


def handle_failures(api: NinjaAPI) -> None:
    """Tells the API how to answer for each kind of error."""
    for kind, answer in ANSWERS.items():
        api.add_exception_handler(kind, _ignoring_request(answer))


def _ignoring_request(
    answer: Callable[[Any], HttpResponse],
) -> Callable[[HttpRequest, Any], HttpResponse]:
    return lambda _request, error: answer(error)


def _status(status: int) -> Callable[[Exception], HttpResponse]:
    return lambda error: problem(status, str(error))


def _invalid(error: Invalid) -> HttpResponse:
    return problem(422, NOT_VALID, [{"path": error.path, "detail": error.detail}])


def _parameters(error: ValidationError) -> HttpResponse:
    """What pydantic found wrong with parameters of the path, the query or the headers."""
    errors = [
        {
            # Of the body pydantic knows only whether there is one.
            "path": "$" if one["loc"][0] == "body" else ".".join(map(str, one["loc"])),
            "detail": str(one["msg"]).encode(errors="replace").decode(),
        }
        for one in error.errors
    ]
    return problem(422, NOT_VALID, errors)


def _of_person(_error: OtherPerson) -> HttpResponse:
    return problem(
        409,
        "This was meant for someone else than who is signed in. Sign in as them; nothing was kept.",
        type=OTHER_PERSON,
        title="Other person",
    )


def _infeasible(error: Infeasible) -> HttpResponse:
    found = infeasible_document(error)
    return problem(
        422,
        "No plan fulfils all of these wishes; conflicts says which, and nearest what would fit.",
        type=INFEASIBLE,
        title="No plan fits",
        more={"conflicts": found["conflicts"], "nearest": found["nearest"]},
    )


ANSWERS: dict[type[Exception], Callable[[Any], HttpResponse]] = {
    AuthenticationError: lambda _: problem(
        401, "Sign in, or send a token.", headers={"WWW-Authenticate": "Bearer"}
    ),
    HttpError: lambda error: problem(error.status_code, str(error)),
    Http404: lambda _: problem(404, "There is nothing here."),
    OtherPerson: _of_person,
    ValidationError: _parameters,
    Invalid: _invalid,
    Malformed: _status(400),
    UnreadablePostError: lambda _: problem(400, "The body was cut off; send it again."),
    TooLarge: _status(413),
    RequestDataTooBig: lambda _: problem(413, str(TooLarge())),
    UnknownVariant: _status(422),
    Infeasible: _infeasible,
    NotPlanned: lambda error: problem(422, f"Not possible: {error}."),
    OutOfTime: lambda _: problem(
        503, "The plan took too long, or you asked for another meanwhile. Ask again."
    ),
    NotSolved: lambda _: problem(503, "The planner stopped without an answer. Try again."),
    InvalidDocument: _status(422),
    msgspec.ValidationError: lambda error: problem(422, str(error)),
    NotFound: _status(404),
    Conflict: _status(409),
    Unstorable: _status(422),
    StoreError: _status(503),
}
