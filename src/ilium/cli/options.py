"""Command-line words turned into the athlete they describe. Every mistake is one sentence."""

import difflib
import inspect
from collections.abc import Callable, Iterable
from decimal import Decimal
from enum import StrEnum
from functools import wraps
from typing import Annotated, Any, TypeVar

import msgspec
import typer

from ilium.anatomy import TARGETS, Region
from ilium.exercises.model import Limit
from ilium.loads import (
    Equipment,
    Inventory,
    Stack,
    Unit,
    common_inventory,
    parse_weight,
    parse_weights,
)
from ilium.planning.athlete import OTHER_REGIONS, Athlete, Level, OtherTraining
from ilium.planning.words import OTHER_REGION_NAMES

Word = TypeVar("Word", bound=StrEnum)

ALL, NONE = "all", "none"

OTHER_WORDS = {OTHER_REGION_NAMES[region].replace(" ", "_"): region for region in OTHER_REGIONS}
"""How the regions of other training are written."""


def _ids(kind: type[StrEnum]) -> str:
    return ", ".join(member.value for member in kind)


def _text(help_text: str, metavar: str) -> Any:
    return typer.Option(help=help_text, metavar=metavar)


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for on the command line; None where nothing was said.

    The fields are the options of the commands that take wishes; see `with_wishes`.
    """

    level: Annotated[Level | None, typer.Option(help="Experience with such training.")] = None
    days: Annotated[int | None, typer.Option(help="Sessions a week, 1 to 4.")] = None
    minutes: Annotated[int | None, typer.Option(help="Minutes a session, 20 to 180.")] = None
    weeks: Annotated[int | None, typer.Option(help="Weeks of the programme, 1 to 16.")] = None
    equipment: Annotated[
        str | None, _text(f"What you have: {_ids(Equipment)}; or all, or none.", "IDS")
    ] = None
    limit: Annotated[
        list[str] | None, _text(f"Places to look after: {_ids(Limit)}; or none.", "IDS")
    ] = None
    avoid: Annotated[list[str] | None, _text("Exercises to leave out; or none.", "IDS")] = None
    insist: Annotated[list[str] | None, _text("Exercises to keep in; or none.", "IDS")] = None
    emphasis: Annotated[
        str | None, _text(f"Region that comes first: {', '.join(TARGETS)}; or none.", "REGION")
    ] = None
    other: Annotated[
        list[str] | None,
        _text("Weekly sets of other training, as low_back=4,hamstrings=6; or none.", "SETS"),
    ] = None
    body_mass: Annotated[str | None, _text("Body mass, as 70 or 154lb.", "WEIGHT")] = None
    unit: Annotated[Unit | None, typer.Option(help="How weights are shown and read.")] = None
    bar: Annotated[str | None, _text("Weight of the empty bar.", "WEIGHT")] = None
    plates: Annotated[str | None, _text("Pairs of plates, as 2x20,10,5,2.5,1.25.", "WEIGHTS")] = (
        None
    )
    dumbbells: Annotated[str | None, _text("Dumbbells, as 2,4,6,8,10.", "WEIGHTS")] = None
    kettlebells: Annotated[str | None, _text("Kettlebells, as 8,12,16.", "WEIGHTS")] = None
    stack: Annotated[
        str | None, _text("Cable or machine stack, as 5:5:100.", "FIRST:STEP:LAST")
    ] = None
    bands: Annotated[
        str | None, _text("Your bands from light to heavy, as light,medium,heavy.", "NAMES")
    ] = None

    @property
    def said(self) -> bool:
        """Whether anything was asked for at all."""
        return any(getattr(self, name) is not None for name in self.__struct_fields__)


def with_wishes(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command whose first argument is `Wishes` an option for each of their fields."""
    own = list(inspect.signature(command).parameters.values())[1:]
    hints = inspect.get_annotations(Wishes)
    options = [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, default=None, annotation=hints[name]
        )
        for name in Wishes.__struct_fields__
    ]
    own = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own]

    @wraps(command)
    def wrapped(**given: Any) -> None:
        said = {name: given.pop(name) for name in Wishes.__struct_fields__}
        command(Wishes(**said), **given)

    wrapped.__signature__ = inspect.Signature([*options, *own])  # type: ignore[attr-defined]
    wrapped.__annotations__ = {p.name: p.annotation for p in (*options, *own)}
    return wrapped


def athlete_from(wishes: Wishes, base: Athlete) -> Athlete:
    """The athlete that `base` becomes with these wishes.

    Raises:
        ValueError: a wish is not one of those that exist, or is out of range.
    """
    unit = wishes.unit or base.unit
    changes: dict[str, object] = {
        name: value
        for name in ("level", "days", "minutes", "weeks", "unit")
        if (value := getattr(wishes, name)) is not None
    }
    if wishes.equipment is not None:
        changes["equipment"] = equipment_from(wishes.equipment)
    if wishes.limit is not None:
        changes["limits"] = words(Limit, wishes.limit, "limit")
    if wishes.avoid is not None:
        changes["avoid"] = _exercises(wishes.avoid, "avoid")
    if wishes.insist is not None:
        changes["insist"] = _exercises(wishes.insist, "insist")
    if wishes.emphasis is not None:
        changes["emphasis"] = _emphasis(wishes.emphasis)
    if wishes.other is not None:
        changes["other_training"] = _other_training(wishes.other, base.other_training)
    if wishes.body_mass is not None:
        changes["body_mass"] = parse_weight(wishes.body_mass, unit)
    # What nobody has changed yet is what is common where that unit is used.
    untouched = base.inventory == common_inventory(base.unit)
    owned = common_inventory(unit) if untouched else base.inventory
    changes["inventory"] = _inventory(wishes, owned, unit)
    return msgspec.structs.replace(base, **changes)


