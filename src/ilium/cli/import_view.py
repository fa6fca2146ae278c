"""What an import would bring and what it brought, at the terminal; foreign text is made plain."""

from collections.abc import Iterable

from rich.table import Table
from rich.text import Text

from ilium.cli.screen import console, indented
from ilium.exercises import catalogue
from ilium.interchange.choosing import choice_text, here_text, plain, tally_text, undone_text
from ilium.interchange.foreign import SOURCE_NAMES
from ilium.interchange.incoming import NameUse, Proposal
from ilium.interchange.names import Certainty
from ilium.planning.words import OTHER_REGION_NAMES, number

NAMES_SHOWN = 40
"""Names of one certainty that are listed; `--json` lists all."""

FAULTS_SHOWN = 20
"""Faults that are listed; `--json` lists more."""

ORDER = (
    Certainty.UNCLEAR,
    Certainty.LIKELY,
    Certainty.CHOSEN,
    Certainty.KNOWN,
    Certainty.OTHER,
)
"""What a person has to look at comes first."""

SURE = {
    Certainty.CHOSEN: "you said so",
    Certainty.KNOWN: "known",
    Certainty.OTHER: "known",
    Certainty.UNCLEAR: "unclear",
}


def show_proposal(proposal: Proposal) -> None:
    """The dry run: what would come in, the names, what is here, the faults."""
    span = ""
    if proposal.first and proposal.last:
        span = f", {proposal.first:%d %b %Y} to {proposal.last:%d %b %Y}"
    console.print(f"[bold]{SOURCE_NAMES[proposal.source]}[/bold]{span}")
    console.print(f"New: {tally_text(proposal.tally)}.")
    if here := here_text(proposal.tally):
        console.print(here)
    if undone := undone_text(proposal.undone):
        console.print(undone)
    if proposal.elsewhere:
        weekly = ", ".join(
            f"{OTHER_REGION_NAMES[region]} {number(sets)}"
            for region, sets in proposal.elsewhere.items()
        )
        indented(f"Sets a week of other training, last four weeks: {weekly}.", 0)
    if proposal.names:
        _show_names(proposal.names)
    if proposal.faults:
        _show_faults(proposal)


def _show_names(names: Iterable[NameUse]) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, width=min(console.width, 100))
    table.add_column("In the file", ratio=4, overflow="fold")
    table.add_column("Taken for", ratio=4, overflow="fold")
    table.add_column("How sure", width=11, no_wrap=True)
    table.add_column("Sets", justify="right", no_wrap=True)
    grouped: dict[Certainty, list[NameUse]] = {one: [] for one in ORDER}
    for use in names:
        grouped[use.match.certainty].append(use)
    left_out = 0
    for certainty, uses in grouped.items():
        style = "warning" if certainty is Certainty.UNCLEAR else ""
        for use in uses[:NAMES_SHOWN]:
            table.add_row(
                Text(plain(use.match.name)),
                Text(choice_text(use.match.choice, catalogue()), style=style),
                Text(_sure(use), style=style or "quiet"),
                f"{use.sets:,}",
            )
        left_out += len(uses[NAMES_SHOWN:])
    console.print()
    console.print(table)
    if left_out:
        console.print(f"{left_out:,} more names; --json lists them all.", style="quiet")


def _sure(use: NameUse) -> str:
    if use.match.certainty is Certainty.LIKELY:
        return f"likely {use.match.confidence:.0%}"
    return SURE[use.match.certainty]


def _show_faults(proposal: Proposal) -> None:
    many = proposal.faults > 1
    console.print(
        f"\n[warning]{proposal.faults:,} line{'s are' if many else ' is'} at fault[/warning]"
    )
    for problem in proposal.problems[:FAULTS_SHOWN]:
        indented(Text(f"line {problem.line}: {plain(problem.sentence)}"))
    more = proposal.faults - min(FAULTS_SHOWN, len(proposal.problems))
    if more:
        indented(f"and {more:,} more", style="quiet")
