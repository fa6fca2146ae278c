"""`ilium doctor`: whether all is well."""

from typing import Annotated

import msgspec
import typer
from rich.text import Text

from ilium.cli.screen import console, print_json

AsJson = Annotated[bool, typer.Option("--json", help="Answer as JSON.")]


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
