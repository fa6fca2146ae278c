"""The `ilium` command: its subcommands, and the one place where errors become sentences."""

import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from ilium.cli import mistakes, streams
from ilium.cli.screen import errors
from ilium.store import StoreError
from ilium.store.startup import defer_forms
from ilium.version import __version__

BAD_INPUT = 2
INTERRUPTED = 130  # as shells count Ctrl-C, and as Typer reports it

COMMANDS = {
    "serve": "serving",
    "open": "serving",
    "start": "planning",
    "plan": "taking",
    "today": "today",
    "session": "today",
    "log": "history",
    "history": "history",
    "progress": "progress",
    "records": "progress",
    "measure": "measuring",
    "exercises": "catalogue",
    "explain": "catalogue",
    "atlas": "atlas",
    "simulate": "simulate",
    "swap": "swap",
    "move": "move",
    "athlete": "planning",
    "export": "exporting",
    "import": "importing",
    "imports": "imports",
    "backup": "backing_up",
    "restore": "backing_up",
    "doctor": "keeping",
    "manage": "serving",
    "delete-everything": "deleting",
}
"""The commands in the order of help, and the module of each."""

CONTEXT: dict[str, Any] = {"help_option_names": ["-h", "--help"], "max_content_width": 80}


PASSED_ON: dict[str, Any] = {
    "allow_extra_args": True,
    "ignore_unknown_options": True,
    "help_option_names": [],
}
"""For the command whose arguments are another program's."""


class Commands(TyperGroup):
    """Imports a command's module when the command is asked for: start-up is most of its time."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Every command, in the order of help."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, None if there is none."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"ilium.cli.{COMMANDS[cmd_name]}")
        name = cmd_name.replace("-", "_")
        # Two commands are named as a keyword and a builtin of Python.
        function = getattr(module, name if hasattr(module, name) else f"{name}_")
        if isinstance(function, typer.Typer):  # a command with commands of its own
            return typer.main.get_command(function)
        single = typer.Typer(add_completion=False, rich_markup_mode=None)
        settings = CONTEXT | (PASSED_ON if cmd_name == "manage" else {})
        single.command(name=cmd_name, context_settings=settings)(function)
        return typer.main.get_command(single)


app = typer.Typer(
    name="ilium",
    cls=Commands,
    invoke_without_command=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings=CONTEXT,
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"ilium {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    ctx: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Training for the upper glutes: plan, train, remember, progress, and see why."""
    del version
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


def main() -> None:
    """Run the command; bad input is one sentence on standard error and exit status 2."""
    streams.ready()
    defer_forms()
    status = 0
    try:
        status = _run()
        streams.flush()
    except BrokenPipeError:  # whoever read it has read enough
        streams.drop()
    except OSError as error:  # a disk that was full before the last of it was written
        streams.drop()
        status = status or _refused(error)
    sys.exit(status)


def _run() -> int:
    """Run the command; its exit status."""
    try:
        status = app(standalone_mode=False)
    except typer.Abort:  # the answers came to an end
        status = INTERRUPTED
    except BrokenPipeError:
        raise
    except SystemExit as ended:
        if not isinstance(ended.__context__, BrokenPipeError):  # which Typer makes a failure
            raise
        raise ended.__context__ from None
    except (KeyError, IndexError):
        raise  # a fault of Ilium's, unlike the other kinds of LookupError
    except (typer.TyperException, ValueError, LookupError, OSError, StoreError) as error:
        status = _refused(error)
    if status == INTERRUPTED:
        errors.print("\nStopped. Every set that was confirmed is kept.")
    return status or 0


def _refused(error: Exception) -> int:
    errors.print(mistakes.sentence(error), markup=False)
    return BAD_INPUT
