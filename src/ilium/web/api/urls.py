"""Where the API's calls are found, each wrapped so that every answer is in its form."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern, URLResolver
from django.views.decorators.csrf import csrf_exempt

from ilium.web.access.middleware import anonymous
from ilium.web.api.problems import problem
from ilium.web.api.root import api

Handler = Callable[..., HttpResponse]


def _in_form(view: Handler) -> Handler:
    """The view for a route: HEAD is GET, another method is a problem document.

    Who may call is decided by the API itself, call by call, hence `anonymous`.
    """

    @anonymous
    @wraps(view)
    def handle(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = request.method
        if asked == "HEAD":
            request.method = "GET"  # the server leaves the content out
        response = view(request, *args, **kwargs)
        request.method = asked
        if isinstance(response, HttpResponseNotAllowed):
            return problem(
                405,
                f"{request.method} cannot be used here.",
                headers={"Allow": response.headers["Allow"]},
            )
        return response

    return csrf_exempt(handle)  # checked in api.access, for browsers alone


def _wrapped(pattern: URLPattern | URLResolver) -> URLPattern | URLResolver:
    if isinstance(pattern, URLPattern):
        pattern.callback = _in_form(pattern.callback)
    return pattern


_patterns, app_name, _namespace = api.urls
urlpatterns = [_wrapped(pattern) for pattern in _patterns]
