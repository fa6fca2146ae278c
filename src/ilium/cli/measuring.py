"""`ilium measure`: body mass and girths, added, listed, removed and brought back."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated
from uuid import UUID

import typer

from ilium.cli.screen import console, fields, indented, print_json
from ilium.diary import Diary
from ilium.interchange.records import BodyMeasurement
from ilium.loads import parse_weight
from ilium.planning.athlete import Athlete
from ilium.progress.words import measured_text

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]
Girth = Annotated[str | None, typer.Option(metavar="CM", help="Centimetres, to the millimetre.")]

SHOWN = 20


def measure(
    body_mass: Annotated[
        str | None, typer.Option(metavar="WEIGHT", help="As 61.4, 61.4kg or 135lb.")
    ] = None,
    waist: Girth = None,
    hip: Girth = None,
    thigh_left: Girth = None,
    thigh_right: Girth = None,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day, as 2026-11-20; today if left out.")
    ] = None,
    remove: Annotated[
        str | None, typer.Option(metavar="ID", help="Id of a measurement to take out.")
    ] = None,
    restore: Annotated[
        str | None, typer.Option(metavar="ID", help="Id of a removed measurement to bring back.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="How many are listed.")] = SHOWN,
    as_json: AsJson = False,
) -> None:
    """Keep what you measure of your body; without a number, list what you kept."""
    girths = {"waist": waist, "hip": hip, "thigh_left": thigh_left, "thigh_right": thigh_right}
    with Diary() as diary:
        unit = (diary.athlete() or Athlete()).unit
        if remove is not None:
            diary.remove_measurement(_id(remove))
            if as_json:
                print_json({"schema": "ilium.removed/1", "id": _id(remove)})
                return
            console.print(f"Removed. ilium measure --restore {_id(remove)} brings it back.")
            return
        if restore is not None:
            kept = diary.restore_measurement(_id(restore))
        elif body_mass is None and not any(girths.values()):
            _list(diary.measurements(limit), diary, as_json=as_json)
            return
        else:
            kept = diary.measure(
                _day(on),
                body_mass=None if body_mass is None else parse_weight(body_mass, unit),
                **{name: _centimetres(text, name) for name, text in girths.items()},
            )
    if as_json:
        print_json({"schema": "ilium.measurement/1", **fields(kept)})
        return
    console.print(f"Kept for {kept.on:%d %b %Y}: {measured_text(kept, unit)}.", end="  ")
    console.print(str(kept.id), style="quiet")


def _list(found: tuple[BodyMeasurement, ...], diary: Diary, *, as_json: bool) -> None:
    if as_json:
        print_json({"schema": "ilium.measurements/1", "measurements": found})
        return
    if not found:
        console.print("Nothing measured yet. [bold]ilium measure --body-mass 61.4[/bold] begins.")
        return
    unit = (diary.athlete() or Athlete()).unit
    for record in found:
        indented(f"{record.on:%d %b %Y}  {measured_text(record, unit)}")
        indented(str(record.id), 4, style="quiet")


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise ValueError(
            f"{text!r} is not the id of a measurement; ilium measure shows them"
        ) from None


def _day(said: str | None) -> date | None:
    try:
        return None if said is None else date.fromisoformat(said)
    except ValueError:
        raise ValueError(f"--on {said!r} is not a day; write it as 2026-11-20") from None


def _centimetres(said: str | None, name: str) -> Decimal | None:
    if said is None:
        return None
    try:
        return Decimal(said.strip().lower().removesuffix("cm").strip().replace(",", "."))
    except InvalidOperation:
        option = name.replace("_", "-")
        raise ValueError(f"--{option} {said!r} is not a length; write it as 70.5") from None
