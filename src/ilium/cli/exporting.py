"""`ilium export`: everything as Ilium's own document, or the sets in the form of other programs."""

import os
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from ilium.cli.screen import console
from ilium.cli.streams import STANDARD_OUTPUT, send
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
        Path | None, typer.Argument(help="Where to write; standard output if left out, or -.")
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
    if file == STANDARD_OUTPUT:
        file = None
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
        return sum(send(chunk) for chunk in chunks)
    # A half-written export must never stand where a whole one did.
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    try:
        # It is the whole diary: closed to others from its first byte, as the data folder is.
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as opened:
            written = sum(opened.write(chunk) for chunk in chunks)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return written
