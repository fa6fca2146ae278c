"""`ilium import`: the history that another program kept, looked at first, then taken in."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from ilium.cli.import_questions import ask_names, ask_to_take_in, ask_unit
from ilium.cli.import_sources import Sent, choices, given
from ilium.cli.import_view import show_proposal
from ilium.cli.screen import console, errors, fields, interactive, print_json
from ilium.diary import Diary
from ilium.interchange.choosing import counted, plain, tally_text
from ilium.interchange.documents import InvalidDocument
from ilium.interchange.foreign import Source
from ilium.interchange.incoming import FaultyLines, Proposal, Taken, UndecidedNames
from ilium.interchange.names import Choice
from ilium.loads import Unit

WITHOUT_BAR = 2_000_000
"""Bytes that are read before anyone would look at a progress bar."""


class _Terms(msgspec.Struct, frozen=True):
    """How it is to be taken in, as said so far."""

    unit: Unit | None
    choices: dict[str, Choice]
    skip_bad: bool
    others: bool


def import_(
    file: Annotated[
        Path | None,
        typer.Argument(help="A file of Strong, Hevy, FitNotes, wger or Ilium."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would come in, and write nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Take it in without a question.")] = False,
    unit: Annotated[
        Unit | None, typer.Option(help="Of the weights, where the file does not say.")
    ] = None,
    name: Annotated[
        list[str] | None,
        typer.Option(
            metavar='"THEIRS=ID"',
            help="What a name in the file is, as 'Butt lift=hip_thrust:barbell' or "
            "'Curl=other'. Can be repeated; it is kept for later files.",
        ),
    ] = None,
    others: Annotated[
        bool, typer.Option("--unclear-other", help="Names that stay unclear are other training.")
    ] = False,
    skip_bad: Annotated[
        bool,
        typer.Option("--skip-bad", help="Leave out lines at fault, and names nobody decided on."),
    ] = False,
    names: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="wger's exercise names, saved from its API."),
    ] = None,
    from_wger: Annotated[
        str | None, typer.Option(metavar="URL", help="Read from a wger server in place of a file.")
    ] = None,
    token_file: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="Holds your token of that server; - is standard input."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Answer as JSON; needs --yes or --dry-run.")
    ] = False,
) -> None:
    """Take in the history that another program kept, or an export of Ilium's.

    What would come in is shown first. What is here already is left as it is, so the same file
    twice adds nothing, and `ilium imports undo` takes an import back. Exit status 2, and nothing
    written, if lines are at fault or names are unclear; see --skip-bad and --name.
    """
    if as_json and not (yes or dry_run):
        raise ValueError("With --json nothing is asked. Add --yes to take it in, or --dry-run.")
    sent = given(file, names, from_wger, token_file)
    terms = _Terms(unit, choices(name or []), skip_bad, others)
    asks = interactive() and not (yes or as_json)
    with _plain_errors(), _uncollected(), Diary() as diary:
        proposal, terms = _looked_at(diary, sent, terms, asks=asks, shown=not as_json)
        if dry_run:
            if as_json:
                print_json({"schema": "ilium.proposal/1", **fields(proposal)})
            _require_sound(proposal, terms)
            return
        _require_sound(proposal, terms)
        if not (yes or _wanted(proposal)):
            console.print("Nothing was taken in.")
            return
        with _progress(sent.data, "Taking it in") as told:
            taken = diary.take_in(
                sent.data,
                file_name=sent.file_name,
                unit=terms.unit,
                choices=terms.choices,
                skip_bad=terms.skip_bad,
                names=sent.names,
                progress=told,
            )
        has_plan = diary.programme() is not None
    if as_json:
        print_json({"schema": "ilium.imported/2", **fields(taken)})
    else:
        _say_taken(taken, has_plan=has_plan)


def _looked_at(
    diary: Diary, sent: Sent, terms: _Terms, *, asks: bool, shown: bool
) -> tuple[Proposal, _Terms]:
    """The proposal as shown, after the questions that it raises have been answered."""

    def look() -> Proposal:
        with _progress(sent.data, "Reading") as told:
            return diary.look_at(
                sent.data,
                unit=terms.unit,
                choices=terms.choices,
                names=sent.names,
                progress=told,
            )

    proposal = look()
    if proposal.unit_missing:
        if not asks:
            raise ValueError(
                "The file does not say whether its weights are in kilograms or pounds; "
                "add --unit kg or --unit lb."
            )
        terms = msgspec.structs.replace(terms, unit=ask_unit())
        proposal = look()
    if proposal.undecided and terms.others:
        rest = {use.match.name: Choice() for use in proposal.undecided}
        terms = msgspec.structs.replace(terms, choices={**terms.choices, **rest})
        proposal = look()
    if shown:
        show_proposal(proposal)
    if proposal.undecided and asks and not terms.skip_bad:
        said = ask_names(proposal)
        terms = msgspec.structs.replace(terms, choices={**terms.choices, **said})
        proposal = look()
        console.print(f"\nNew: {tally_text(proposal.tally)}.")
    return proposal, terms


def _require_sound(proposal: Proposal, terms: _Terms) -> None:
    """Raises the sentence for faults and names that nobody said to leave out."""
    if terms.skip_bad:
        return
    if proposal.faults:
        reason = str(FaultyLines(proposal.problems, proposal.faults))
        raise InvalidDocument(f"{reason} --skip-bad leaves them out.")
    if proposal.undecided:
        reason = str(UndecidedNames([use.match.name for use in proposal.undecided]))
        raise InvalidDocument(
            f'{reason} Use --name "THEIRS=ID" for each, --unclear-other for all of them, or '
            "--skip-bad to leave them out."
        )


def _wanted(proposal: Proposal) -> bool:
    """Whether the person wants it; not asked where there is nothing to add."""
    tally = proposal.tally
    new = tally.sessions or tally.sets or tally.others
    if not new and proposal.source is not Source.ILIUM:  # whose export holds plans, too
        said = "Everything in it is here already." if tally.here else "There is no set in it."
        console.print(f"\n{said}")
        return False
    try:
        return ask_to_take_in()
    except EOFError:
        raise ValueError(
            "Nothing was taken in. Add --yes to take it in without a question."
        ) from None


def _say_taken(taken: Taken, *, has_plan: bool) -> None:
    if taken.intake is None:
        console.print("Everything in it was here already.")
        return
    console.print(f"Took in {tally_text(taken.tally)}.")
    if taken.skipped:
        console.print(f"Left out: {counted(taken.skipped, 'line')}.")
    following = (
        "today` shows where your next session starts" if has_plan else "start` plans from it"
    )
    console.print(f"`ilium {following}; `ilium imports undo` takes the import back.", style="quiet")


@contextmanager
def _uncollected() -> Iterator[None]:
    """Rows come and go by the hundred thousand, none of them in cycles: Python's collector would
    look at them again and again for nothing, for a quarter of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _plain_errors() -> Iterator[None]:
    """Foreign text in an error cannot steer the terminal."""
    try:
        yield
    except InvalidDocument as error:
        raise InvalidDocument(plain(str(error))) from error


@contextmanager
def _progress(data: bytes, what: str) -> Iterator[Callable[[int], None] | None]:
    """Tells of a long file's rows while they are read, at a terminal."""
    if len(data) < WITHOUT_BAR or not errors.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    rows = max(data.count(b"\n"), 1)
    columns = (TextColumn(what), BarColumn(), TaskProgressColumn())
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task(what, total=rows)
        yield lambda read: bar.update(task, completed=min(read, rows))
