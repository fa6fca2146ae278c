"""`ilium swap`: another exercise in the place of one, for the rest of the programme."""

from typing import Annotated, Any

import typer
from rich.padding import Padding
from rich.text import Text

from ilium.cli.nothing import Nothing, nothing_to_train
from ilium.cli.options import words
from ilium.cli.screen import console, print_json
from ilium.diary import Diary
from ilium.exercises.model import Limit
from ilium.interchange.records import ProgrammeRevision
from ilium.loads import Equipment
from ilium.planning import Substitute, apply_swap
from ilium.planning import swap as substitutes_for
from ilium.planning.words import number
from ilium.reasons import sentence

SCHEMA = "ilium.swap/1"
SHOWN = 6


def swap(
    exercise: Annotated[str, typer.Argument(help="The exercise or variant to replace.")],
    to: Annotated[str | None, typer.Option(help="The substitute to take.")] = None,
    day: Annotated[int | None, typer.Option(help="Only the week's session of that number.")] = None,
    busy: Annotated[str, typer.Option(help="Equipment that is not free.", metavar="IDS")] = "none",
    pain: Annotated[Limit | None, typer.Option(metavar="PLACE", help="Where it hurts.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """List substitutes for an exercise of your programme, best first, or take one with --to.

    In a guided session, type swap or pain instead: that changes the day alone.
    """
    with Diary() as diary:
        active = diary.programme()
        if active is None:
            nothing_to_train(Nothing.NO_PROGRAMME, SCHEMA if as_json else None)
        days = _days(active, exercise, day)
        athlete = diary.athlete() or active.athlete
        taken = words(Equipment, (busy,), "busy")
        found = {
            one: substitutes_for(active.programme, athlete, one, exercise, busy=taken, pain=pain)
            for one in days
        }
        if to is not None:
            programme = active.programme
            for one in days:
                programme = apply_swap(programme, one, exercise, _chosen(found[one], to))
            diary.revise(active, programme)
    if as_json:
        taken_to = {"taken": to} if to is not None else {}
        print_json({**_document(exercise, found), **taken_to})
    elif to is not None:
        console.print(f"From now on {to} stands in for {exercise}.")
    else:
        _show(exercise, found)


def _days(active: ProgrammeRevision, exercise: str, day: int | None) -> list[int]:
    """The days of the week whose session has the exercise."""
    sessions = active.programme.weeks[0].sessions
    days = [
        session.day
        for session in sessions
        if any(exercise in (item.exercise, item.variant) for item in session.items)
    ]
    if not days:
        there = sorted({item.variant for session in sessions for item in session.items})
        raise ValueError(f"{exercise} is not in your programme; these are: {', '.join(there)}")
    if day is not None and day not in days:
        raise ValueError(f"day {day} has no {exercise}; it is on day {', '.join(map(str, days))}")
    return days if day is None else [day]


def _chosen(found: tuple[Substitute, ...], to: str) -> Substitute:
    for substitute in found:
        if to in (substitute.item.variant, substitute.item.exercise):
            return substitute
    offered = ", ".join(s.item.variant for s in found[:SHOWN]) or "nothing"
    raise ValueError(f"{to} cannot stand in there; suitable is {offered}")


def _document(exercise: str, found: dict[int, tuple[Substitute, ...]]) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "exercise": exercise,
        "days": [
            {
                "day": day,
                "substitutes": [
                    {
                        "variant": substitute.item.variant,
                        "exercise": substitute.item.exercise,
                        "modifiers": substitute.item.modifiers,
                        "sets": substitute.item.sets,
                        "minutes": substitute.session_minutes,
                        "weekly_sets": substitute.weekly_sets,
                        "fits": substitute.fits,
                        "broken": [sentence(reason) for reason in substitute.broken],
                        "why": [sentence(reason) for reason in substitute.reasons],
                    }
                    for substitute in substitutes
                ],
            }
            for day, substitutes in found.items()
        ],
    }


def _show(exercise: str, found: dict[int, tuple[Substitute, ...]]) -> None:
    for day, substitutes in found.items():
        console.print(f"[bold]In place of {exercise}, day {day}[/bold]")
        if not substitutes:
            console.print("  Nothing that you have keeps the purpose of it.")
        for substitute in substitutes[:SHOWN]:
            name = Text(substitute.item.variant, style="bold")
            name.append(f"  session {number(substitute.session_minutes)} min", style="quiet")
            console.print(Padding(name, (0, 0, 0, 2)))
            for reason in (*substitute.reasons, *substitute.broken):
                console.print(Padding(Text(sentence(reason), style="quiet"), (0, 0, 0, 4)))
    console.print("\nTake one with [bold]--to VARIANT[/bold].")
