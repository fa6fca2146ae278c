"""The account pages that allauth does not bring: ways in and out, tokens, leaving."""

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ilium.store import backups, daily
from ilium.web.access.middleware import anonymous
from ilium.web.accounts.models import NAME_LENGTH
from ilium.web.accounts.tokens import TooManyTokens, make_token
from ilium.web.pages.deleting import deleted


class TokenForm(forms.Form):
    """What a token is called."""

    name = forms.CharField(
        max_length=NAME_LENGTH, label="Name", help_text="What will use it, such as a notebook."
    )


@anonymous
@require_GET
def sign_in(request: HttpRequest) -> HttpResponse:
    """To allauth's page, which sends back only to pages of this site."""
    query = urlencode({"next": request.GET["next"]}) if "next" in request.GET else ""
    return redirect(f"{reverse('account_login')}?{query}" if query else reverse("account_login"))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Forget this browser."""
    logout(request)
    response = redirect("sign-in")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: Any) -> HttpResponse:
    """The tokens of the account, and a form for a new one. Its secret is shown once."""
    account, secret = request.user.account, None
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _, secret = make_token(account, form.cleaned_data["name"])
            form = TokenForm()
        except TooManyTokens as error:
            form.add_error(None, str(error))
    context = {"form": form, "tokens": account.tokens.all(), "secret": secret}
    return render(request, "accounts/tokens.html", context, status=422 if form.errors else 200)


@require_POST
def take_back(request: Any, token: UUID) -> HttpResponse:
    """End a token."""
    ended, _ = request.user.account.tokens.filter(pk=token).delete()
    if not ended:
        raise Http404
    messages.success(request, "The token is taken back. Nothing can use it any more.")
    return redirect("tokens")


@never_cache
@require_http_methods(["GET", "POST"])
def leave(request: Any) -> HttpResponse:
    """Delete the account and everything in its diary."""
    wrong = False
    if request.method == "POST":
        if request.POST.get("user_name") == request.user.get_username():
            user, person = request.user, request.person
            logout(request)
            user.delete()
            return deleted(request, person)
        wrong = True
    known = daily.state()
    days = backups.held_days(known.keep) if known is not None and known.folder else None
    context = {"wrong": wrong, "days": days}
    return render(request, "accounts/leave.html", context, status=422 if wrong else 200)
