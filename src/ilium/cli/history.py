"""`ilium log` and `ilium history`: sets outside the guided session, and all that was done."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Annotated, Any
from uuid import UUID, uuid4

import msgspec
import typer
from rich.text import Text

from ilium.anatomy import Region
from ilium.cli.screen import console, fields, indented, print_json
from ilium.diary import Diary
from ilium.exercises.model import Laterality, Measure, Variant
from ilium.interchange.sense import odd_time
from ilium.loads import Load, Unit, parse_load
from ilium.phrases import brought_text, other_set_text, set_text
from ilium.planning.athlete import Athlete
from ilium.training.performed import Pain, PerformedSet, Side
from ilium.training.visits import Cursor, VisitPage

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]

DAYS_SHOWN = 28


def log(
    variant: Annotated[
        str | None, typer.Argument(help="An exercise or variant, as hip_thrust+knee_band.")
    ] = None,
    reps: Annotated[int | None, typer.Option(help="Reps done, 0 to 200.")] = None,
    seconds: Annotated[int | None, typer.Option(help="Seconds held.")] = None,
    load: Annotated[str | None, typer.Option(help="60, 60kg, 135lb, or a band's name.")] = None,
    rir: Annotated[int | None, typer.Option(help="Reps still possible, 0 to 10.")] = None,
    side: Annotated[Side | None, typer.Option(help="The side that worked.")] = None,
    felt: Annotated[
        Region | None, typer.Option(metavar="REGION", help="Where it was felt.")
    ] = None,
    pain: Annotated[Pain | None, typer.Option(metavar="PLACE", help="Where it hurt.")] = None,
    at: Annotated[
        str | None, typer.Option(help="When, as 2026-11-20T18:30; now if left out.")
    ] = None,
    note: Annotated[str, typer.Option(help="Anything to remember.")] = "",
    correct: Annotated[str | None, typer.Option(help="Id of a set to correct.")] = None,
    remove: Annotated[str | None, typer.Option(help="Id of a set to take out.")] = None,
    restore: Annotated[str | None, typer.Option(help="Id of a removed set to bring back.")] = None,
    as_json: AsJson = False,
) -> None:
    """Log a set; correct or remove one, or bring it back. Older versions of a set are kept."""
    said = _Said(reps, seconds, load, rir, side, felt, pain, at, note)
    with Diary() as diary:
        if remove is not None:
            diary.remove(_set_id(remove))
            if as_json:
                print_json({"schema": "ilium.removed/1", "id": _set_id(remove)})
                return
            console.print(f"Removed. ilium log --restore {_set_id(remove)} brings it back.")
            return
        if restore is not None:
            kept = diary.restore(_set_id(restore))
        elif correct is not None:
            kept = diary.correct(_corrected(diary, _set_id(correct), said))
        elif variant is None:
            raise ValueError("Name the exercise: ilium log hip_thrust --reps 10 --load 60 --rir 2")
        else:
            kept = diary.record(_performed(diary, variant, said))
        athlete = diary.athlete() or Athlete()
    if as_json:
        print_json({"schema": "ilium.set/1", **fields(kept)})
        return
    console.print(f"Kept: {kept.variant}, {set_text(kept, athlete.unit)}", end="  ")
    console.print(str(kept.id), style="quiet")


class _Said(msgspec.Struct, frozen=True):
    """The options of `log`, as typed."""

    reps: int | None
    seconds: int | None
    load: str | None
    rir: int | None
    side: Side | None
    felt: Region | None
    pain: Pain | None
    at: str | None
    note: str


def _set_id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ValueError(
            f"{text!r} is not the id of a set; ilium history --ids shows them"
        ) from None


def _performed(diary: Diary, text: str, said: _Said) -> PerformedSet:
    athlete = diary.athlete() or Athlete()
    variant = diary.catalogue.variant(text)
    timed = variant.exercise.measure is Measure.SECONDS
    if (said.seconds if timed else said.reps) is None:
        count = "--seconds" if timed else "--reps"
        raise ValueError(f"{variant.id} is counted in {variant.exercise.measure}; say {count}")
    visit = diary.open_visit()
    active = diary.programme()
    found = active.programme.planned(variant.id) if active else None
    role, item = found or (variant.exercise.roles[0], None)
    return PerformedSet(
        id=uuid4(),
        variant=variant.id,
        side=_side(variant, said.side),
        load=_load(variant, said.load, athlete),
        reps=said.reps,
        seconds=said.seconds,
        rir=said.rir,
        felt=said.felt,
        pain=said.pain,
        at=_time(said.at, diary),
        role=role,
        session=visit.record.id if visit and said.at is None else None,
        target_reps=item.reps if item else None,
        note=said.note,
    )


def _side(variant: Variant, said: Side | None) -> Side:
    if variant.exercise.laterality is Laterality.BILATERAL:
        if said not in (None, Side.BOTH):
            raise ValueError(f"{variant.id} works both sides at once; leave --side out")
        return Side.BOTH
    if said in (None, Side.BOTH):
        raise ValueError(f"{variant.id} works one side at a time; say --side left or right")
    return said


def _load(variant: Variant, said: str | None, athlete: Athlete) -> Load:
    setup = variant.setup_for(athlete.equipment) or variant.setups[0]
    if said is not None:
        return parse_load(said, setup.load, athlete.inventory, athlete.unit)
    try:
        return Load(setup.load)
    except ValueError:
        raise ValueError(f"{variant.id} is done with a {setup.load} load; say --load") from None


def _time(said: str | None, diary: Diary) -> datetime:
    if said is None:
        return diary.now()
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        raise ValueError(f"--at {said!r} is not a time; write it as 2026-11-20T18:30") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=diary.zone)
    if moment > diary.now() + timedelta(minutes=5):
        raise ValueError(f"--at {said} lies in the future; log a set once it is done")
    if odd := odd_time(moment):
        raise ValueError(f"--at: {odd}")
    return moment.astimezone(UTC)


def _corrected(diary: Diary, set_id: UUID, said: _Said) -> PerformedSet:
    known = diary.find_set(set_id)
    if known is None:
        raise ValueError(f"there is no set {set_id}; ilium history --ids shows them")
    athlete = diary.athlete() or Athlete()
    changes: dict[str, Any] = {
        name: value
        for name in ("reps", "seconds", "rir", "side", "felt", "pain")
        if (value := getattr(said, name)) is not None
    }
    if said.load is not None:
        changes["load"] = parse_load(said.load, known.load.kind, athlete.inventory, athlete.unit)
    if said.at is not None:
        changes["at"] = _time(said.at, diary)
    if said.note:
        changes["note"] = said.note
    return msgspec.structs.replace(known, **changes)


def history(
    variant: Annotated[str | None, typer.Argument(help="Only this exercise or variant.")] = None,
    days: Annotated[int, typer.Option(min=1, max=36500, help="How far back.")] = DAYS_SHOWN,
    ids: Annotated[bool, typer.Option("--ids", help="Show the ids of the sets.")] = False,
    sessions: Annotated[
        int | None, typer.Option(min=1, max=200, help="Show so many sessions, whenever they were.")
    ] = None,
    before: Annotated[
        str | None, typer.Option(metavar="PLACE", help="Older sessions, from where a page ended.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show what was done, newest day first."""
    _fits_together(variant, sessions, before)
    diary = Diary()
    if sessions is not None:
        found = diary.visits(sessions, None if before is None else Cursor.read(before))
        _show_sessions(diary, found, ids=ids, as_json=as_json)
        return
    first = diary.today - timedelta(days=days - 1)
    found = diary.sets_since(first)
    if variant is not None:
        found = _only(found, variant, diary)
    if as_json:
        print_json({"schema": "ilium.history/1", "sets": found})
        return
    if not found:
        console.print(f"No sets in the last {days} days. [bold]ilium session[/bold] begins one.")
        return
    unit = (diary.athlete() or Athlete()).unit
    in_order = sorted(found, key=lambda s: s.at)
    by_day = groupby(in_order, key=lambda s: s.at.astimezone(diary.zone).date())
    for day, of_day in reversed([(day, list(group)) for day, group in by_day]):
        console.print(f"\n[bold]{day:%a %d %b %Y}[/bold]")
        _show_sets(of_day, unit, ids=ids)


