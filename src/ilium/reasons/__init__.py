"""Reasons: why a number is what it is, as data; made into a sentence only at the edge.

A reason is a code and its inputs. The sentence for each code is a template in a TOML file beside
this one, so that wording and translation touch no code.
"""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

ReasonInput = str | int | float
"""What JSON can give back unchanged; write a decimal as text, with its unit."""


class Reason(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A decision's code and the inputs that led to it."""

    code: str
    inputs: dict[str, ReasonInput] = {}


@cache
def templates() -> dict[str, str]:
    """Every reason code with its sentence, placeholders named after the inputs."""
    folder = files("ilium.reasons")
    return {
        code: template
        for name in ("planning.toml", "training.toml")
        for code, template in tomllib.loads(folder.joinpath(name).read_text("utf-8")).items()
    }


def sentence(reason: Reason) -> str:
    """One plain sentence for a reason.

    Raises:
        KeyError: the code has no template, or an input that the template needs is missing.
    """
    return templates()[reason.code].format(**reason.inputs)
