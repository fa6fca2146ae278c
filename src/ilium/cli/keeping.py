"""`ilium export`, `import` and `doctor`: the data, whole and well."""

import sys
from pathlib import Path
from typing import Annotated

import msgspec
import typer
from rich.text import Text

from ilium.cli.screen import console, print_json
from ilium.diary import Diary

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]


def export(
    file: Annotated[
        Path | None, typer.Argument(help="Where to write; standard output if left out.")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Overwrite the file.")] = False,
) -> None:
    """Write everything Ilium knows of you to one JSON file, without loss."""
    document = Diary().export()
    if file is None:
        sys.stdout.buffer.write(document)
        return
    if file.exists() and not replace:
        raise ValueError(f"{file} exists already; say --replace to overwrite it")
    # A half-written export must never stand where a whole one did.
    part = file.with_name(file.name + ".part")
    part.write_bytes(document)
    part.replace(file)
    console.print(f"Wrote {len(document):,} bytes to {file}.")


def import_(
    file: Annotated[Path, typer.Argument(help="An export of Ilium.")],
    as_json: AsJson = False,
) -> None:
    """Take in an export: what is not here yet is added, nothing is overwritten."""
    with Diary() as diary:
        added = diary.import_file(file)
    counts = {name: getattr(added, name) for name in added.__struct_fields__}
    if as_json:
        print_json({"schema": "ilium.imported/1", **counts})
        return
    said = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    console.print(f"Added {said}." if said else "Everything in it was here already.")


def doctor(as_json: AsJson = False) -> None:
    """Check that the data, the catalogue and the planner are well. Exit status 1 if not."""
    from ilium.cli.checks import examine

    findings = examine()
    if as_json:
        print_json({"schema": "ilium.doctor/1", "checks": msgspec.to_builtins(findings)})
    else:
        for finding in findings:
            mark, style = ("ok", "bold") if finding.well else ("!!", "warning")
            console.print(Text(f"{mark}  {finding.what:<12}", style=style), finding.said, sep="")
    if not all(finding.well for finding in findings):
        raise typer.Exit(1)
