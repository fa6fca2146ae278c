"""What every template may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

THEME_COOKIE = "ilium_theme"


def shell(request: HttpRequest) -> dict[str, Any]:
    """Whether someone is signed in, whether there are accounts, and the theme if one is chosen."""
    theme = request.COOKIES.get(THEME_COOKIE)
    return {
        "theme": theme if theme in ("light", "dark") else None,
        "signed_in": getattr(request, "person", None) is not None,
        "accounts": settings.ACCOUNTS,
    }
