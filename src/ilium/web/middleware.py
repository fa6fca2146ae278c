"""What holds for every request, before anyone is asked who they are."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ilium.exercises import UnknownVariant
from ilium.store.errors import Conflict, NotFound, StoreError, Unstorable
from ilium.web.api.problems import problem

Handler = Callable[[HttpRequest], HttpResponse]

FOREIGN = frozenset({"cross-site", "same-site"})
"""Where a browser says that a request comes from. `same-site` is foreign too: every port of
localhost is the same site, whoever listens there."""

STATUS: dict[type[StoreError], int] = {NotFound: 404, Conflict: 409, Unstorable: 422}
"""What the request is at fault for; all else is the store's trouble."""


def other_sites_stay_out(get_response: Handler) -> Handler:
    """Refuses what other sites make a browser send; following a link to a page stays possible.

    See https://www.w3.org/TR/fetch-metadata/. Clients that are no browser send no such header.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        headers = request.headers
        link = request.method == "GET" and headers.get("Sec-Fetch-Mode") == "navigate"
        if headers.get("Sec-Fetch-Site") in FOREIGN and not link:
            return HttpResponse("Another site asked for this; Ilium does not answer.", status=403)
        return get_response(request)

    return handle


def problems_become_pages(get_response: Handler) -> Handler:
    """The store's sentences, as a page or as the API's problem document."""
    return _Problems(get_response)


class _Problems:
    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answers for an error of the store, and leaves the others to Django."""
        if isinstance(error, UnknownVariant):
            # A programme of an older catalogue; what was trained stays in the history.
            error = StoreError(f"{error} Plan anew: your history stays.")
        if not isinstance(error, StoreError):
            return None
        kinds = (kind for kind in STATUS if isinstance(error, kind))
        status = next((STATUS[kind] for kind in kinds), 503)
        if request.path.startswith("/api/"):
            return problem(status, str(error))
        return render(request, "errors/problem.html", {"problem": str(error)}, status=status)
