"""Reasons: why a number is what it is, as data; made into a sentence only at the edge.

A reason is a code and its inputs. The sentence for each code is a template in a TOML file beside
this one, so that wording and translation touch no code.
"""

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files

import msgspec

from ilium.loads import Unit, weight_text

ReasonInput = str | int | float
"""What JSON can give back unchanged; write a decimal as text, with its unit."""


class Reason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A decision's code and the inputs that led to it."""

    code: str
    inputs: Mapping[str, ReasonInput] = {}


@cache
def templates() -> dict[str, str]:
    """Every reason code with its sentence, placeholders named after the inputs."""
    folder = files("ilium.reasons")
    return {
        code: template
        for name in ("planning.toml", "training.toml")
        for code, template in tomllib.loads(folder.joinpath(name).read_text("utf-8")).items()
    }


def sentence(reason: Reason, unit: Unit = Unit.KILOGRAMS) -> str:
    """One plain sentence for a reason, weights in the person's unit.

    Raises:
        KeyError: the code has no template, or an input that the template needs is missing.
    """
    text = templates()[reason.code].format(**reason.inputs)
    if unit is Unit.KILOGRAMS:
        return text
    return KILOGRAMS.sub(lambda found: weight_text(Decimal(found[1]), unit), text)


KILOGRAMS = re.compile(r"(\d+(?:\.\d+)?) kg\b")
"""A weight in a sentence; reasons name weights in kilograms, as everything inside does."""
