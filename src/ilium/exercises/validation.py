"""Reading exercise files, and saying everything that is wrong with them."""

import tomllib
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, cast, get_args, get_origin

import msgspec

from ilium.exercises import rules
from ilium.exercises.model import Exercise

MAXIMUM_BYTES = 64 * 1024
"""More than ten times the longest file shipped: a larger one is not an exercise."""


class Problem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is wrong with a file: `key` is the place inside it, empty for the whole file."""

    file: str
    key: str
    reason: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.key, self.reason) if part)


class InvalidCatalogue(ValueError):  # noqa: N818 - reads as what is wrong
    """Exercise files that cannot be used. The text has one line for each of `problems`."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def read_exercise(path: Path) -> Exercise:
    """The exercise in a file; its id is the file's name.

    Only the shape is checked: syntax, keys and types. `problems` checks the meaning too.

    Raises:
        InvalidCatalogue: the file is not an exercise; lists every problem of its shape.
    """
    table = _table(path)
    try:
        exercise = msgspec.convert(table, Exercise)
    except msgspec.ValidationError:
        found = [Problem(path.name, key, reason) for key, reason in _misfits(table, Exercise, "")]
        raise InvalidCatalogue(found) from None
    return msgspec.structs.replace(exercise, id=path.stem)


def problems(folder: Path) -> tuple[Problem, ...]:
    """Everything that is wrong with the exercise files of a folder, by file; empty if all is well.

    >>> from ilium.exercises.catalogue import SHIPPED
    >>> problems(SHIPPED / "nowhere")[0].reason
    'is not a folder with exercise files (*.toml)'
    """
    paths = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    if not paths:
        return (Problem(str(folder), "", "is not a folder with exercise files (*.toml)"),)
    found: list[Problem] = []
    exercises: list[Exercise] = []
    for path in paths:
        try:
            exercises.append(read_exercise(path))
        except InvalidCatalogue as invalid:
            found.extend(invalid.problems)
    ids = frozenset(path.stem for path in paths)
    found.extend(
        Problem(f"{exercise.id}.toml", key, reason)
        for exercise in exercises
        for key, reason in rules.broken(exercise, ids)
    )
    found.extend(
        Problem(f"{exercise_id}.toml", key, reason)
        for exercise_id, key, reason in rules.broken_between(exercises)
    )
    return tuple(sorted(found, key=lambda problem: problem.file))


def _table(path: Path) -> dict[str, Any]:
    """The file as a TOML table, without an id, which only the file's name may give."""
    try:
        if path.stat().st_size > MAXIMUM_BYTES:
            raise ValueError(f"is larger than {MAXIMUM_BYTES // 1024} KiB; shorten it")
        table = tomllib.loads(path.read_bytes().decode("utf-8"))
        if "id" in table:
            raise ValueError("leave the key id out: the file's name is the id")
    except OSError as error:
        reason = f"cannot be read: {error.strerror or error}"
    except UnicodeDecodeError:
        reason = "is not UTF-8 text; save it as UTF-8"
    except tomllib.TOMLDecodeError as error:
        reason = f"is not TOML: {error}"
    except RecursionError:
        reason = "is not an exercise: its values are nested too deeply"
    except ValueError as error:
        reason = str(error)
    else:
        return table
    raise InvalidCatalogue([Problem(path.name, "", reason)])


Misfit = tuple[str, str]  # key, reason
Part = tuple[object, Any, str]  # value, type, key


def _misfits(value: object, kind: Any, key: str) -> Iterator[Misfit]:
    """Where a value differs from its type, part by part.

    msgspec stops at the first error and leaves the keys of tables out; this names each of them.
    """
    kind = _present(kind)
    found = [
        misfit
        for part, part_kind, part_key in _parts(value, kind, key)
        for misfit in _misfits(part, part_kind, part_key)
    ]
    found += _wrong_keys(value, kind, key)
    if not found:
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            # "Expected `str`, got `int` - at `$.name`": the key says where already.
            found.append((key, str(error).split(" - at ", 1)[0]))
    yield from found


def _parts(value: object, kind: Any, key: str) -> Iterator[Part]:
    """The values inside a table or list, each with the type it should have and its key."""
    origin, arguments = get_origin(kind), get_args(kind)
    if isinstance(value, dict):
        table = cast("dict[str, object]", value)
        if _is_struct(kind):
            types = {field.encode_name: field.type for field in msgspec.structs.fields(kind)}
            yield from (
                (item, types[name], _join(key, name))
                for name, item in table.items()
                if name in types
            )
        elif origin is dict:
            for name, item in table.items():
                yield name, arguments[0], _join(key, name)
                yield item, arguments[1], _join(key, name)
    elif isinstance(value, list) and origin is tuple:
        for position, item in enumerate(cast("list[object]", value)):
            yield item, arguments[0], f"{key}[{position}]"


def _wrong_keys(value: object, kind: Any, key: str) -> Iterator[Misfit]:
    if not (isinstance(value, dict) and _is_struct(kind)):
        return
    table = cast("dict[str, object]", value)
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for name in table.keys() - fields.keys():
        near = get_close_matches(name, fields, n=1)
        yield _join(key, name), "is not a key" + (f"; did you mean {near[0]}?" if near else "")
    for name, field in fields.items():
        if field.required and name not in table:
            yield _join(key, name), "is missing"


def _present(kind: Any) -> Any:
    """The type of what is there: TOML has no null, so `X | None` is X."""
    if get_origin(kind) is not UnionType:
        return kind
    options = [option for option in get_args(kind) if option is not NoneType]
    return options[0] if len(options) == 1 else kind


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name
