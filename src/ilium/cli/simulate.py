"""`ilium simulate`: one repetition, computed from physics."""

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from ilium.atlas import Entry
from ilium.cli.engine import engine_needed
from ilium.cli.screen import console, errors, print_json
from ilium.loads import LoadKind, parse_weight

if TYPE_CHECKING:
    from ilium.biomechanics import Person, Simulation

SCHEMA = "ilium.simulation/1"
NO_ANSWER = 1
TALLEST_METRES = 3.0
"""A height above this is meant in centimetres."""

SIDES = {"_r": "right ", "_l": "left "}


def simulate(
    variant: Annotated[
        str, typer.Argument(help="As hip_thrust, hip_thrust+knee_band, or a study's condition.")
    ],
    modifiers: Annotated[
        list[str] | None, typer.Option("--with", metavar="MODIFIER", help="As knee_band.")
    ] = None,
    load: Annotated[
        str | None,
        typer.Option(
            metavar="LOAD",
            help="As 60, 135lb, or light, medium, heavy of a band. "
            "Left out: what the model can lift ten times. "
            "Too heavy for the tempo, it is lifted slower.",
        ),
    ] = None,
    kind: Annotated[LoadKind | None, typer.Option(help="What is lifted, if not the usual.")] = None,
    height: Annotated[str | None, typer.Option(metavar="M", help="As 1.75 or 175.")] = None,
    mass: Annotated[str | None, typer.Option(metavar="WEIGHT", help="As 75 or 165lb.")] = None,
    muscles: Annotated[bool, typer.Option("--muscles", help="Show every muscle.")] = False,
    plot: Annotated[
        Path | None, typer.Option(metavar="FILE.png", help="Draw it into a picture.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer as JSON.")] = False,
) -> None:
    """Simulate one repetition: who works, when, and what the floor gives. Exit status 1 if the
    simulation finds no answer.
    """
    with engine_needed("ilium simulate"):
        name, found = _simulated(variant, modifiers or [], load, kind, height, mass)
        from ilium.biomechanics.muscles import muscles as every_muscle
        from ilium.biomechanics.summary import entry as summary

        entry = summary(found, {}, every_muscle())
    if as_json:
        print_json(document(found, entry))
    elif found.problem:
        console.print(Text(name, style="bold"))
        console.print(Text(f"No figures: {found.problem}", style="warning"))
    elif plot is not None:
        _draw(name, found, entry, plot)
    else:
        _show(name, found, entry, muscles=muscles)
    if found.problem:
        raise typer.Exit(NO_ANSWER)


def _simulated(
    variant: str,
    modifiers: list[str],
    load: str | None,
    kind: LoadKind | None,
    height: str | None,
    mass: str | None,
) -> tuple[str, "Simulation"]:
    """What it is called, and what was found.

    Raises:
        LookupError: there is no such exercise, modifier or condition.
        ValueError: a load, height or mass that makes no sense.
    """
    from ilium.biomechanics import simulate as repetition
    from ilium.biomechanics import simulate_condition
    from ilium.biomechanics.lifts import variant_of
    from ilium.biomechanics.studies import study_conditions

    person = _person(height, mass)
    conditions = study_conditions()
    if variant in conditions:
        if modifiers or load or kind:
            raise ValueError(f"{variant} is a study's condition, with a load of its own")
        with errors.status("Simulating"):
            found = simulate_condition(variant, person=person)
        return conditions[variant].description.rstrip("."), found
    chosen = variant_of(variant, modifiers)
    kilograms, band = _load(load)
    given: dict[str, Any] = {"band": band} if band else {}
    with errors.status("Simulating"):
        found = repetition(chosen.id, load=kilograms, kind=kind, person=person, **given)
    return f"{chosen.name}  {chosen.id}", found


def _load(text: str | None) -> tuple[float | None, str | None]:
    """Kilograms, or the name of a band."""
    if text is None:
        return None, None
    if text.strip()[:1].isalpha():
        return None, text.strip().lower()
    try:
        return float(parse_weight(text)), None
    except ValueError as error:
        raise ValueError(f"--load: {error}") from None


