"""`ilium start`, `plan` and `athlete`: from wishes to a programme."""

from typing import Annotated, Any

import msgspec
import typer
from rich.prompt import Confirm
from rich.text import Text

from ilium.cli import ask
from ilium.cli.comparing import (
    difference_document,
    other_lengths_document,
    show_difference,
    show_other_lengths,
)
from ilium.cli.nothing import Nothing, nothing_to_train
from ilium.cli.options import Wishes, athlete_from, with_wishes
from ilium.cli.programme_view import show_programme, show_session, show_weekly_sets
from ilium.cli.screen import console, interactive, print_json
from ilium.diary import Diary
from ilium.exercises import catalogue
from ilium.interchange.records import ProgrammeRevision
from ilium.loads import Equipment, Unit, weight_text
from ilium.planning import (
    Athlete,
    Infeasible,
    Programme,
    difference,
    document,
    infeasible_document,
)
from ilium.planning import plan as make_plan
from ilium.planning.athlete import OTHER_REGIONS
from ilium.planning.difference import at_other_lengths
from ilium.planning.document import SCHEMA
from ilium.planning.words import OTHER_REGION_NAMES
from ilium.reasons import sentence

INFEASIBLE = 3
"""Exit status when no plan satisfies every wish."""

GYM = Athlete(equipment=frozenset(Equipment))
"""Who is planned for when nothing has been said: a common gym, three days, an hour."""

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]


def start() -> None:
    """Answer five questions, get your programme, and begin."""
    with Diary() as diary:
        begin = _start(diary)
    if begin:
        from ilium.cli.today import session

        session(rests=True, finish=False)


def _start(diary: Diary) -> bool:
    """Plan and adopt; whether to go on with the first session."""
    active = diary.programme()
    if not interactive():
        if active is None:
            known = _known(diary)
            programme = make_plan(known)
            diary.adopt(programme, known)
        else:
            programme = active.programme
        show_programme(programme, catalogue(), why=False)
        console.print("\nNext: [bold]ilium session[/bold] takes you through the first session.")
        return False
    if active is not None and not Confirm.ask(
        "You have a programme. Plan a new one? Your history stays.", default=False, console=console
    ):
        console.print("Kept. [bold]ilium today[/bold] shows what is next.")
        return False
    athlete = ask.five_questions(_known(diary))
    programme, athlete = _plan_or_nearest(athlete)
    show_programme(programme, catalogue(), why=False)
    diary.adopt(programme, athlete)
    console.print(
        "\nKept as your programme. [bold]ilium plan --why[/bold] says why each item is in it."
    )
    if Confirm.ask("Begin the first session now?", default=False, console=console):
        return True
    console.print("When you are ready: [bold]ilium session[/bold].")
    return False


def _known(diary: Diary, *, aloud: bool = True) -> Athlete:
    """The person as they described themselves, else as their history does, else anyone."""
    known = diary.athlete()
    if known is not None:
        return known
    background = diary.background()
    if background is None:
        return GYM
    if aloud:
        console.print("Level, equipment and other training are filled in from your history.\n")
    return background.of(GYM)


def _plan_or_nearest(athlete: Athlete) -> tuple[Programme, Athlete]:
    """A plan for the athlete, or the nearest one if they accept it.

    Raises:
        typer.Exit: nothing fits and the nearest plan is declined.
    """
    try:
        with console.status("Planning"):
            return make_plan(athlete), athlete
    except Infeasible as error:
        show_infeasible(error)
        if error.nearest is None or not Confirm.ask(
            "Take the nearest plan?", default=True, console=console
        ):
            raise typer.Exit(INFEASIBLE) from None
        return error.nearest, error.nearest_athlete or athlete


