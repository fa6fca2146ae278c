"""Every page needs a person, unless it says that it is for anyone."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control

from ilium.web.api.problems import problem

PERSON_HEADER = "X-Ilium-Person"
"""On an answer: whose page it is, so that the service worker keeps it for no one else."""

View = TypeVar("View", bound=Callable[..., HttpResponse])


def anonymous(view: View) -> View:
    """Marks a view as open to anyone."""
    view.anonymous = True  # pyright: ignore[reportFunctionMemberAccess] - Django's own way to mark
    return view


class SignInRequired:
    """Sends who is not signed in to the sign-in page, or answers 401 for the API."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        person = getattr(request, "person", None)
        if person is not None:
            response.headers[PERSON_HEADER] = str(person)
        if person is not None and "Cache-Control" not in response:
            # A page of one person is kept by no one else's cache, nor shown after signing out.
            patch_cache_control(response, private=True, no_cache=True)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Lets the request pass, or answers in the view's place."""
        if getattr(request, "person", None) is not None or getattr(view, "anonymous", False):
            return None
        if request.path.startswith("/api/"):
            return problem(401, "Sign in, or send a token.")
        query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
        target = redirect(f"{reverse('sign-in')}?{query}" if query else reverse("sign-in"))
        if request.headers.get("HX-Request"):
            # htmx follows a redirect inside the page; this makes it leave the page.
            response = HttpResponse(status=401)
            response.headers["HX-Redirect"] = target.url
            return response
        return target
