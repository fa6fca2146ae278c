"""What the charts of `/progress` show: each with its sentence, its points and its table."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from ilium.anatomy import region_name
from ilium.exercises import Catalogue
from ilium.interchange.records import MEASURES, BodyMeasurement
from ilium.loads import POUND, Unit
from ilium.planning.words import number
from ilium.progress import Progress
from ilium.progress.words import (
    MEASURE_NAMES,
    balance_sentence,
    region_sentence,
    strength_sentence,
    variant_name,
)
from ilium.training.analytics import SideBalance, StrengthPoint, strength_change
from ilium.training.performed import Side
from ilium.training.prescription import Estimate
from ilium.training.shortfall import RegionWeek

WIDEST_PERCENT = 20
"""Percent of difference between the sides at which the drawing ends."""


def day_text(day: date) -> str:
    """A day as it stands in a table: `3 Nov 2026`."""
    return f"{day.day} {day:%b %Y}"


def week_charts(found: Progress, catalogue: Catalogue) -> list[dict[str, Any]]:
    """One chart a target region: its sets week by week, against the band."""
    return [_week_chart(found, region, catalogue) for region in found.regions]


def _week_chart(found: Progress, this: RegionWeek, catalogue: Catalogue) -> dict[str, Any]:
    region, band = this.region, this.band
    values = [week.all.get(region, 0.0) for week in found.volume]
    hard = [week.hard.get(region, 0.0) for week in found.volume]
    target = f"{band[0]}-{band[1]}" if band else "none"
    name = region_name(region)
    example = variant_name(this.example, catalogue) if this.example else None
    return {
        "kind": "weeks",
        "region": region,
        "id": f"weeks-{region}",
        "data_id": f"weeks-{region}-data",
        "data": {
            "days": [week.monday for week in found.volume],
            "values": values,
            "band": band,
            "unit": "sets",
        },
        "answer": _capital(region_sentence(this)),
        "example": example,
        "example_id": this.example,
        "caption": f"Sets for {name} by week, target range {target}",
        "head": ["Week of", "Sets", "Without drills"],
        "rows": [
            [day_text(week.monday), number(value), number(without)]
            for week, value, without in zip(found.volume, values, hard, strict=True)
        ][::-1],
    }


def strength_chart(
    found: Progress, variant: str, unit: Unit, catalogue: Catalogue
) -> dict[str, Any]:
    """The estimated maximum of one variant, a line a side, with its uncertainty."""
    name = variant_name(variant, catalogue)
    trends = {side: found.trend[variant, side] for side in Side if (variant, side) in found.trend}
    days = sorted({point.on for points in trends.values() for point in points})
    sentences = [
        strength_sentence(name, side, points, strength_change(points), unit)
        for side, points in trends.items()
    ]
    return {
        "kind": "trend",
        "id": "strength",
        "data_id": "strength-data",
        "data": {
            "days": days,
            "unit": unit.value,
            "series": [_series(side, points, days, unit) for side, points in trends.items()],
        },
        "answer": unbroken(" ".join(sentences)),
        "caption": f"Estimated maximum of {name}, ± one standard deviation",
        "head": ["Day", "Side", "That day alone", "With the days before"],
        "rows": [
            [
                day_text(point.on),
                side.value,
                _estimate(point.estimate, unit),
                _estimate(point.known, unit),
            ]
            for point, side in sorted(
                ((point, side) for side, points in trends.items() for point in points),
                key=lambda pair: pair[0].on,
                reverse=True,
            )
        ],
    }


def _series(
    side: Side, points: Sequence[StrengthPoint], days: Sequence[date], unit: Unit
) -> dict[str, Any]:
    by_day = {point.on: point for point in points}
    known = [by_day[day].known if day in by_day else None for day in days]
    return {
        "label": "" if side is Side.BOTH else side.value,
        "values": [_weight(e.kilograms, unit) if e else None for e in known],
        "low": [_weight(e.kilograms - e.deviation, unit) if e else None for e in known],
        "high": [_weight(e.kilograms + e.deviation, unit) if e else None for e in known],
        "dots": [
            _weight(by_day[day].estimate.kilograms, unit) if day in by_day else None for day in days
        ],
    }


def _weight(kilograms: float, unit: Unit) -> float:
    return round(kilograms if unit is Unit.KILOGRAMS else kilograms / float(POUND), 1)


def _estimate(found: Estimate, unit: Unit) -> str:
    return f"{_weight(found.kilograms, unit)} ± {_weight(found.deviation, unit)} {unit}"


def balance_rows(found: Iterable[SideBalance], catalogue: Catalogue) -> list[dict[str, Any]]:
    """Left against right: a sentence and a drawing for each variant, the clear ones first."""
    return [
        {
            "sentence": unbroken(
                balance_sentence(balance, variant_name(balance.variant, catalogue))
            ),
            "clear": balance.clear,
            "at": _along(balance.difference),
            "low": _along(balance.difference - 2 * balance.deviation),
            "high": _along(balance.difference + 2 * balance.deviation),
            "row": [
                variant_name(balance.variant, catalogue),
                f"{balance.difference:+.1f} %",
                f"± {balance.deviation:.1f} %",
                str(balance.pairs),
            ],
        }
        for balance in sorted(found, key=lambda b: (not b.clear, -abs(b.difference), b.variant))
    ]


def _along(percent: float) -> str:
    """A place on the drawing, from the left at -20 % to the right at +20 %."""
    held = max(-WIDEST_PERCENT, min(WIDEST_PERCENT, percent))
    return f"{50 + 50 * held / WIDEST_PERCENT:.1f}%"


def body_charts(found: Sequence[BodyMeasurement], unit: Unit) -> list[dict[str, Any]]:
    """One chart for each thing that was measured on two days or more."""
    charts: list[dict[str, Any]] = []
    for measure in MEASURES:
        points = sorted(
            {
                record.on: float(value)
                for record in reversed(found)
                if (value := getattr(record, measure)) is not None
            }.items()
        )
        if len(points) > 1:
            charts.append(_body_chart(measure, points, unit))
    return charts


def _body_chart(measure: str, points: Sequence[tuple[date, float]], unit: Unit) -> dict[str, Any]:
    mass = measure == "body_mass"
    shown = unit.value if mass else "cm"
    values = [_weight(value, unit) if mass else value for _, value in points]
    change = values[-1] - values[0]
    size = "the same as" if round(change, 1) == 0 else f"{abs(change):.1f} {shown}"
    more = "" if round(change, 1) == 0 else (" more than" if change > 0 else " less than")
    name = MEASURE_NAMES[measure]
    return {
        "kind": "trend",
        "id": f"body-{measure}",
        "data_id": f"body-{measure}-data",
        "data": {
            "days": [on for on, _ in points],
            "unit": shown,
            "series": [{"label": "", "values": values, "low": None, "high": None, "dots": values}],
        },
        "answer": unbroken(
            f"{_capital(name)}: {values[-1]:g} {shown}, {size}{more} on {day_text(points[0][0])}."
        ),
        "caption": f"{_capital(name)} by day",
        "head": ["Day", _capital(name)],
        "rows": [
            [day_text(on), f"{value:g} {shown}"]
            for (on, _), value in zip(points, values, strict=True)
        ][::-1],
    }


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def unbroken(text: str) -> str:
    """The text with its numbers kept on one line with their units and uncertainties.

    >>> unbroken("up 3 \u00b1 1 kg") == "up 3\u00a0\u00b1\u00a01\u00a0kg"
    True
    """
    return SPACE_IN_NUMBER.sub("\u00a0", text)


SPACE_IN_NUMBER = re.compile(r"(?<=\d) (?=±|%|kg\b|lb\b|cm\b|s\b)|(?<=±) (?=\d)")
