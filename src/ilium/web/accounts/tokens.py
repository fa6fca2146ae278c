"""Tokens for programs: shown once, kept as a hash, taken back at will."""

import hashlib
import secrets

from django.utils import timezone

from ilium.web.accounts.models import Account, ApiToken

PREFIX = "ilium_"
"""So that a token that leaks is recognised as one."""

MOST_TOKENS = 20


class TooManyTokens(ValueError):  # noqa: N818 - says what is wrong
    """The account has as many tokens as it may."""


def make_token(account: Account, name: str) -> tuple[ApiToken, str]:
    """A new token, and its secret, which is not kept.

    Raises:
        TooManyTokens: the account has twenty already.
    """
    if account.tokens.count() >= MOST_TOKENS:  # pyright: ignore[reportAttributeAccessIssue]
        raise TooManyTokens(f"You have {MOST_TOKENS} tokens. Take one back first.")
    secret = PREFIX + secrets.token_urlsafe(32)
    row = ApiToken.objects.create(
        account=account, name=name, digest=_digest(secret), created=timezone.now()
    )
    return row, secret


def account_of(secret: str) -> Account | None:
    """The account that a token opens, None if no account has it.

    A token has 256 bits, so a plain hash keeps it: there is nothing to guess.
    """
    rows = ApiToken.objects.select_related("account").filter(digest=_digest(secret))
    token = rows.first()
    if token is None:
        return None
    today = timezone.now().date()
    if token.used != today:  # at most one write a day
        ApiToken.objects.filter(pk=token.pk).update(used=today)
    return token.account


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
