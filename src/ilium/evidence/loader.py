"""Reads the evidence that ships with Ilium, once, and refuses data that does not hold together."""

import csv
import io
import tomllib
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar, get_origin, get_type_hints

import msgspec

from ilium.evidence.model import Claim, Dose, Measurement, Ordering, Study

DATA = files("ilium.evidence").joinpath("data")

Shape = TypeVar("Shape", bound=msgspec.Struct)
Kind = TypeVar("Kind")

_FLAGS = {"yes": True, "no": False}


class InvalidEvidence(ValueError):  # noqa: N818 - reads as what is wrong
    """A data file is wrong; the message names the file, the row or key, and the reason."""


class UnknownClaim(LookupError):  # noqa: N818 - reads as what is wrong
    """No claim has that id."""


class UnknownDose(LookupError):  # noqa: N818 - reads as what is wrong
    """No planner number has that name."""


def read_tables(file: Traversable, shape: type[Shape], key: str = "id") -> dict[str, Shape]:
    """A TOML file of tables as structs; each table's name becomes its field `key`.

    Raises:
        InvalidEvidence: the file is not TOML, or a table does not fit the shape.
    """
    try:
        tables: dict[str, object] = tomllib.loads(file.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InvalidEvidence(f"{file.name}: not readable as TOML: {error}") from error
    found: dict[str, Shape] = {}
    for name, table in tables.items():
        where = f"{file.name}, [{name}]"
        fields = _convert(table, dict[str, object], where)
        if key in fields:
            raise InvalidEvidence(f"{where}: leave out {key!r}, the table's name is it")
        found[name] = _convert({key: name, **fields}, shape, where)
    return found


def read_rows(file: Traversable, shape: type[Shape]) -> tuple[Shape, ...]:
    """A CSV file as structs, its columns being the fields; an empty cell is the field's default.

    Several ids in one cell are separated by `;`, and flags are `yes` or `no`.

    Raises:
        InvalidEvidence: the file is not CSV, or a row does not fit the shape.
    """
    try:
        return tuple(_rows(file, shape))
    except (csv.Error, UnicodeDecodeError) as error:
        raise InvalidEvidence(f"{file.name}: not readable as CSV: {error}") from error


def _rows(file: Traversable, shape: type[Shape]) -> Iterator[Shape]:
    kinds = get_type_hints(shape)
    lines = csv.reader(io.StringIO(file.read_text("utf-8"), newline=""), strict=True)
    header = next(lines, list[str]())
    if len(set(header)) != len(header):
        raise InvalidEvidence(f"{file.name}, row 1: a column is named twice")
    for cells in lines:
        where = f"{file.name}, row {lines.line_num}"
        if len(cells) != len(header):
            raise InvalidEvidence(f"{where}: {len(cells)} cells under {len(header)} columns")
        row = {name: _cell(kinds.get(name), text) for name, text in zip(header, cells, strict=True)}
        yield _convert({name: cell for name, cell in row.items() if cell != ""}, shape, where)


def _cell(kind: object, text: str) -> object:
    """A cell as its field's kind needs it; what does not fit is left for the shape to refuse."""
    if kind is bool:
        return _FLAGS.get(text, text)
    if text and get_origin(kind) is tuple:
        return text.split(";")
    return text


def _convert(data: object, shape: type[Kind], where: str) -> Kind:
    try:
        return msgspec.convert(data, shape, strict=True)
    except msgspec.ValidationError as error:
        raise InvalidEvidence(f"{where}: {error}") from error


def check_studies(file_name: str, cited: Iterable[tuple[str, tuple[str, ...]]]) -> None:
    """Checks that every study cited, as pairs of place and study ids, is in studies.toml.

    Raises:
        InvalidEvidence: one is not.
    """
    known = studies()
    for place, ids in cited:
        for study in ids:
            if study not in known:
                raise InvalidEvidence(f"{file_name}, {place}: no study {study!r} in studies.toml")


@cache
def studies() -> dict[str, Study]:
    """Every study by its id.

    >>> studies()["plotkin_2023"].citation
    'Plotkin et al. 2023'
    """
    return read_tables(DATA.joinpath("studies.toml"), Study)


def measurements(exercise_id: str | None = None) -> tuple[Measurement, ...]:
    """Published figures: all of them, or those that speak to one of Ilium's exercises.

    An exercise that nobody has measured has none.

    >>> measurements("side_lying_abduction")[0].figure
    '81 %MVIC'
    """
    if exercise_id is None:
        return _measurements()
    return tuple(m for m in _measurements() if exercise_id in m.exercise_ids)


@cache
def _measurements() -> tuple[Measurement, ...]:
    rows = read_rows(DATA.joinpath("measurements.csv"), Measurement)
    check_studies("measurements.csv", ((f"row {n}", (m.study,)) for n, m in enumerate(rows, 2)))
    return rows


@cache
def orderings() -> tuple[Ordering, ...]:
    """What has been found higher than what, in the order of their ids.

    >>> orderings()[0].higher
    'side-lying hip abduction'
    """
    rows = read_rows(DATA.joinpath("orderings.csv"), Ordering)
    check_studies("orderings.csv", ((row.id, row.studies) for row in rows))
    return rows


@cache
def claims() -> dict[str, Claim]:
    """Every claim by its id.

    >>> claims()["hip_thrust_knee_band_medius"].verdict.value
    'not_supported'
    """
    found = read_tables(DATA.joinpath("claims.toml"), Claim)
    check_studies("claims.toml", ((f"[{claim.id}]", claim.studies) for claim in found.values()))
    return found


def claim(claim_id: str) -> Claim:
    """The claim of that id.

    Raises:
        UnknownClaim: there is none.

    >>> claim("band_placement").status.value
    'secondary'
    """
    try:
        return claims()[claim_id]
    except KeyError:
        raise UnknownClaim(_unknown("claim", claim_id, claims())) from None


@cache
def doses() -> dict[str, Dose]:
    """Every planner number by its name.

    >>> doses()["rest_minimum"].unit
    's'
    """
    found = read_tables(DATA.joinpath("dose.toml"), Dose, key="name")
    check_studies("dose.toml", ((f"[{dose.name}]", dose.studies) for dose in found.values()))
    return found


def dose(name: str) -> Dose:
    """The planner number of that name.

    Raises:
        UnknownDose: there is none.

    >>> dose("weekly_sets_aim").low, dose("weekly_sets_aim").high
    (10.0, 16.0)
    """
    try:
        return doses()[name]
    except KeyError:
        raise UnknownDose(_unknown("planner number", name, doses())) from None


def _unknown(kind: str, asked: str, known: Iterable[str]) -> str:
    near = get_close_matches(asked, known, n=3)
    hint = f"did you mean {' or '.join(near)}?" if near else "check its spelling."
    return f"There is no {kind} {asked!r}; {hint}"
