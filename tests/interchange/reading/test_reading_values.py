"""Numbers, durations and dates as programs and people write them."""

# ruff: noqa: DTZ001 - files name no zone

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ilium.interchange.reading import quantities
from ilium.interchange.reading.dates import moment
from ilium.interchange.reading.quantities import Fault
from ilium.loads import Unit


@pytest.mark.parametrize(
    ("text", "delimiter", "value"),
    [
        ("62.5", ",", "62.5"),
        ("62,5", ";", "62.5"),
        ("62,5", ",", "62.5"),  # in quotation marks: nobody groups a single digit
        ("8.0", ",", "8"),
        (".5", ",", "0.5"),
        ("5.", ",", "5"),
        ("1.5E2", ",", "150"),
        ("1.234,5", ";", "1234.5"),
        ("1,234.5", ";", "1234.5"),
        ("20,412", ";", "20.412"),
        ("0,412", ",", "0.412"),
        ("\N{NO-BREAK SPACE}62.5 ", ",", "62.5"),
    ],
)
def test_numbers(text: str, delimiter: str, value: str) -> None:
    assert quantities.number(text, delimiter) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        *("", "abc", "NaN", "Infinity", "-inf", "1e9999", "1_000", "0x10", "½", "٣", "1.2.3"),
        *("1,2,3", "--5", "62.5 kg", "9" * 61, "1e", "e5", "."),
    ],
)
def test_what_is_no_number_is_said(text: str) -> None:
    with pytest.raises(Fault, match=r"is not a number. Write it like 62\.5"):
        quantities.number(text, ";")


def test_a_comma_that_may_group_thousands_is_not_guessed() -> None:
    with pytest.raises(Fault, match=r"“1,234” can be read in two ways. Write 1\.234 or 1234"):
        quantities.number("1,234", ",")


@pytest.mark.parametrize(
    ("value", "unit", "kilograms"),
    [
        ("6.80388555", Unit.KILOGRAMS, "6.804"),  # 15 lb, as Strong writes it
        ("15", Unit.POUNDS, "6.804"),
        ("45", Unit.POUNDS, "20.412"),
        ("100", Unit.KILOGRAMS, "100"),
        ("1000", Unit.KILOGRAMS, "1000"),
        ("2204.62", Unit.POUNDS, "999.999"),
        ("2204.623", Unit.POUNDS, "1000"),  # 1000 kg, as a program in pounds has them
    ],
)
def test_weights_are_kilograms_to_the_gram(value: str, unit: Unit, kilograms: str) -> None:
    found = quantities.kilograms(Decimal(value), unit)
    assert str(found) == kilograms


@settings(deadline=None)
@given(st.integers(0, 10_000))
def test_kilograms_and_pounds_of_one_weight_agree(quarters: int) -> None:
    """A quarter pound, written in pounds or as the binary fraction of its kilograms."""
    pounds = Decimal(quarters) / 4
    if pounds * Decimal("0.45359237") <= 1000:
        noisy = Decimal(str(float(pounds) * 0.45359237))
        in_pounds = quantities.kilograms(pounds, Unit.POUNDS)
        assert in_pounds == quantities.kilograms(noisy, Unit.KILOGRAMS)


@pytest.mark.parametrize("value", ["-1", "1000.1", "1e999", "NaN", "sNaN", "Infinity", "1e999999"])
def test_no_such_weight(value: str) -> None:
    for unit in Unit:
        if (value, unit) != ("1000.1", Unit.POUNDS):
            with pytest.raises(Fault, match="is not a weight from 0 to 1000 kg"):
                quantities.kilograms(Decimal(value), unit)


@pytest.mark.parametrize("value", ["8.5", "-1", "201", "NaN", "sNaN", "1e999"])
def test_no_such_count(value: str) -> None:
    with pytest.raises(Fault, match="is not a whole number from 0 to 200"):
        quantities.whole(Decimal(value), 200)


def test_zero_is_nothing() -> None:
    assert quantities.whole(Decimal("0.0"), 200) is None
    assert quantities.kilograms(Decimal(0), Unit.POUNDS) is None
    assert quantities.effort(Decimal(0)) is None
    assert quantities.distance(Decimal("0.00"), Decimal(1000)) is None
    assert quantities.duration("0") is None
    assert quantities.reserve(Decimal(0)) == 0


