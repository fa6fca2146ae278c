"""A programme on the terminal: what to do each day, and what it adds up to."""

from rich.table import Table
from rich.text import Text

from ilium.anatomy import TARGETS
from ilium.cli.screen import band_bar, bullet, console, region_text
from ilium.cli.width import WIDEST, is_narrow, listed
from ilium.exercises import Catalogue
from ilium.exercises.model import Role
from ilium.planning import Programme
from ilium.planning.programme import Item, Session, Sides
from ilium.planning.words import WEEKDAY_NAMES, number
from ilium.reasons import Reason, sentence


def show_programme(programme: Programme, catalogue: Catalogue, why: bool) -> None:
    """The first week, the weekly sets against the band, and the notes."""
    weeks = len(programme.weeks)
    deload = programme.weeks[-1].deload
    last = ", the last one a deload at half the sets" if deload else ""
    console.print(Text(f"Your programme: {weeks} week{'s' * (weeks > 1)}{last}", style="bold"))
    for session in programme.weeks[0].sessions:
        console.print()
        show_session(session, catalogue, why)
    console.print()
    show_weekly_sets(programme)
    if programme.notes:
        console.print()
        show_notes(programme.notes)


def show_session(session: Session, catalogue: Catalogue, why: bool = False) -> None:
    """One session, a row an item, in the order in which it is done."""
    console.print(
        Text(f"{WEEKDAY_NAMES[session.weekday]}", style="bold"),
        Text(f"  {session.minutes:g} min", style="quiet"),
        sep="",
    )
    rows = [
        (block.role if index == 0 else None, block.role, item)
        for block in session.blocks
        for index, item in enumerate(block.items)
    ]
    narrow = is_narrow()
    show = _list if narrow else _tabulate
    if not why:
        show(rows, catalogue)
        return
    for row in rows:
        show([row], catalogue)
        for reason in row[2].reasons:
            bullet(Text(sentence(reason), style="quiet"), indent=4 if narrow else 11)


Row = tuple[Role | None, Role, Item]
"""The role to show, if it is the first of its block, the role, and the item."""


def _list(rows: list[Row], catalogue: Catalogue) -> None:
    """The items with what to do below each name."""
    for label, role, item in rows:
        if label:
            console.print(Text(label.value, style="quiet"))
        to_do = Text.assemble(amount(item), (f", {effort(item, role)}", "quiet"))
        listed(Text(catalogue.variant(item.variant).name), to_do, indent=2)


def _tabulate(rows: list[Row], catalogue: Catalogue) -> None:
    """The items with what to do beside each name."""
    width = min(console.width, WIDEST)
    table = Table(box=None, padding=(0, 1, 0, 0), show_header=False, width=width)
    table.add_column(width=10, style="quiet")
    table.add_column(ratio=1, overflow="fold")
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True, style="quiet", width=14)
    for label, role, item in rows:
        name = catalogue.variant(item.variant).name
        table.add_row(label.value if label else "", name, amount(item), effort(item, role))
    console.print(table)


def amount(item: Item) -> str:
    """Sets and reps, or seconds: `3 × 6-10 each side`."""
    low, high = item.reps or item.seconds or (0, 0)
    unit = " s" if item.seconds else ""
    side = " a side" if item.sides is Sides.EACH else ""
    counted = f"{low}" if low == high else f"{low}-{high}"
    return f"{item.sets} × {counted}{unit}{side}"


def effort(item: Item, role: Role) -> str:
    """How hard, in reps in reserve; drills are easy by design."""
    low, high = item.rir
    return "easy" if role is Role.ACTIVATION else f"{low}-{high} in reserve"


def show_weekly_sets(programme: Programme) -> None:
    """A line for each target region: its sets a week, the band, and a bar."""
    console.print(Text("Sets a week", style="bold"))
    for region in TARGETS:
        value, band = programme.weekly_sets.get(region, 0), programme.band[region]
        line = region_text(region, 25)
        line.append(f"{number(value):>5}", style="bold")
        line.append(f" of {band[0]}-{band[1]}  ", style="quiet")
        console.print(line.append_text(band_bar(value, band, region)))


def show_notes(notes: tuple[Reason, ...]) -> None:
    """Remarks on the programme, a sentence each."""
    for note in notes:
        bullet(sentence(note), indent=0)
