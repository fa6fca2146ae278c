"""The `ilium` command: its subcommands, and the one place where errors become sentences."""

import sys
from typing import Annotated

import typer

from ilium.cli import catalogue, history, keeping, planning, progress, swap, today
from ilium.cli.screen import errors
from ilium.store import StoreError
from ilium.store.startup import defer_forms
from ilium.version import __version__

BAD_INPUT = 2

app = typer.Typer(
    name="ilium",
    help="Training for the upper glutes: plan, train, remember, progress, and see why.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)

for command in (
    planning.start,
    planning.plan,
    today.today,
    today.session,
    history.log,
    history.history,
    progress.progress,
    catalogue.exercises,
    catalogue.explain,
    swap.swap,
    planning.athlete,
    keeping.export,
    keeping.import_,
    keeping.doctor,
):
    app.command(name=command.__name__.strip("_"))(command)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"ilium {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Training for the upper glutes: plan, train, remember, progress, and see why."""


def main() -> None:
    """Run the command; bad input is one sentence on standard error and exit status 2."""
    defer_forms()
    try:
        status = app(standalone_mode=False)
    except typer.Abort:
        errors.print("Stopped. Every set that was confirmed is kept.")
        status = 130
    except typer.TyperException as error:
        status = _sentence(error.format_message())
    except BrokenPipeError:
        sys.stderr.close()
        status = 0
    except EXPECTED as error:
        status = _sentence(str(error))
    sys.exit(status or 0)


EXPECTED = (ValueError, LookupError, OSError, StoreError)
"""What bad input, a missing file or a full disk raise. Anything else is a fault of Ilium's."""


def _sentence(text: str) -> int:
    errors.print(text.strip().replace("\n", " "), markup=False)
    return BAD_INPUT
