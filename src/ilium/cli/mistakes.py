"""What went wrong, as one sentence: other libraries' words and the system's put into plain ones."""

from typing import Any

import typer

REASONS = {
    "int_parsing": "{input!r} is not a whole number",
    "greater_than_equal": "it is {ge} or more, not {input}",
    "less_than_equal": "it is {le} at most, not {input}",
}
"""By the kind of error that Pydantic, which reads Typer's options, gives."""

LIBRARY_MARK = "Value error, "
"""What Pydantic writes in front of words that are not its own."""


def sentence(error: Exception) -> str:
    """What to say of an error, on one line."""
    if isinstance(error, typer.TyperException):
        text = _of_option(error)
    elif isinstance(error, OSError):
        text = _of_system(error)
    else:
        text = str(error)
    return text.strip().replace("\n", " ")


def _of_option(error: typer.TyperException) -> str:
    """What is wrong with a command line."""
    said = error.format_message()
    reason = _reason(error.__cause__) or error.message.removeprefix(LIBRARY_MARK)
    return said.removesuffix(error.message) + reason if error.message else said


def _reason(cause: Any) -> str | None:
    """Why a value was not taken, None if Pydantic's own words have to do."""
    if not hasattr(cause, "errors"):
        return None
    first = cause.errors()[0]
    words = REASONS.get(first["type"])
    return words and words.format(input=first["input"], **first.get("ctx", {}))


def _of_system(error: OSError) -> str:
    """What the system says, without its number, and of which file."""
    if error.strerror is None:
        return str(error)
    reason = error.strerror[:1].lower() + error.strerror[1:]
    file = error.filename2 or error.filename
    return reason if file is None else f"{file}: {reason}"
