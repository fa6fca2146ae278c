"""What is shown when something goes wrong: what, and what to do."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ilium.web.access.middleware import anonymous
from ilium.web.api.problems import problem


@anonymous
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """A form that was not sent from one of our pages, or from one that has grown old."""
    text = "This page has grown old. Go back, load it again, and send it once more."
    if request.path.startswith("/api/"):
        return problem(403, "The CSRF token is missing or old. Read it again from its cookie.")
    return render(request, "errors/403.html", {"problem": text}, status=403)


@anonymous
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """A request that cannot be read: too large, or under a name that is not this server's."""
    text = "Ilium cannot read this request. It may be too large, or have been sent to another name."
    if request.path.startswith("/api/"):
        return problem(400, text)
    return render(request, "errors/problem.html", {"problem": text}, status=400)


@anonymous
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Not theirs to see or do."""
    text = "This is not yours to see, or not with this account."
    if request.path.startswith("/api/"):
        return problem(403, text)
    return render(request, "errors/403.html", {"problem": text}, status=403)


@anonymous
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """No such page."""
    if request.path.startswith("/api/"):
        return problem(404, "There is nothing here.")
    return render(request, "errors/404.html", status=404)


@anonymous
def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke on our side."""
    if request.path.startswith("/api/"):
        return problem(500, "Something broke in Ilium. Nothing that was confirmed is lost.")
    return render(request, "errors/500.html", status=500)
