"""`/session`: the player's page, and what makes it work without a network."""

import hashlib
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET

from ilium.web.access import diary_of
from ilium.web.access.middleware import anonymous
from ilium.web.player import session_packet

PAPER, INK = "#faf7f2", "#1d1b18"
"""Ground and ink of the light theme (tokens.css), for the frame of the installed app."""

WORKER = "ilium/built/sw.js"

_STATIC = re.compile(r'(?:href|src|data-icons)="([^"]*?/static/|/static/)([^"#]+)')


@never_cache
@require_GET
@ensure_csrf_cookie
def session(request: HttpRequest) -> HttpResponse:
    """The player with the packet of the session under way, or of the next one.

    No browser keeps it: shown again later, its packet would lack the sets that were done since.
    """
    with diary_of(request) as diary:
        packet = session_packet(diary)
        person = diary.person
    context = {"packet": msgspec.to_builtins(packet), "person": person}
    return render(request, "session.html", context)


@anonymous
@require_GET
def session_shell(request: HttpRequest) -> HttpResponse:
    """The player without anyone's data: the service worker keeps it for when there is no network.

    What it shows then comes from the browser's own database.
    """
    return render(request, "session.html", {"packet": None, "person": None})


@anonymous
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """What stands in for a page that is not kept on the device."""
    return render(request, "offline.html")


@anonymous
@never_cache
@require_GET
def service_worker(_request: HttpRequest) -> HttpResponse:
    """The service worker, with the list of what it keeps in front.

    It is served from the root, so that it may answer for every page.
    """
    return HttpResponse(worker_script(), content_type="text/javascript; charset=utf-8")


@anonymous
@require_GET
def favicon(_request: HttpRequest) -> HttpResponse:
    """Where browsers look for an icon unasked."""
    return redirect(static("ilium/icons/app-192.png"))


@anonymous
@require_GET
@cache_control(max_age=3600)
def manifest(_request: HttpRequest) -> HttpResponse:
    """The web app manifest: how Ilium is called and looks once it is installed."""
    icons = [
        {
            "src": static(f"ilium/icons/app-{side}.png"),
            "sizes": f"{side}x{side}",
            "type": "image/png",
        }
        for side in (192, 512)
    ]
    maskable = {
        "src": static("ilium/icons/app-maskable-512.png"),
        "sizes": "512x512",
        "type": "image/png",
        "purpose": "maskable",
    }
    body: dict[str, Any] = {
        "id": "/",
        "name": "Ilium",
        "short_name": "Ilium",
        "description": "Training for the upper glutes: plans, coaches, remembers every set.",
        "start_url": reverse("today"),
        "scope": "/",
        "display": "standalone",
        "orientation": "portrait",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [*icons, maskable],
        "shortcuts": [{"name": "Train", "url": reverse("session")}],
    }
    return JsonResponse(body, content_type="application/manifest+json")


@cache
def worker_script() -> str:
    """The script, its version made from all that it keeps."""
    pages = {
        reverse("session-shell"): _rendered("session.html"),
        reverse("offline"): _rendered("offline.html"),
    }
    files = sorted({file for html in pages.values() for file in _files(html)})
    script = _static_text(WORKER)
    content = "\0".join([script, *files, *pages.values()])
    shell = {
        "version": hashlib.sha256(content.encode()).hexdigest()[:16],
        "pages": list(pages),
        "files": files,
    }
    return f"self.iliumShell = {json.dumps(shell)};\n{script}"


def _rendered(template: str) -> str:
    """A page as someone who is not signed in gets it."""
    return render_to_string(template, {"packet": None, "person": None}, HttpRequest())


def _files(html: str) -> list[str]:
    """The addresses of the static files that a page names."""
    return ["".join(found) for found in _STATIC.findall(html)]


def _static_text(path: str) -> str:
    """The text of a static file as it was built."""
    found = finders.find(path)
    if found is None:
        raise FileNotFoundError(f"{path} is not built; run: python frontend/build.py")
    return Path(found).read_text("utf-8")