def _fits_together(variant: str | None, sessions: int | None, before: str | None) -> None:
    """Raises ValueError if one of them would be passed over."""
    if sessions is None and before is not None:
        raise ValueError("--before goes with --sessions, as --sessions 20 --before PLACE")
    if sessions is not None and variant is not None:
        raise ValueError(f"--sessions shows whole sessions; for {variant!r} alone say --days")


def _only(done: tuple[PerformedSet, ...], text: str, diary: Diary) -> tuple[PerformedSet, ...]:
    """The sets of a variant, or of all variants of an exercise.

    Raises:
        UnknownVariant: there is none of that name, and no set has that id either.
    """
    found = tuple(s for s in done if _is_of(s, text))
    if found or diary.trained([text]):
        return found
    wanted = diary.catalogue.meant(text).id
    return tuple(s for s in done if _is_of(s, wanted))


def _show_sets(done: Iterable[PerformedSet], unit: Unit, *, ids: bool) -> None:
    """Sets by exercise, in the order of doing."""
    for name, group in groupby(done, key=lambda s: s.variant):
        sets = list(group)
        indented(name)
        if not ids:
            indented("; ".join(set_text(s, unit) for s in sets), 4, style="quiet")
            continue
        for performed in sets:
            indented(f"{performed.id}  {set_text(performed, unit)}", 4, style="quiet")


def _show_sessions(diary: Diary, found: VisitPage, *, ids: bool, as_json: bool) -> None:
    """A page of sessions, and where the next one begins."""
    if as_json:
        older = str(found.older) if found.older else None
        print_json({"schema": "ilium.sessions/1", "sessions": found.visits, "older": older})
        return
    if not found.visits:
        console.print("No sessions yet. [bold]ilium session[/bold] begins one.")
        return
    unit = (diary.athlete() or Athlete()).unit
    for visit in found.visits:
        place = f"week {visit.week}, day {visit.day}" if visit.week else "without a plan"
        day = Text(f"{visit.started_at.astimezone(diary.zone):%a %d %b %Y}", style="bold")
        said = brought_text(visit) if visit.source else place
        console.print("", day.append(f", {said}", style="not bold"), sep="\n")
        _show_sets(visit.sets, unit, ids=ids)
        for name, group in groupby(visit.others, key=lambda one: one.exercise):
            indented(Text(f"{name} (other training)"))
            indented(Text("; ".join(other_set_text(one, unit) for one in group)), 4, style="quiet")
    if found.older:
        console.print(f"\nOlder: ilium history --sessions {len(found.visits)} --before", end=" ")
        console.print(str(found.older), soft_wrap=True)


def _is_of(performed: PerformedSet, variant: str) -> bool:
    """Whether a set is of that variant, or of any variant of that exercise."""
    return performed.variant == variant or performed.variant.partition("+")[0] == variant
