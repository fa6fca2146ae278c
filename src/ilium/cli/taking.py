"""`ilium plan`: the programme, and what takes it along: calendar, watch, paper."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from ilium.cli import planning
from ilium.cli.nothing import Nothing, nothing_to_train
from ilium.cli.screen import console, errors
from ilium.cli.streams import STANDARD_OUTPUT, send
from ilium.diary import Diary
from ilium.interchange.planned import CalendarSettings, current_week, parse_time
from ilium.interchange.records import ProgrammeRevision
from ilium.training.schedule import Position

CONTEXT: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 80}

plan = typer.Typer(
    name="plan",
    invoke_without_command=True,
    add_completion=False,
    rich_markup_mode=None,
    context_settings=CONTEXT,
)
plan.callback()(planning.plan)

OneFile = Annotated[Path, typer.Argument(help="Where to write; - for standard output.")]
Replace = Annotated[bool, typer.Option("--replace", help="Overwrite what is there.")]
WeekOf = Annotated[
    int | None, typer.Option("--week", help="Of the programme; the one you are in if left out.")
]


@plan.command()
def calendar(
    file: OneFile,
    at: Annotated[str, typer.Option(help="When your sessions begin.", metavar="TIME")] = "18:00",
    alarm: Annotated[
        int, typer.Option(help="Minutes before a session at which to remind you.")
    ] = 30,
    no_alarm: Annotated[bool, typer.Option("--no-alarm", help="No reminders.")] = False,
    zone: Annotated[
        str | None, typer.Option(help="Time zone, as Europe/Berlin; this machine's if left out.")
    ] = None,
    replace: Replace = False,
) -> None:
    """Write your programme as an iCalendar file, an event a session.

    Take it in again after a change: events move, none is there twice.
    """
    with Diary(zone=zone) as diary:
        settings = CalendarSettings(
            at=parse_time(at), alarm=None if no_alarm else alarm, zone=diary.zone_name
        )
        _active(diary)
        _write({file: diary.calendar(settings)}, replace)


@plan.command()
def fit(
    to: Annotated[
        Path,
        typer.Argument(
            help="A folder for a file a session of the week; or FILE.fit for the next session.",
            metavar="FOLDER|FILE.fit",
        ),
    ],
    week: WeekOf = None,
    replace: Replace = False,
) -> None:
    """Write sessions as FIT workout files for a watch.

    Loads are those of the next session; later ones follow from it.
    """
    if to == STANDARD_OUTPUT:
        raise ValueError("a watch takes files: name a folder, or FILE.fit for the next session")
    single = to.suffix.lower() == ".fit"
    if single and week is not None:
        raise ValueError("a single file is the next session; name a folder for a whole week")
    with Diary() as diary:
        active = _active(diary)
        if single:
            (data,) = diary.workouts(active, *_next_place(diary, active)).values()
            _write({to: data}, replace)
        else:
            found = diary.workouts(active, _week(diary, active, week))
            _write({to / name: data for name, data in found.items()}, replace)


@plan.command("print")
def print_(file: OneFile, week: WeekOf = None, replace: Replace = False) -> None:
    """Write a week as an HTML file to print, a page a session."""
    from ilium.web.paper import document

    with Diary() as diary:
        active = _active(diary)
        _, sheets = diary.sheets(active, _week(diary, active, week))
        _write({file: document(sheets).encode()}, replace)


def _active(diary: Diary) -> ProgrammeRevision:
    """The programme that the person trains by.

    Raises:
        typer.Exit: there is none. Standard output is for the file, so it is said beside it.
    """
    active = diary.programme()
    if active is None:
        nothing_to_train(Nothing.NO_PROGRAMME, on=errors)
    return active


def _week(diary: Diary, active: ProgrammeRevision, asked: int | None) -> int:
    """The week that is asked for, or the one that the person is in."""
    weeks = len(active.programme.weeks)
    if asked is not None and not 1 <= asked <= weeks:
        raise ValueError(f"your programme has weeks 1 to {weeks}, not {asked}")
    return asked or current_week(diary.agenda(active))


def _next_place(diary: Diary, active: ProgrammeRevision) -> Position:
    """The place of the next session.

    Raises:
        typer.Exit: every session is done.
    """
    found = next((one.place for one in diary.agenda(active) if one.begun is None), None)
    if found is None:
        nothing_to_train(Nothing.FINISHED, on=errors)
    return found


def _write(found: Mapping[Path, bytes], replace: bool) -> None:
    """Write the files whole, all of them or none.

    Raises:
        ValueError: one of them is there already.
    """
    there = [file for file in found if file != STANDARD_OUTPUT and file.exists()]
    if there and not replace:
        raise ValueError(f"{there[0]} exists already; say --replace to overwrite it")
    parts: dict[Path, Path] = {}
    try:
        for file, data in found.items():
            if file == STANDARD_OUTPUT:
                send(data)
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            parts[file] = file.with_name(file.name + ".part")
            parts[file].write_bytes(data)
        for file, part in parts.items():
            part.replace(file)
    finally:
        for part in parts.values():
            part.unlink(missing_ok=True)
    for file in parts:
        console.print(f"Wrote {len(found[file]):,} bytes to {file}.", soft_wrap=True)
