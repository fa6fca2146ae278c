"""`ilium backup` and `restore`: the database, copied while it is used, and put back."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress as Bar
from rich.prompt import Confirm
from rich.table import Table

from ilium.cli.screen import console, interactive, print_json
from ilium.store import backups, connect, daily, disconnect, in_use, restoring
from ilium.store.backups import Backup
from ilium.store.copies import Contents, Progress
from ilium.store.restoring import Staged

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]

LONG_PAGES = 5_000
"""Pages of 4 kB from which copying is worth a bar."""

DAYS_OLD = 2
"""From how many days on an age is said in days."""


def backup(
    place: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE or FOLDER]",
            help="Where to; the folder backups of the data folder if left out.",
        ),
    ] = None,
    listed: Annotated[bool, typer.Option("--list", help="Show the backups there are.")] = False,
    as_json: AsJson = False,
    today: Annotated[bool, typer.Option("--daily", hidden=True)] = False,
    keep: Annotated[int, typer.Option(min=1, hidden=True)] = backups.KEPT,
) -> None:
    """Copy all data to one file, also while a server writes. Nothing is ever overwritten.

    The copy is checked before it gets its name.
    """
    if listed:
        _list(place, as_json=as_json)
        return
    if today:
        made = daily.make(place or backups.default_folder(), keep)
    else:
        with _bar("Copying", shown=not as_json) as progress:
            made = backups.back_up(place, progress=progress)
    if as_json:
        print_json({"schema": "ilium.backup/1", "file": str(made.file), "bytes": made.size})
        return
    console.print(f"Backed up {told(made.contents)}, {size_text(made.size)}:", soft_wrap=True)
    console.print(f"  {made.file}", soft_wrap=True, markup=False)


def restore(
    file: Annotated[Path, typer.Argument(help="A backup of Ilium.")],
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing.")] = False,
) -> None:
    """Put a backup in the place of all data. What was there is kept as a backup, too."""
    with in_use.alone("restore"), restoring.staged(file) as staged:
        if not yes and not _wanted(file, staged):
            console.print("Nothing changed.")
            raise typer.Exit(1)
        with _bar("Restoring") as progress:
            kept = restoring.put_in_place(staged, progress)
    console.print(f"Restored {told(staged.contents)}.")
    if kept is not None:
        what = "The damaged database" if staged.damaged else "What was there before"
        console.print(f"{what} is kept as")
        console.print(f"  {kept}", soft_wrap=True, markup=False)
    if kept is not None and not staged.damaged:
        console.print(f"Undo: ilium restore '{kept}'", soft_wrap=True, markup=False, style="quiet")
    connect()  # an older backup is brought to the newest schema
    disconnect()


def told(contents: Contents) -> str:
    """What a database holds, as part of a sentence."""
    counts = [(contents.sets, "set"), (contents.sessions, "session")]
    if contents.people > 1:
        counts.append((contents.people, "people"))
    said = ", ".join(_counted(number, name) for number, name in counts)
    if contents.newest is None:
        return said
    return f"{said}, the newest of {contents.newest.astimezone():%d %b %Y}"


def age_text(made: datetime, now: datetime) -> str:
    """How old something is, as "3 hours"."""
    hours = max(int((now - made).total_seconds() // 3600), 0)
    if hours >= 24 * DAYS_OLD:
        return _counted(hours // 24, "day")
    return _counted(hours, "hour") if hours else "less than an hour"


def size_text(size: int) -> str:
    """Bytes as people read them."""
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.0f} kB"


def _wanted(file: Path, staged: Staged) -> bool:
    """Whether the person wants what is there to be replaced by the backup."""
    console.print(f"{file}", markup=False, soft_wrap=True)
    console.print(f"  holds {told(staged.contents)}.")
    if staged.damaged:
        console.print(f"It takes the place of a damaged database: {staged.damaged}", markup=False)
    elif staged.present is None:
        console.print("There is no data yet that it would replace.")
    else:
        console.print(f"It replaces {told(staged.present)}, which is kept as a backup.")
    if not interactive():
        raise ValueError("There is no one to ask; --yes restores without a question.")
    return Confirm.ask("Restore it?", default=False, console=console)


def _list(folder: Path | None, *, as_json: bool) -> None:
    known = daily.state()
    folders = [folder] if folder else _folders()
    found = [one for place in folders for one in backups.found(place)]
    found.sort(key=lambda one: (one.made, one.number), reverse=True)
    if as_json:
        rows = [
            {"file": str(one.file), "kind": one.kind, "made": one.made, "bytes": one.size}
            for one in found
        ]
        print_json({"schema": "ilium.backups/1", "backups": rows, "daily": known})
        return
    if found:
        _table(found)
    else:
        console.print("There is no backup yet. [bold]ilium backup[/bold] makes one.")
    if known is not None and known.problem:
        console.print(f"The last daily backup failed. {known.problem}", style="warning")


def _folders() -> list[Path]:
    """Where backups are looked for: the data folder's own, and the server's."""
    known = daily.state()
    own = backups.default_folder()
    if known is None or not known.folder or Path(known.folder) == own:
        return [own]
    return [own, Path(known.folder)]


def _table(found: list[Backup]) -> None:
    now = datetime.now(UTC)
    for folder in sorted({one.file.parent for one in found}):
        console.print(str(folder), soft_wrap=True, markup=False)
        table = Table.grid(padding=(0, 2))
        for one in found:
            if one.file.parent == folder:
                made = f"{one.made.astimezone():%d %b %Y %H:%M}"
                table.add_row(
                    f"  {made}", age_text(one.made, now), size_text(one.size), one.file.name
                )
        console.print(table)


@contextmanager
def _bar(what: str, *, shown: bool = True) -> Generator[Progress | None]:
    """A bar at the terminal, for what takes long enough to wonder."""
    if not shown or not console.is_terminal:
        yield None
        return
    with Bar(console=console, transient=True) as bar:
        task = None

        def progress(done: int, total: int) -> None:
            nonlocal task
            if total < LONG_PAGES:
                return
            task = bar.add_task(what, total=total) if task is None else task
            bar.update(task, completed=done, total=total)
            if done == total:
                bar.update(task, description="Checking", total=None)

        yield progress


def _counted(number: int, name: str) -> str:
    return f"{number:,} {name}{'' if number == 1 or name == 'people' else 's'}"