def split(values: Iterable[str]) -> tuple[str, ...]:
    """The words of repeated or comma-separated options, blanks dropped."""
    return tuple(w for value in values for w in (p.strip().lower() for p in value.split(",")) if w)


def words(kind: type[Word], values: Iterable[str], option: str) -> frozenset[Word]:
    """A set of ids; `none` is the empty one.

    Raises:
        ValueError: a word is not one of the ids; the sentence names the nearest one.
    """
    said = split(values)
    if said == (NONE,):
        return frozenset()
    return frozenset(_word(kind, value, option) for value in said)


def _word(kind: type[Word], value: str, option: str) -> Word:
    try:
        return kind(value)
    except ValueError:
        ids = [member.value for member in kind]
        near = difflib.get_close_matches(value, ids, n=1)
        hint = f"did you mean {near[0]}?" if near else f"choose from {', '.join(ids)}"
        raise ValueError(f"--{option}: there is no {value!r}; {hint}") from None


def equipment_from(text: str) -> frozenset[Equipment]:
    """Equipment ids, or `all`, or `none`.

    >>> sorted(equipment_from("bench,barbell"))
    [<Equipment.BARBELL: 'barbell'>, <Equipment.BENCH: 'bench'>]
    """
    if text.strip().lower() == ALL:
        return frozenset(Equipment)
    if not split((text,)):
        raise ValueError("--equipment is empty; name what you have, or say none or all")
    return words(Equipment, (text,), "equipment")


def _exercises(values: Iterable[str], option: str) -> frozenset[str]:
    from ilium.exercises import UnknownVariant, catalogue

    said = split(values)
    if said == (NONE,):
        return frozenset()
    try:
        return frozenset(catalogue().exercise(value).id for value in said)
    except UnknownVariant as error:
        raise ValueError(f"--{option}: {error}") from None


def _emphasis(value: str) -> Region | None:
    if value == NONE:
        return None
    region = _word(Region, value, "emphasis")
    if region not in TARGETS:
        raise ValueError(f"--emphasis is one of {', '.join(TARGETS)}, not {value}")
    return region


def _other_training(values: Iterable[str], base: OtherTraining) -> OtherTraining:
    said = split(values)
    if said == (NONE,):
        return OtherTraining()
    changes: dict[str, int] = {}
    for word in said:
        name, _, number = word.partition("=")
        region = OTHER_WORDS.get(name.strip())
        if region is None or not number.strip().isdecimal():
            known = " or ".join(f"{one}=6" for one in OTHER_WORDS)
            raise ValueError(f"--other: {word!r} is not like {known}")
        changes[region.value] = int(number.strip()[:4])
    try:
        return msgspec.structs.replace(base, **changes)
    except ValueError as error:
        raise ValueError(f"--other: {error}") from None


def _inventory(wishes: Wishes, base: Inventory, unit: Unit) -> Inventory:
    changes: dict[str, object] = {}
    if wishes.bar is not None:
        changes["bar"] = _weight(wishes.bar, unit, "bar")
    for name in ("plates", "dumbbells", "kettlebells"):
        text: str | None = getattr(wishes, name)
        if text is not None:
            changes[name] = _weights(text, unit, name)
    if wishes.stack is not None:
        changes["stack"] = _stack(wishes.stack, unit)
    if wishes.bands is not None:
        changes["bands"] = tuple(b.strip() for b in wishes.bands.split(",") if b.strip())
    try:
        return msgspec.structs.replace(base, **changes)
    except ValueError as error:
        raise ValueError(f"the loads you own: {error}") from None


def _weight(text: str, unit: Unit, option: str) -> Decimal:
    try:
        return parse_weight(text, unit)
    except ValueError as error:
        raise ValueError(f"--{option}: {error}") from None


def _weights(text: str, unit: Unit, option: str) -> tuple[Decimal, ...]:
    try:
        found = parse_weights(text, unit)
    except ValueError as error:
        raise ValueError(f"--{option}: {error}") from None
    return tuple(sorted(found, reverse=option == "plates"))


def _stack(text: str, unit: Unit) -> Stack:
    parts = text.split(":")
    if len(parts) != 3:
        raise ValueError("--stack is FIRST:STEP:LAST, for example 5:5:100")
    first, step, last = (_weight(part, unit, "stack") for part in parts)
    try:
        return Stack(first=first, step=step, last=last)
    except ValueError as error:
        raise ValueError(f"--stack: {error}") from None
