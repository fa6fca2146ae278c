"""What no page of accounts mode shows: the links that go out by mail, and allauth's addresses.

Run as a program in the data folder that ILIUM_HOME names, since Django is set up once a process,
and the tests have theirs. Reads a JSON object: `mail`, an address that is not confirmed yet, whose
links are wanted, and `visited`, paths. Prints one: the links, and the names of allauth's pages
that none of the paths leads to.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any


def ask(home: Path, **wanted: Any) -> dict[str, Any]:
    """Run this program."""
    done = subprocess.run(
        [sys.executable, __file__],
        env={**os.environ, "ILIUM_HOME": str(home)},
        input=json.dumps(wanted),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def main() -> None:
    """Answer what is asked."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "ilium.web.settings.accounts"
    import django

    django.setup()
    from ilium.store import connect

    connect()
    wanted = json.load(sys.stdin)
    answer = _links(wanted["mail"]) if "mail" in wanted else {}
    print(json.dumps({**answer, "unseen": _unseen(wanted.get("visited", []))}))


def _links(mail: str) -> dict[str, str]:
    from allauth.account.forms import default_token_generator
    from allauth.account.models import EmailAddress, EmailConfirmationHMAC
    from allauth.account.utils import user_pk_to_url_str
    from django.urls import reverse

    address = EmailAddress.objects.select_related("user").get(email=mail)
    key = default_token_generator.make_token(address.user)
    reset = {"uidb36": user_pk_to_url_str(address.user), "key": key}
    return {
        "confirm": reverse("account_confirm_email", args=[EmailConfirmationHMAC(address).key]),
        "reset": reverse("account_reset_password_from_key", kwargs=reset),
    }


def _unseen(visited: list[str]) -> list[str]:
    from django.urls import get_resolver, resolve

    named = {key for key in _names(get_resolver("allauth.urls").url_patterns) if key}
    return sorted(named - {resolve(path).url_name for path in visited})


def _names(patterns: list[Any]) -> set[str]:
    found: set[str] = set()
    for pattern in patterns:
        inner = getattr(pattern, "url_patterns", None)
        found |= {pattern.name} if inner is None else _names(inner)
    return found


if __name__ == "__main__":
    main()
