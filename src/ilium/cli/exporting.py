"""`ilium export`: everything as Ilium's own document, or the sets in the form of other programs."""

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ilium.cli.screen import console
from ilium.diary import Diary
from ilium.interchange.foreign import Source
from ilium.loads import Unit


class ExportFormat(StrEnum):
    """What can be written."""

    ILIUM = "ilium"
    STRONG = "strong"
    HEVY = "hevy"


def export(
    file: Annotated[
        Path | None, typer.Argument(help="Where to write; standard output if left out.")
    ] = None,
    form: Annotated[
        ExportFormat,
        typer.Option(
            "--format",
            help="ilium: everything, as JSON. strong, hevy: the sets, as those programs' CSV; it "
            "has no place for what was felt, pain, targets and the role of drills.",
        ),
    ] = ExportFormat.ILIUM,
    unit: Annotated[
        Unit | None, typer.Option(help="Of the weights in a CSV; yours if left out.")
    ] = None,
    schema: Annotated[
        bool, typer.Option("--schema", help="Write the JSON Schema of Ilium's export instead.")
    ] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Overwrite the file.")] = False,
) -> None:
    """Write everything Ilium knows of you to one JSON file, without loss; or your sets as CSV."""
    if file is not None and file.exists() and not replace:
        raise ValueError(f"{file} exists already; say --replace to overwrite it")
    written = _write(_chunks(form, unit, schema=schema), file)
    if file is not None:
        console.print(f"Wrote {written:,} bytes to {file}.")


def _chunks(form: ExportFormat, unit: Unit | None, *, schema: bool) -> Iterable[bytes]:
    """The bytes of what is asked for."""
    if schema:
        from ilium.interchange.schema import schema_document

        return (schema_document(),)
    diary = Diary()
    if form is ExportFormat.ILIUM:
        return (diary.export(),)
    return diary.export_csv(Source(form.value), unit)


def _write(chunks: Iterable[bytes], file: Path | None) -> int:
    """Write to a file, or to standard output; the number of bytes."""
    if file is None:
        return sum(sys.stdout.buffer.write(chunk) for chunk in chunks)
    # A half-written export must never stand where a whole one did.
    part = file.with_name(file.name + ".part")
    with part.open("wb") as opened:
        written = sum(opened.write(chunk) for chunk in chunks)
    part.replace(file)
    return written
