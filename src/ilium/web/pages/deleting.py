"""`/you/delete`: one person's diary, gone; and the page that says so, in either mode."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ilium.store import deleting, models
from ilium.store.deleting import Deleted
from ilium.store.home import home
from ilium.web.access import diary_of
from ilium.web.pages.start import UNPROCESSABLE

WORD = "delete"
"""What has to be typed, in letters of either size."""

LONGEST_WORD = 1000


@never_cache
@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Say what would go; or delete it, once the word is typed."""
    person = diary_of(request).person
    if request.method == "GET":
        return _page(request, person)
    typed = request.POST.get("word", "")[:LONGEST_WORD]
    if typed.strip().lower() != WORD:
        return _page(request, person, typed=typed, wrong=True)
    done = deleting.delete_person(person)
    request.session.flush()
    response = deleted(request, person, done)
    # The script of the page forgets what this browser keeps of the person. Where it does not run
    # the browser does, unless sets of others may wait in it.
    alone = not models.Person.objects.exists()
    response.headers["Clear-Site-Data"] = '"cache", "storage"' if alone else '"cache"'
    return response


def deleted(request: HttpRequest, person: UUID, done: Deleted | None = None) -> HttpResponse:
    """The answer to a deletion that happened: no redirect, as it names whom the browser forgets."""
    return render(request, "you/deleted.html", {"person": person, "done": done})


def _page(
    request: HttpRequest, person: UUID, *, typed: str = "", wrong: bool = False
) -> HttpResponse:
    alone = not models.Person.objects.exclude(pk=person).exists()
    context = {
        "sessions": models.TrainingSession.objects.filter(person=person).count(),
        "sets": models.SetEvent.objects.filter(person=person).values("set_id").distinct().count(),
        "backups": deleting.backup_files(),
        "alone": alone,
        "folder": home(),
        "word": WORD,
        "typed": typed,
        "wrong": wrong,
    }
    return render(request, "you/delete.html", context, status=UNPROCESSABLE if wrong else 200)