def _person(height: str | None, mass: str | None) -> "Person":
    from ilium.biomechanics import Person

    given: dict[str, Any] = {}
    if height is not None:
        given["height"] = _metres(height)
    if mass is not None:
        try:
            given["mass"] = float(parse_weight(mass))
        except ValueError as error:
            raise ValueError(f"--mass: {error}") from None
    return Person(**given)


def _metres(text: str) -> float:
    """Metres from a height in metres or centimetres.

    >>> _metres("1.75"), _metres("175 cm")
    (1.75, 1.75)
    """
    plain = text.strip().lower().replace(",", ".").removesuffix("m").removesuffix("c").strip()
    try:
        value = Decimal(plain)
    except ArithmeticError:
        value = Decimal("nan")
    if not value.is_finite():
        raise ValueError(f"--height: {text!r} is not a height; write it like 1.75 or 175")
    return float(value / 100 if value > TALLEST_METRES else value)


def document(found: "Simulation", entry: Entry) -> dict[str, Any]:
    """The JSON answer: the figures of an atlas entry, and every frame."""
    frames: dict[str, Any] = {}
    if found.valid:
        frames = {
            "times_s": _digits(found.times, 3),
            "way": _digits(found.share, 3),
            "activation": _columns(found.muscles, found.activation, 4),
            "force_n": _columns(found.muscles, found.force, 1),
            "contact_force_n": {
                name: _digits(found.contact_force[:, column], 1)
                for column, name in enumerate(found.contacts)
            },
            "abdominal_pressure_kpa": _digits(found.abdominal_pressure / 1000, 1),
        }
    return {"schema": SCHEMA, "variant": found.variant, "entry": entry, "frames": frames}


def _columns(names: tuple[str, ...], values: Any, digits: int) -> dict[str, list[float]]:
    return {name: _digits(values[:, column], digits) for column, name in enumerate(names)}


def _digits(values: Any, digits: int) -> list[Any]:
    return values.round(digits).tolist()


def _show(name: str, found: "Simulation", entry: Entry, *, muscles: bool) -> None:
    from ilium.cli.atlas_view import show_entry

    title, _, variant_id = name.partition("  ")
    console.print(Text.assemble((title, "bold"), (f"  {variant_id}", "quiet")))
    show_entry(entry, muscles=muscles)
    console.print()
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    for _ in range(3):
        table.add_column(justify="right", no_wrap=True)
    headings = ("contact force, N", "least", "mean", "most")
    table.add_row(*(Text(heading, style="quiet") for heading in headings))
    for contact, sizes in contact_sizes(found).items():
        figures = (min(sizes), sum(sizes) / len(sizes), max(sizes))
        table.add_row(contact, *(f"{size:.0f}" for size in figures))
    console.print(Padding(table, (0, 0, 0, 2)))
    kilopascals = found.abdominal_pressure / 1000
    between = f"{kilopascals.min():.0f} to {kilopascals.max():.0f} kPa"
    console.print(Padding(f"\nPressure in the abdomen: {between}.", (0, 0, 0, 2)))


def contact_sizes(found: "Simulation") -> dict[str, list[float]]:
    """The force at each contact in newtons, frame by frame, whatever its direction."""
    sizes = (found.contact_force**2).sum(axis=2) ** 0.5
    return {contact_words(name): sizes[:, n].tolist() for n, name in enumerate(found.contacts)}


def contact_words(name: str) -> str:
    """A contact as a person reads it.

    >>> contact_words("foot_r on floor"), contact_words("shoulder_blades on bench")
    ('right foot on floor', 'shoulder blades on bench')
    """
    point, _, support = name.partition(" ")
    side = SIDES.get(point[-2:], "")
    return f"{side}{point[:-2] if side else point} {support}".replace("_", " ").strip()


def _draw(name: str, found: "Simulation", entry: Entry, plot: Path) -> None:
    from ilium.cli.activation_plots import draw_repetition, even

    times = found.times.tolist()
    contacts = {what: even(times, sizes) for what, sizes in contact_sizes(found).items()}
    draw_repetition(entry, name.partition("  ")[0], contacts, plot)
    console.print(f"Drawn into {plot}.")