@pytest.mark.parametrize("value", ["0.5", "10.5", "-8", "NaN"])
def test_no_such_effort(value: str) -> None:
    with pytest.raises(Fault, match="is not an RPE from 1 to 10"):
        quantities.effort(Decimal(value))


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("48h 40m", 175_200),
        ("1h 5m", 3900),
        ("1h5m10s", 3910),
        ("55s", 55),
        ("200s", 200),
        ("62m", 3720),
        ("7 min", 420),
        ("1 Std. 5 Min.", 3900),
        ("2 Stunden, 1 Minute", 7260),
        ("1.5h", 5400),
        ("0:01:30", 90),
        ("00:45", 45),
        ("1:05:00", 3900),
        ("3600", 3600),
        ("45.0", 45),
    ],
)
def test_durations(text: str, seconds: int) -> None:
    assert quantities.duration(text) == seconds


@pytest.mark.parametrize("text", ["abc", "5 apples", "1h x", "h", "1:2:3:4", "5m " * 30])
def test_what_is_no_duration_is_said(text: str) -> None:
    with pytest.raises(Fault, match=r"is not a duration|is not a number"):
        quantities.duration(text)


def test_a_duration_has_an_end() -> None:
    with pytest.raises(Fault, match="is not a number of seconds from 0 to 86,400"):
        quantities.duration("25h", 86_400)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-01-18 18:05:28", datetime(2025, 1, 18, 18, 5, 28)),
        ("2025-01-18T18:05", datetime(2025, 1, 18, 18, 5)),
        ("2023-02-14 6:30:08\N{NARROW NO-BREAK SPACE}PM", datetime(2023, 2, 14, 18, 30, 8)),
        ("2023-02-14 12:30:08 AM", datetime(2023, 2, 14, 0, 30, 8)),
        ("2023-02-14 12:30 pm", datetime(2023, 2, 14, 12, 30)),
        ("2026-04-06T17:35:00.123456+02:00", None),
        ("2026-04-06T15:35:00Z", datetime(2026, 4, 6, 15, 35, tzinfo=UTC)),
        ("8 Apr 2026, 16:50", datetime(2026, 4, 8, 16, 50)),
        ("18 Dez. 2025, 08:00", datetime(2025, 12, 18, 8)),
        ("1. März 2025, 08:00", datetime(2025, 3, 1, 8)),
        ("31 Mai 2025 um 08:00", datetime(2025, 5, 31, 8)),
        ("3 févr. 2026, 18:00", datetime(2026, 2, 3, 18)),
        ("19 ago 2026, 14:20", datetime(2026, 8, 19, 14, 20)),
        ("8 de abr. de 2026, 16:50", datetime(2026, 4, 8, 16, 50)),
        ("Jan 1, 2024, 10:00 AM", datetime(2024, 1, 1, 10)),
        ("18.03.2025 07:15", datetime(2025, 3, 18, 7, 15)),
        ("2026-04-06", datetime(2026, 4, 6, 12)),
        # The clock is put forward at 02:00 on this night in Berlin: the file says what it says.
        ("2026-03-29 02:30:00", datetime(2026, 3, 29, 2, 30)),
    ],
)
def test_dates(text: str, expected: datetime | None) -> None:
    berlin = timezone(timedelta(hours=2))
    assert moment(text) == (expected or datetime(2026, 4, 6, 17, 35, tzinfo=berlin))
    assert moment(text).tzinfo == (expected.tzinfo if expected else berlin)


@pytest.mark.parametrize(
    "text",
    [
        *("", "yesterday", "4/8/2026 16:50", "2026-02-30", "2026-13-01", "8 Xyz 2026, 16:50"),
        *("2026-04-06 25:00:00", "2026-04-06 13:00 PM", "2026-04-06 0:10 am", "20260406"),
        *("2026-04-06T10:00+99:00", "1" * 100, "2026-04-06 10:00:00 Mars"),
    ],
)
def test_what_is_no_date_is_said(text: str) -> None:
    with pytest.raises(Fault, match=r"is no date that can be read\. Write it like 2026-04-08"):
        moment(text)


@pytest.mark.parametrize("text", ["1970-01-01 00:00:00", "9999-12-31", "1 Jan 0001, 10:00"])
def test_dates_of_broken_clocks_are_said(text: str) -> None:
    with pytest.raises(Fault, match="is no day of training"):
        moment(text)


@settings(deadline=None)
@given(
    st.datetimes(datetime(2000, 1, 2), datetime(8999, 12, 31)).map(
        lambda when: when.replace(microsecond=0)
    )
)
def test_every_time_is_read_as_written(when: datetime) -> None:
    assert moment(f"{when:%Y-%m-%d %H:%M:%S}") == when
    assert moment(f"{when:%Y-%m-%d %I:%M:%S %p}") == when
    assert moment(f"{when.day} {when:%b} {when.year}, {when:%H:%M}") == when.replace(second=0)
