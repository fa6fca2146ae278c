"""A week on paper: what stands on each sheet, and that it is only text."""

from datetime import UTC
from decimal import Decimal
from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given, settings
from revisions import GYM, START, planned, revisions

from ilium.exercises import catalogue
from ilium.exercises.model import Role
from ilium.interchange.paper import Sheet, sheet
from ilium.interchange.planned import Appointment, agenda
from ilium.interchange.records import ProgrammeRevision
from ilium.loads import Load, LoadKind, Unit
from ilium.planning.programme import Sides
from ilium.training.performed import SetKind, Side
from ilium.training.prescription import Day, SetTarget
from ilium.training.session import stations
from ilium.web.paper import document

HOSTILE = "<script>alert(1)</script>\"'&{{ style }}"


def first(active: ProgrammeRevision) -> Appointment:
    return agenda(active, {}, active.start, UTC)[0]


def drawn(one: Appointment) -> Sheet:
    """The sheet of the session that comes next."""
    found = stations(one.session, GYM, catalogue(), {}, Day(on=START, week=1))
    return sheet(one, catalogue(), GYM, {s.variant.id: s.prescription.sets for s in found})


class Tags(HTMLParser):
    """Counts elements, and checks that each that is opened is closed."""

    VOID = ("meta", "link", "br", "input")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.classes: list[str] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.classes += (dict(attrs).get("class") or "").split()
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_sheet_says_what_is_done() -> None:
    one = first(planned())
    found = drawn(one)
    assert found.title == "Week 1 of 6, session 1"
    assert found.day == "Monday 23 November 2026"
    assert found.minutes == one.minutes
    assert [block.name for block in found.blocks] == ["Activation", "Heavy", "Isolation"]
    items = [item for block in found.blocks for item in block.items]
    thrust = next(item for item in items if item.name == "Hip thrust")
    assert thrust.asked == "3 × 6-10 reps, 2-3 in reserve, rest 3 min, tempo 1-1-2"
    assert thrust.load.endswith(" kg")
    assert thrust.fields == ("kg", "reps", "RIR")
    assert len(thrust.lead_up) == 1
    assert list(thrust.sets) == [1, 2, 3]
    assert all(1 <= len(item.cues) <= 2 for item in items)


def test_drills_are_ticked_and_sides_have_their_own_rows() -> None:
    one = first(planned())
    found = drawn(one)
    for planned_block, block in zip(one.session.blocks, found.blocks, strict=True):
        for item, shown in zip(planned_block.items, block.items, strict=True):
            sides = ["Left", "Right"] if item.sides is Sides.EACH else [""]
            assert [row.side for row in shown.rows] == sides
            assert {len(row.loads) for row in shown.rows} == {item.sets}
            assert (shown.fields == ("reps",)) == (planned_block.role is Role.ACTIVATION)


def test_without_a_prescription_loads_are_left_to_be_written() -> None:
    athlete = msgspec.structs.replace(GYM, unit=Unit.POUNDS)
    found = sheet(first(planned()), catalogue(), athlete)
    items = [item for block in found.blocks for item in block.items]
    assert all(item.load == "" and item.lead_up == () for item in items)
    assert items[-1].fields == ("lb", "reps", "RIR")


@pytest.mark.parametrize(
    ("exercise", "fields"),
    [
        ("hip_thrust", ("kg", "reps", "RIR")),
        ("side_plank", ("+ kg", "reps", "RIR")),
        ("side_lying_abduction", ("reps", "RIR")),
        ("seated_band_abduction", ("band", "reps", "RIR")),
    ],
)
def test_what_is_written_of_a_load(exercise: str, fields: tuple[str, ...]) -> None:
    one = first(planned())
    block = one.session.blocks[1]
    item = msgspec.structs.replace(block.items[0], exercise=exercise, modifiers=())
    session = msgspec.structs.replace(
        one.session, blocks=(msgspec.structs.replace(block, items=(item,)),)
    )
    found = sheet(msgspec.structs.replace(one, session=session), catalogue(), GYM)
    assert found.blocks[0].items[0].fields == fields


@pytest.mark.parametrize(
    ("loads", "once", "each"),
    [
        (("60", "60", "60"), "60 kg", ["", "", ""]),
        (("60", "55", "50"), "", ["60 kg", "55 kg", "50 kg"]),
    ],
)
def test_a_load_of_all_sets_is_said_once(
    loads: tuple[str, ...], once: str, each: list[str]
) -> None:
    one = first(planned())
    item = next(item for item in one.session.items if item.exercise == "hip_thrust")
    targets = tuple(
        SetTarget(
            kind=SetKind.WORKING,
            side=Side.BOTH,
            load=Load(LoadKind.BARBELL, Decimal(load)),
            reps=(6, 10),
        )
        for load in loads
    )
    found = sheet(one, catalogue(), GYM, {item.variant: targets})
    (shown,) = [i for block in found.blocks for i in block.items if i.name == "Hip thrust"]
    assert shown.load == once
    assert [list(row.loads) for row in shown.rows] == [each]


def test_a_full_sheet_has_smaller_boxes_and_no_cues() -> None:
    one = first(planned())
    block = one.session.blocks[0]
    crowded = msgspec.structs.replace(block, items=block.items * 6)
    session = msgspec.structs.replace(one.session, blocks=(crowded,))
    found = sheet(msgspec.structs.replace(one, session=session), catalogue(), GYM)
    assert found.dense
    assert all(item.cues == () for item in found.blocks[0].items)
    assert not drawn(one).dense


def test_the_file_is_whole_by_itself() -> None:
    text = document([drawn(first(planned()))])
    tags = Tags(text)
    assert tags.classes.count("sheet") == 1
    assert "@page" in text
    assert "://" not in text
    assert "<script" not in text
    assert text.count("RIR: reps in reserve") == 1


@settings(deadline=None, max_examples=40)
@given(revisions())
def test_any_week_is_drawn(active: ProgrammeRevision) -> None:
    week = [one for one in agenda(active, {}, active.start, UTC) if one.week.week == 1]
    found = [sheet(one, catalogue(), GYM) for one in week]
    tags = Tags(document(found))
    assert tags.classes.count("sheet") == len(week)
    items = [item for one in week for item in one.session.items]
    assert tags.classes.count("sheet-item") == len(items)
    sets = sum(item.sets * (1 + (item.sides is Sides.EACH)) for item in items)
    assert tags.classes.count("sheet-set") == sets
    assert document(found) == document(found)


def test_what_is_written_is_only_text() -> None:
    one = first(planned())
    block = one.session.blocks[0]
    item = msgspec.structs.replace(block.items[0], exercise=HOSTILE, tempo=HOSTILE)
    session = msgspec.structs.replace(
        one.session, blocks=(msgspec.structs.replace(block, items=(item,)),)
    )
    target = SetTarget(
        kind=SetKind.WORKING, side=Side.BOTH, load=Load(LoadKind.BAND, band=HOSTILE), reps=(1, 2)
    )
    strange = msgspec.structs.replace(one, session=session)
    text = document([sheet(strange, catalogue(), GYM, {item.variant: (target,)})])
    assert "<script" not in text
    assert text.count("&lt;script&gt;") >= 2
