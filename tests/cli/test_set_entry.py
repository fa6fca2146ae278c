"""What people type for a set."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ilium.cli.set_entry import parse_entry
from ilium.loads import Load, LoadKind, Unit
from ilium.planning.athlete import Athlete
from ilium.training.performed import SetKind, Side
from ilium.training.prescription import SetTarget

ATHLETE = Athlete()


def target(load: Load | None, timed: bool = False) -> SetTarget:
    ends = (20, 40) if timed else (8, 10)
    counted = {"seconds": ends} if timed else {"reps": ends}
    return SetTarget(kind=SetKind.WORKING, side=Side.BOTH, load=load, **counted)


BAR = target(Load(LoadKind.BARBELL, Decimal(60)))
BAND = target(Load(LoadKind.BAND, band="light"))


@pytest.mark.parametrize(
    ("text", "reps", "rir", "kilograms"),
    [
        ("10", 10, None, "60"),
        ("10 2", 10, 2, "60"),
        ("  8   0 ", 8, 0, "60"),
        ("10 2 62.5", 10, 2, "62.5"),
        ("10 2 62,5kg", 10, 2, "62.5"),
        ("10 62.5kg", 10, None, "62.5"),
        ("10 100 kg", 10, None, "100"),
        ("10 2 135lb", 10, 2, "61.235"),
        ("0", 0, None, "60"),
    ],
)
def test_reps_reserve_and_load(text: str, reps: int, rir: int | None, kilograms: str) -> None:
    entry = parse_entry(text, BAR, ATHLETE)
    assert (entry.reps, entry.seconds, entry.rir) == (reps, None, rir)
    assert entry.load == Load(LoadKind.BARBELL, Decimal(kilograms))


def test_a_band_goes_by_its_name() -> None:
    assert parse_entry("15 3 extra heavy", BAND, ATHLETE).load.band == "extra heavy"
    assert parse_entry("15 3 Medium band", BAND, ATHLETE).load.band == "medium"


def test_a_hold_counts_seconds() -> None:
    entry = parse_entry("35", target(Load(LoadKind.NONE), timed=True), ATHLETE)
    assert (entry.reps, entry.seconds) == (None, 35)


def test_weight_added_to_the_body() -> None:
    entry = parse_entry("10 2 5kg", target(Load(LoadKind.BODYWEIGHT)), ATHLETE)
    assert entry.load == Load(LoadKind.BODYWEIGHT, Decimal(5))


def test_pounds_are_read_by_choice() -> None:
    entry = parse_entry("10 2 135", BAR, Athlete(unit=Unit.POUNDS))
    assert entry.load.kilograms == Decimal("61.235")


@pytest.mark.parametrize(
    ("text", "asked", "said"),
    [
        ("", BAR, "type reps"),
        ("ten", BAR, "type reps"),
        ("10 11", BAR, "say 0 to 10"),
        ("10 2 2000kg", BAR, "not a weight from 0"),
        ("10 2 pink", BAND, "yours are extra light"),
        ("10 2", target(None), "Which load"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(text: str, asked: SetTarget, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse_entry(text, asked, ATHLETE)


@given(st.text(max_size=30))
def test_no_text_breaks_it(text: str) -> None:
    for asked in (BAR, BAND, target(None)):
        try:
            entry = parse_entry(text, asked, ATHLETE)
        except ValueError:
            continue
        assert entry.reps is not None
        assert entry.rir is None or 0 <= entry.rir <= 10