@with_wishes
def plan(
    wishes: Wishes,
    ctx: typer.Context,
    why: Annotated[bool, typer.Option("--why", help="Say why each exercise is in it.")] = False,
    adopt: Annotated[bool, typer.Option("--adopt", help="Train by it from now on.")] = False,
    compare: Annotated[
        bool, typer.Option("--compare", help="Say what it changes; alone: at other minutes.")
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Back to the programme before.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show your programme, or plan a new one from the options given.

    What an option leaves open is as you last told Ilium. Exit status 3 if nothing fits.
    """
    if ctx.invoked_subcommand is not None:
        if any(ctx.params.values()):
            raise ValueError(
                f"options of a new plan do not go with `{ctx.invoked_subcommand}`: adopt it first"
            )
        return
    with Diary() as diary:
        active = diary.programme()
        if undo:
            _undo(diary, active, as_json)
        elif compare and active is not None:
            _compare(diary, active, wishes, as_json)
        else:
            _plan(diary, active, wishes, why=why, adopt=adopt, as_json=as_json)


def _undo(diary: Diary, active: ProgrammeRevision | None, as_json: bool) -> None:
    if active is None:
        nothing_to_train(Nothing.NO_PROGRAMME, SCHEMA if as_json else None)
    former = diary.undo(active)
    if former is None:
        raise ValueError("there is no programme before this one")
    _show(former.programme, False, as_json)


def _compare(diary: Diary, active: ProgrammeRevision, wishes: Wishes, as_json: bool) -> None:
    """What the wishes would change; without one, what other lengths of a session would."""
    known = diary.athlete() or active.athlete
    if not wishes.said:
        lengths = at_other_lengths(active.programme, known, make_plan)
        if as_json:
            print_json(other_lengths_document(known.minutes, lengths, diary.catalogue))
        else:
            show_other_lengths(known.minutes, lengths)
        return
    found = difference(active.programme, _plan_or_exit(athlete_from(wishes, known), as_json))
    if as_json:
        print_json(difference_document(found, diary.catalogue))
    else:
        show_difference(found, diary.catalogue)


def _plan_or_exit(athlete: Athlete, as_json: bool) -> Programme:
    """A plan for the athlete.

    Raises:
        typer.Exit: nothing fits, which has been said.
    """
    try:
        return make_plan(athlete)
    except Infeasible as error:
        if as_json:
            print_json(infeasible_document(error))
        else:
            show_infeasible(error)
        raise typer.Exit(INFEASIBLE) from None


def _plan(
    diary: Diary,
    active: ProgrammeRevision | None,
    wishes: Wishes,
    *,
    why: bool,
    adopt: bool,
    as_json: bool,
) -> None:
    if active is not None and not wishes.said and not adopt:
        _show(active.programme, why, as_json)
        return
    athlete = athlete_from(wishes, _known(diary, aloud=not as_json))
    programme = _plan_or_exit(athlete, as_json)
    if not adopt and not as_json and interactive():
        _show(programme, why, as_json)
        adopt = Confirm.ask(
            "\nTrain by this programme from now on?", default=False, console=console
        )
        if adopt:
            diary.change(programme, athlete)
            console.print("Kept. [bold]ilium today[/bold] shows the next session.")
        return
    if adopt:
        diary.change(programme, athlete)
    _show(programme, why, as_json)


def _show(programme: Programme, why: bool, as_json: bool) -> None:
    if as_json:
        print_json(document(programme))
    else:
        show_programme(programme, catalogue(), why)


def show_infeasible(error: Infeasible) -> None:
    """Which wishes conflict, and what the nearest plan gives instead."""
    console.print("[warning]! No plan satisfies all of your wishes.[/warning]")
    for conflict in error.conflicts:
        console.print(f"- {sentence(conflict.reason)}")
    if error.nearest is None:
        return
    console.print("\n[bold]The nearest plan that fits[/bold]")
    for change in error.changes:
        console.print(f"- {sentence(change)}")
    for session in error.nearest.weeks[0].sessions:
        console.print()
        show_session(session, catalogue())
    console.print()
    show_weekly_sets(error.nearest)


@with_wishes
def athlete(wishes: Wishes, as_json: AsJson = False) -> None:
    """Show what Ilium knows about you, or change it with the options given.

    The programme stays as it is until you plan again.
    """
    with Diary() as diary:
        known = _known(diary, aloud=not as_json)
        if wishes.said:
            known = athlete_from(wishes, known)
            diary.save_athlete(known)
    if as_json:
        print_json({"schema": "ilium.athlete/1", **athlete_document(known)})
        return
    for label, value in _facts(known):
        console.print(Text(f"{label:<16}", style="quiet"), Text(value), sep="")


def athlete_document(known: Athlete) -> dict[str, Any]:
    """The athlete as JSON, sets in alphabetical order."""
    built: dict[str, Any] = msgspec.to_builtins(known)
    return {
        name: sorted(value) if isinstance(getattr(known, name), frozenset) else value
        for name, value in built.items()
    }


def _elsewhere(known: Athlete) -> str:
    sets = {OTHER_REGION_NAMES[one]: known.other_training.sets(one) for one in OTHER_REGIONS}
    said = ", ".join(f"{name} {number} sets a week" for name, number in sets.items() if number)
    return said or "none"


def _facts(known: Athlete) -> list[tuple[str, str]]:
    owned, unit = known.inventory, known.unit

    def weights(values: Any) -> str:
        return ", ".join(weight_text(value, unit) for value in values) or "none"

    def ids(values: Any) -> str:
        return ", ".join(sorted(values)).replace("_", " ") or "none"

    other = Unit.POUNDS if unit is Unit.KILOGRAMS else Unit.KILOGRAMS
    return [
        ("level", known.level),
        ("days a week", str(known.days)),
        ("minutes", str(known.minutes)),
        ("weeks", str(known.weeks)),
        ("equipment", ids(known.equipment)),
        ("look after", ids(known.limits)),
        ("avoid", ids(known.avoid)),
        ("insist on", ids(known.insist)),
        ("emphasis", (known.emphasis or "none").replace("_", " ")),
        ("other training", _elsewhere(known)),
        ("body mass", weight_text(known.body_mass, unit)),
        ("bar", weight_text(owned.bar, unit)),
        ("pairs of plates", weights(owned.plates)),
        ("dumbbells", weights(owned.dumbbells)),
        ("kettlebells", weights(owned.kettlebells)),
        (
            "stack",
            f"{weight_text(owned.stack.first, unit)} to {weight_text(owned.stack.last, unit)} "
            f"in steps of {weight_text(owned.stack.step, unit)}",
        ),
        ("bands", ", ".join(owned.bands) or "none"),
        ("weights in", f"{unit} (--unit {other} changes it)"),
    ]
