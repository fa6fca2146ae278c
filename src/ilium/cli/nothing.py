"""Nothing to train: a state that a command ends in, not a mistake of the person."""

from enum import StrEnum
from typing import NoReturn

import typer
from rich.console import Console

from ilium.cli.screen import console, print_json

NOTHING_TO_TRAIN = 1
"""Exit status when there is no programme, or it is finished."""


class Nothing(StrEnum):
    """Why there is nothing to train."""

    NO_PROGRAMME = "no_programme"
    FINISHED = "finished"


SENTENCES = {
    Nothing.NO_PROGRAMME: "You have no programme yet. [bold]ilium start[/bold] makes one.",
    Nothing.FINISHED: (
        "Your programme is finished. [bold]ilium plan --adopt[/bold] plans the next one; "
        "it goes on from the loads you reached."
    ),
}


def nothing_to_train(why: Nothing, as_json: str | None = None, on: Console = console) -> NoReturn:
    """Say why, and what to do about it; as JSON of a schema if one is named.

    Raises:
        typer.Exit: always.
    """
    if as_json is not None:
        print_json({"schema": as_json, "status": why})
    else:
        on.print(SENTENCES[why])
    raise typer.Exit(NOTHING_TO_TRAIN)
