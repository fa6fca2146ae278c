"""Hypothesis strategies for sets of other programs: as wild as their files allow."""

# ruff: noqa: DTZ001 - files name no zone

from datetime import UTC, datetime
from decimal import Decimal

from hypothesis import strategies as st

from ilium.interchange.foreign import ForeignKind, ForeignSet

# Letters of every script, marks that tables and spreadsheets mind, and the ends of lines.
_LETTERS = st.one_of(
    st.characters(exclude_categories=("C", "Z")), st.sampled_from("=+-@'\",;\t \n|\\")
)


def _tidy(text: str) -> str:
    """Text that a cell says back: no tab, no space outside, no backslash before an n."""
    return text.replace("\t", " ").replace("\\n", "n").strip()


notes = st.text(_LETTERS, max_size=30).map(_tidy)
names = notes.map(lambda text: " ".join(text.split())).filter(lambda text: text != "-")
exercises = names.filter(bool)
times = st.datetimes(datetime(2000, 1, 2), datetime(8999, 12, 30)).map(
    lambda when: when.replace(microsecond=0)
)


def parts(whole: int, most: int) -> st.SearchStrategy[Decimal]:
    """Numbers above 0 in steps of one part of `whole`."""
    return st.integers(1, most).map(lambda count: Decimal(count) / whole)


weights = st.none() | parts(1000, 1_000_000)
distances = parts(100, 100_000_000)


@st.composite
def foreign_sets(
    draw: st.DrawFn,
    kinds: st.SearchStrategy[ForeignKind] = st.sampled_from(ForeignKind),  # noqa: B008
) -> ForeignSet:
    """A set in which something was done."""
    reps = draw(st.none() | st.integers(1, 200))
    seconds = draw(st.none() | st.integers(1, 86_400))
    meters = draw(distances if reps is None and seconds is None else st.none() | distances)
    return ForeignSet(
        line=0,
        started=draw(times),
        duration_s=draw(st.none() | st.integers(1, 3_600_000)),
        workout=draw(names),
        exercise=draw(exercises),
        kind=draw(kinds),
        weight=draw(weights),
        reps=reps,
        seconds=seconds,
        meters=meters,
        rpe=draw(st.none() | st.integers(2, 20).map(lambda halves: Decimal(halves) / 2)),
        note=draw(notes),
        exercise_note=draw(notes),
        workout_note=draw(notes),
    )


aware = times.map(lambda when: when.replace(tzinfo=UTC))
