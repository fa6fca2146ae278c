"""`ilium imports`: what was imported, newest first, and taking an import back."""

from collections.abc import Mapping
from typing import Annotated, Any
from uuid import UUID

import typer
from rich.prompt import Confirm

from ilium.cli.screen import console, print_json
from ilium.diary import Diary
from ilium.interchange.choosing import plain, tally_text
from ilium.interchange.foreign import SOURCE_NAMES
from ilium.interchange.incoming import IntakeRecord

SHORTEST_ID = 4
"""Characters of an import's id that are shown at least."""

CONTEXT: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 80}

imports = typer.Typer(
    name="imports",
    help="List what was imported, newest first, and take an import back.",
    add_completion=False,
    rich_markup_mode=None,
    invoke_without_command=True,
    context_settings=CONTEXT,
)


@imports.callback()
def _listed(
    ctx: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """List what was imported, newest first; `undo` takes an import back."""
    if ctx.invoked_subcommand is not None:
        return
    diary = Diary()
    found = diary.intakes()
    if as_json:
        print_json({"schema": "ilium.imports/1", "imports": found})
        return
    if not found:
        console.print("Nothing was imported yet. [bold]ilium import FILE[/bold] takes a file in.")
    shown = _short([record.id for record in found])
    for record in found:
        at = record.at.astimezone(diary.zone)
        console.print(f"[bold]{shown[record.id]}[/bold]  {at:%d %b %Y %H:%M}  ", end="")
        console.print(f"{SOURCE_NAMES[record.source]}, {plain(record.file_name)}", markup=False)
        console.print(f"   {tally_text(record)}", style="quiet")


@imports.command()
def undo(
    id: Annotated[
        str | None,
        typer.Argument(help="Of the import, or how it begins; the last one if left out."),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Undo the last one without a question.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Take out exactly what an import added."""
    with Diary() as diary:
        found = diary.intakes()
        record = _last(found, yes=yes) if id is None else _named(found, id)
        if record is None:
            console.print("Nothing was taken back.")
            return
        undone = diary.undo_intake(record.id)
    if as_json:
        print_json({"schema": "ilium.import-undone/1", "import": undone})
        return
    console.print(f"Taken back: {tally_text(undone)}.")


def _last(found: tuple[IntakeRecord, ...], *, yes: bool) -> IntakeRecord | None:
    if not found:
        raise ValueError("There is no import to take back.")
    if yes:
        return found[0]
    said = f"{SOURCE_NAMES[found[0].source]}, {tally_text(found[0])}"
    console.print(f"The last import: {said}.")
    try:
        return found[0] if Confirm.ask("Take it back?", default=False, console=console) else None
    except EOFError:
        raise ValueError("Nothing was taken back. Name the import, or add --yes.") from None


def _named(found: tuple[IntakeRecord, ...], begins: str) -> IntakeRecord:
    wanted = begins.strip().lower()
    fits = [record for record in found if wanted and str(record.id).startswith(wanted)]
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise ValueError(f"{len(fits)} imports begin with {wanted!r}; write more of the id.")
    raise ValueError(f"No import begins with {plain(wanted)!r}; `ilium imports` lists them.")


def _short(ids: list[UUID]) -> Mapping[UUID, str]:
    """Each id as short as it is unambiguous, all of the same length."""
    for length in range(SHORTEST_ID, 37):
        shown = {id: str(id)[:length] for id in ids}
        if len(set(shown.values())) == len(ids):
            return shown
    return {id: str(id) for id in ids}
