"""`ilium move`: a session on another weekday."""

from typing import Annotated

import typer

from ilium.cli.nothing import Nothing, nothing_to_train
from ilium.cli.screen import bullet, console, print_json
from ilium.diary import Diary
from ilium.planning import Programme, document, move_session
from ilium.planning.document import SCHEMA
from ilium.planning.moving import rest_remarks
from ilium.planning.programme import Weekday
from ilium.planning.words import WEEKDAY_NAMES
from ilium.reasons import sentence


def move(
    session: Annotated[str, typer.Argument(help="The session, by its weekday: mon, tue, …")],
    to: Annotated[Weekday, typer.Argument(help="The weekday to move it to.", metavar="WEEKDAY")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what it would do, and change nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Move a session of every week to another weekday; one that is there changes places with it."""
    with Diary() as diary:
        active = diary.programme()
        if active is None:
            nothing_to_train(Nothing.NO_PROGRAMME, SCHEMA if as_json else None)
        moved = move_session(active.programme, _day(active.programme, session), to)
        if not dry_run:
            diary.revise(active, moved)
    remarks = [sentence(remark) for remark in rest_remarks(moved.weeks[0])]
    if as_json:
        print_json({**document(moved), "remarks": remarks})
        return
    days = ", ".join(WEEKDAY_NAMES[one.weekday] for one in moved.weeks[0].sessions)
    console.print(f"{'You would train' if dry_run else 'From now on you train'} on {days}.")
    for remark in remarks:
        bullet(remark)


def _day(programme: Programme, weekday: str) -> int:
    """The number of the session on a weekday."""
    sessions = {one.weekday.value: one.day for one in programme.weeks[0].sessions}
    day = sessions.get(weekday.strip().lower()[:3])
    if day is None:
        raise ValueError(f"no session is on {weekday!r}; they are on {', '.join(sessions)}")
    return day
