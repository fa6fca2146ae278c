"""What a browser sends from the forms of `/start`, `/plan/change` and `/you`."""

from typing import Any

from ilium.loads import Equipment
from ilium.planning import Athlete
from ilium.web.pages.owned_form import owned
from ilium.web.pages.wishes_form import shown

GYM = Athlete(equipment=frozenset(Equipment))

ONLY_CHANGED = ("weeks", "avoid", "insist", "emphasis")


def answers(athlete: Athlete = GYM, **other: Any) -> dict[str, Any]:
    """The fields of `/start` and `/you` as they stand for an athlete, some of them changed."""
    wishes = {name: value for name, value in shown(athlete).items() if name not in ONLY_CHANGED}
    return {**wishes, **owned(athlete, athlete.unit), **other}


def wishes(athlete: Athlete = GYM, **other: Any) -> dict[str, Any]:
    """The fields of `/plan/change`."""
    return {**shown(athlete), **other}
