"""A week of the programme for paper: one sheet a session, with boxes to write sets into.

Only the words and boxes; `ilium.web.paper` draws them, for the browser and for a file alike.
"""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from ilium.exercises import Catalogue, UnknownVariant
from ilium.exercises.model import Role
from ilium.interchange.planned import Appointment, amount, effort, load_kind, name_of, rest, span
from ilium.loads import LoadKind, Unit, load_text
from ilium.planning.athlete import Athlete
from ilium.planning.programme import Item, Sides
from ilium.training.performed import SetKind, Side
from ilium.training.prescription import SetTarget

ROOMY, TIGHT = 5, 8
"""Up to so many items a sheet has two cues for each; up to so many, one; beyond that, none."""

ROWS = 12
"""Rows of boxes that stand on one page at full height."""

BOXES = {LoadKind.BAND: "band", LoadKind.NONE: "", LoadKind.BODYWEIGHT: "+ {unit}"}
"""What is written of a load where it is not its weight."""


class PaperRow(msgspec.Struct, frozen=True, kw_only=True):
    """The sets of one side: the load of each, empty if it is said elsewhere or not known."""

    side: str
    loads: tuple[str, ...]


class PaperItem(msgspec.Struct, frozen=True, kw_only=True):
    """An exercise. `load` is that of all its sets, if they have one; `fields` are written down."""

    name: str
    asked: str
    load: str
    lead_up: tuple[str, ...]
    cues: tuple[str, ...]
    fields: tuple[str, ...]
    rows: tuple[PaperRow, ...]

    @property
    def sets(self) -> range:
        """The numbers of the sets."""
        return range(1, 1 + max((len(row.loads) for row in self.rows), default=0))


class PaperBlock(msgspec.Struct, frozen=True, kw_only=True):
    """The items of one role."""

    name: str
    items: tuple[PaperItem, ...]


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """One session."""

    title: str
    day: str
    minutes: int
    blocks: tuple[PaperBlock, ...]

    @property
    def dense(self) -> bool:
        """Whether the boxes have to be smaller for all of them to stand on one page."""
        return sum(len(item.rows) for block in self.blocks for item in block.items) > ROWS


def sheet(
    one: Appointment,
    catalogue: Catalogue,
    athlete: Athlete,
    targets: Mapping[str, Sequence[SetTarget]] | None = None,
) -> Sheet:
    """The sheet of a session.

    Args:
        one: the session and its day.
        catalogue: has names and cues.
        athlete: whose equipment decides what of a load is written down, and in whose unit.
        targets: the sets that are prescribed, by variant, if it is the session that comes next.
    """
    count = len(one.session.items)
    cues = 2 if count <= ROOMY else 1 if count <= TIGHT else 0
    known = targets or {}
    return Sheet(
        title=one.title,
        day=day_text(one.on),
        minutes=one.minutes,
        blocks=tuple(
            PaperBlock(
                name=block.role.value.capitalize(),
                items=tuple(
                    _item(item, block.role, catalogue, athlete, known.get(item.variant, ()), cues)
                    for item in block.items
                ),
            )
            for block in one.session.blocks
        ),
    )


def day_text(on: date) -> str:
    """`Monday 23 November 2026`."""
    return f"{on:%A} {on.day} {on:%B %Y}"


def _item(
    item: Item,
    role: Role,
    catalogue: Catalogue,
    athlete: Athlete,
    targets: Sequence[SetTarget],
    cues: int,
) -> PaperItem:
    unit = athlete.unit
    lead_up = [one for one in targets if one.kind is SetKind.RAMP]
    working = [one for one in targets if one.kind is not SetKind.RAMP]
    facts = (
        amount(item),
        effort(item.rir, role),
        f"rest {rest(item.rest_s)}",
        f"tempo {item.tempo}",
    )
    first = working[0].load if working else None
    kind = load_kind(first, item, athlete, catalogue)
    rows = _rows(item, working, unit)
    loads = {load for row in rows for load in row.loads}
    same = loads.pop() if len(loads) == 1 else ""
    if same:  # said once, above the boxes
        rows = tuple(msgspec.structs.replace(row, loads=("",) * len(row.loads)) for row in rows)
    return PaperItem(
        name=name_of(item, catalogue),
        asked=", ".join(facts),
        load=same,
        lead_up=tuple(_lead_up(one, unit) for one in lead_up),
        cues=_cues(item, catalogue, cues),
        fields=_fields(item, role, kind, unit),
        rows=rows,
    )


def _lead_up(target: SetTarget, unit: Unit) -> str:
    side = "" if target.side is Side.BOTH else f"{target.side.value}, "
    load = f"{load_text(target.load, unit)} × " if target.load else ""
    counted = f"{span(target.seconds)} s" if target.seconds else span(target.reps or (0, 0))
    return f"{side}{load}{counted}"


def _rows(item: Item, working: Sequence[SetTarget], unit: Unit) -> tuple[PaperRow, ...]:
    """A row for each side that has its own sets."""
    sides = (Side.LEFT, Side.RIGHT) if item.sides is Sides.EACH else (Side.BOTH,)
    rows: list[PaperRow] = []
    for side in sides:
        loads = tuple(
            load_text(one.load, unit) if one.load and one.load.kind is not LoadKind.NONE else ""
            for one in working
            if one.side is side
        )
        name = "" if side is Side.BOTH else side.value.capitalize()
        rows.append(PaperRow(side=name, loads=loads or ("",) * item.sets))
    return tuple(rows)


def _fields(item: Item, role: Role, kind: LoadKind, unit: Unit) -> tuple[str, ...]:
    """What is written down of a set, in the order of writing."""
    counted = "s" if item.seconds else "reps"
    if role is Role.ACTIVATION:
        return (counted,)
    weight = BOXES.get(kind, "{unit}").format(unit=unit.value)
    return tuple(field for field in (weight, counted, "RIR") if field)


def _cues(item: Item, catalogue: Catalogue, most: int) -> tuple[str, ...]:
    """What makes the variant first, then how the exercise is done."""
    try:
        variant = catalogue.variant(item.variant)
    except UnknownVariant:
        return ()
    return (*(m.cue for m in variant.modifiers), *variant.exercise.cues.execution)[:most]
