"""`ilium today` and `ilium session`: what is next, and being taken through it."""

from typing import Annotated, Any, NoReturn

import typer

from ilium.cli.nothing import NOTHING_TO_TRAIN, Nothing, nothing_to_train
from ilium.cli.prescription_view import session_heading, show_stations, station_document
from ilium.cli.screen import console, print_json
from ilium.diary import Diary
from ilium.exercises.model import Role
from ilium.outlook import Outlook
from ilium.phrases import when_text
from ilium.planning.athlete import Athlete
from ilium.planning.programme import Session, Week
from ilium.training.session import Station

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]

SCHEMA = "ilium.today/1"

NOBODY = (
    "a session asks after each set what you did, and nobody is here to answer; "
    "run `ilium session` at a terminal, or `ilium today` to see what is next"
)


def today(
    why: Annotated[bool, typer.Option("--why", help="Give every reason.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show the next session: sets, loads, and why these."""
    diary = Diary()
    outlook = diary.outlook()
    visit = outlook.visit(diary.zone, diary.catalogue)
    planned = outlook.next_up(diary.today, diary.zone)
    if visit is not None:
        document = _document("under_way", visit.week, visit.session, visit.stations, outlook)
        document |= {"session": str(visit.record.id), "sets_done": len(visit.done)}
        when = f"Under way: {len(visit.done)} sets done."
        week, session, items, step = visit.week, visit.session, visit.stations, "goes on with it."
    elif planned is not None:
        items = outlook.preview(planned, diary.today, diary.zone, diary.catalogue)
        status = "due" if planned.due else "rest"
        document = _document(status, planned.week, planned.session, items, outlook)
        document |= {"planned": planned.planned, "ready": planned.ready}
        when = when_text(planned, diary.today)
        week, session, step = planned.week, planned.session, "takes you through it."
    else:
        _nothing(outlook, as_json)
    if as_json:
        print_json(document)
        return
    console.print(session_heading(week, session, outlook.weeks))
    console.print(when, style="quiet")
    athlete = outlook.athlete or Athlete()
    show_stations(items, athlete.inventory, athlete.unit, why)
    console.print(f"\n[bold]ilium session[/bold] {step}")


def _nothing(outlook: Outlook, as_json: bool) -> NoReturn:
    """Say that there is nothing to train, and what to do about it."""
    why = Nothing.NO_PROGRAMME if outlook.active is None else Nothing.FINISHED
    nothing_to_train(why, SCHEMA if as_json else None)


def _document(
    status: str, week: Week, session: Session, items: tuple[Station, ...], outlook: Outlook
) -> dict[str, Any]:
    athlete = outlook.athlete or Athlete()
    return {
        "schema": SCHEMA,
        "status": status,
        "week": week.week,
        "weeks": outlook.weeks,
        "deload": week.deload,
        "day": session.day,
        "weekday": session.weekday,
        "minutes": session.minutes,
        "blocks": [
            {
                "role": role,
                "items": [
                    station_document(station, athlete.inventory, athlete.unit)
                    for station in items
                    if station.role is role
                ],
            }
            for role in Role
        ],
    }


def session(
    rests: Annotated[bool, typer.Option("--rests/--no-rests", help="Count the rests down.")] = True,
    finish: Annotated[
        bool, typer.Option("--finish", help="End the session that is under way.")
    ] = False,
) -> None:
    """Be taken through today's session, set by set. Goes on where it stopped."""
    from ilium.cli.ask import answers_follow
    from ilium.cli.player import Player

    with Diary() as diary:
        outlook = diary.outlook()
        visit = outlook.visit(diary.zone, diary.catalogue)
        if visit is not None:
            console.print(session_heading(visit.week, visit.session, outlook.weeks))
            if not finish:
                console.print(f"Going on: {len(visit.done)} sets done.", style="quiet")
        elif finish:
            console.print("No session is under way.")
            raise typer.Exit(NOTHING_TO_TRAIN)
        else:
            planned = outlook.next_up(diary.today, diary.zone)
            if outlook.active is None or planned is None:
                _nothing(outlook, as_json=False)
            console.print(session_heading(planned.week, planned.session, outlook.weeks))
            console.print(when_text(planned, diary.today), style="quiet")
            # Only now: who answers through a pipe may wait to be greeted.
            if not answers_follow():
                raise ValueError(NOBODY)
            visit = diary.begin(outlook.active, planned)
        player = Player(diary, outlook, visit, rests=rests)
        if finish:
            player.finish()
        else:
            player.run()
