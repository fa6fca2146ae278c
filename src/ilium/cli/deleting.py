"""`ilium delete-everything`: all data of this machine's Ilium, gone."""

from pathlib import Path
from typing import Annotated

import typer
from rich.prompt import Prompt

from ilium.cli.screen import console, interactive

WORD = "delete"


def delete_everything(
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing.")] = False,
) -> None:
    """Delete all data on this machine: database, copies, backups, keys. There is no undo."""
    # Not before: the tables have to be known to Django, whose settings this makes.
    from ilium.store import in_use
    from ilium.store.connection import configured_file
    from ilium.store.home import home

    configured_file("ilium delete-everything")
    from ilium.store import deleting

    if not home().is_dir():
        console.print(f"There is nothing in {home()}.", markup=False, soft_wrap=True)
        return
    with in_use.alone("delete everything"):
        found = deleting.doomed()
        _say(home(), found.files, found.copies, found.staying)
        if not yes and not _sure():
            console.print("Nothing was deleted.")
            raise typer.Exit(1)
        deleting.delete_everything(found)
    deleting.leave_folder()
    console.print("Everything is deleted.")


def _say(
    folder: Path, files: tuple[Path, ...], copies: tuple[Path, ...], staying: tuple[Path, ...]
) -> None:
    console.print(f"This deletes from {folder}, for good:", markup=False, soft_wrap=True)
    for file in files:
        console.print(f"  {file.relative_to(folder)}", markup=False, soft_wrap=True)
    console.print(f"and {len(copies)} backup{'' if len(copies) == 1 else 's'}:")
    for file in copies:
        console.print(f"  {file}", markup=False, soft_wrap=True)
    if staying:
        console.print("These are not Ilium's and stay:")
        for file in staying:
            console.print(f"  {file}", markup=False, soft_wrap=True)
    console.print(
        "Exports and backups that you put elsewhere stay, and so does what browsers keep: sign "
        "out there first, or delete their data of this site."
    )


def _sure() -> bool:
    if not interactive():
        raise ValueError("There is no one to ask; --yes deletes without a question.")
    answer = Prompt.ask(f"Type [bold]{WORD}[/bold] to delete it all", console=console)
    return answer.strip().lower() == WORD
