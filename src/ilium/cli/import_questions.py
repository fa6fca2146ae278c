"""The questions of an import: the unit, what unclear names are, and whether to take it in."""

from rich.prompt import Prompt
from rich.text import Text

from ilium.cli.screen import console, indented
from ilium.exercises import catalogue
from ilium.interchange.choosing import OTHER, choice_from, choice_text, counted, plain
from ilium.interchange.incoming import NameUse, Proposal
from ilium.interchange.names import Choice
from ilium.loads import Unit

REST, QUIT = "all", "quit"


class LeftOut(ValueError):  # noqa: N818 - a decision, not an error
    """The person left the file out."""

    def __init__(self) -> None:
        super().__init__("Left out. Nothing was taken in.")


def ask_unit() -> Unit:
    """Kilograms or pounds, where the file does not say."""
    console.print("The file does not say whether its weights are in kilograms or pounds.")
    return Unit(Prompt.ask("Which is it?", choices=[*Unit], console=console))


def ask_names(proposal: Proposal) -> dict[str, Choice]:
    """What the person says that the unclear names are.

    Raises:
        LeftOut: they leave the file out.
    """
    undecided = proposal.undecided
    console.print(
        f"\n[bold]{counted(len(undecided), 'name')} to decide.[/bold] Type a number, or the name "
        "of any exercise of Ilium's."
    )
    said: dict[str, Choice] = {}
    for place, use in enumerate(undecided):
        choice = _ask_name(use)
        if choice is None:
            return said | {left.match.name: Choice() for left in undecided[place:]}
        said[use.match.name] = choice
    return said


def _ask_name(use: NameUse) -> Choice | None:
    """What one name is; None if it and all that are left are other training."""
    title = Text(f"\n{plain(use.match.name)}", style="bold")
    title.append(f"  {counted(use.sets, 'set')}, last {use.last:%d %b %Y}", style="quiet")
    console.print(title)
    offers = [one.choice for one in use.match.alternatives if one.choice.variant is not None]
    for number, choice in enumerate(offers, 1):
        console.print(f"   {number:<5} {choice_text(choice, catalogue())}")
    console.print(f"   {OTHER} not for the upper glutes: it counts as other training")
    console.print(f"   {REST}   this and all that are left are other training")
    console.print(f"   {QUIT}  leave the file out")
    while True:
        answer = Prompt.ask("  ", console=console).strip()
        if answer.lower() == QUIT:
            raise LeftOut
        if answer.lower() == REST:
            return None
        if answer.isdecimal() and 1 <= int(answer) <= len(offers):
            return offers[int(answer) - 1]
        try:
            return choice_from(answer, catalogue())
        except ValueError as error:
            indented(str(error))


def ask_to_take_in() -> bool:
    """Whether to take the file in; Enter does not."""
    return Prompt.ask("\nTake it in?", choices=["y", "n"], default="n", console=console) == "y"
