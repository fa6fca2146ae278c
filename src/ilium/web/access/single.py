"""Single-person mode: signed in by a one-time link that `ilium serve` or `ilium open` prints."""

from collections.abc import Callable
from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from ilium.web.access import PersonRequest
from ilium.web.access.links import use_token
from ilium.web.access.middleware import anonymous
from ilium.web.access.neighbours import others_are_connected

SESSION_KEY = "person"


def person_of_this_machine(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Says who is asking: the person named in the signed cookie, or no one."""

    def handle(request: HttpRequest) -> HttpResponse:
        named = request.session.get(SESSION_KEY)
        if named is not None:
            cast(PersonRequest, request).person = UUID(named)
        return get_response(request)

    return handle


@anonymous
@never_cache
@require_GET
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Signs in with a one-time link, unless another user of this machine may have read it."""
    if others_are_connected(int(request.META["SERVER_PORT"])):
        return render(request, "sign_in.html", {"others": True}, status=403)
    if not use_token(token):
        return render(request, "sign_in.html", {"used": True}, status=403)
    from ilium.store.people import default_person

    request.session.flush()  # nothing of what was there before the sign-in stays
    request.session[SESSION_KEY] = str(default_person())
    rotate_token(request)
    return redirect("today")


@anonymous
@never_cache
@require_GET
def sign_in(request: HttpRequest) -> HttpResponse:
    """Says how to sign in."""
    return render(request, "sign_in.html", {"used": False})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Forgets this browser."""
    request.session.flush()
    response = redirect("sign-in")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response
