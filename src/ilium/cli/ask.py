"""Questions at the terminal. Each takes Enter for the answer that is shown."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from io import BufferedReader
from typing import TypeVar

import msgspec
from rich.prompt import IntPrompt, Prompt

from ilium.cli.options import ALL, NONE, equipment_from, words
from ilium.cli.screen import console, indented
from ilium.exercises.model import Limit
from ilium.loads import Equipment
from ilium.planning.athlete import DAYS, MINUTES, Athlete, Level
from ilium.planning.words import LIMIT_NAMES

Choice = TypeVar("Choice", bound=StrEnum)

Named = tuple[str, str]
"""The id of an option, and the name that is shown."""

LEVELS = {
    Level.BEGINNER: "new to these exercises, or back after a long break",
    Level.INTERMEDIATE: "half a year or more of regular training",
    Level.ADVANCED: "years of it, and used to many sets",
}


def answers_follow() -> bool:
    """Whether a question can be answered: by a person, or by what is piped in."""
    given = sys.stdin
    if given is None or given.isatty():  # None: it was closed
        return given is not None
    return not isinstance(given.buffer, BufferedReader) or bool(given.buffer.peek(1))


def five_questions(known: Athlete) -> Athlete:
    """The athlete after level, days, minutes, equipment and limits have been asked."""
    console.print("[bold]Five questions.[/bold] Enter takes the answer in brackets.\n")
    level = _choose("1. How experienced are you with strength training?", LEVELS, known.level)
    days = _number("2. How many days a week?", DAYS, known.days)
    minutes = _number("3. How many minutes a session?", MINUTES, known.minutes)
    equipment = _equipment(known.equipment)
    limits = _limits(known.limits)
    return msgspec.structs.replace(
        known, level=level, days=days, minutes=minutes, equipment=equipment, limits=limits
    )


def pick(answer: str, options: Sequence[Named]) -> int:
    """The place of the option that is meant: by its number, name or id, or by more or less of one.

    Raises:
        ValueError: none is meant, or several are; the message says what can be answered.

    >>> options = [("knee", "knee"), ("side_of_hip", "side of the hip")]
    >>> pick("Side", options), pick("left knee", options)
    (1, 0)
    """
    said = " ".join(answer.casefold().split())
    if said.isdecimal():
        found = [int(said) - 1] if 1 <= int(said) <= len(options) else []
    else:
        named = [{name.casefold(), id.casefold()} for id, name in options]
        found = [place for place, names in enumerate(named) if said in names]
        found = found or [
            place
            for place, (_, name) in enumerate(options)
            if said and (said in name.casefold() or name.casefold() in said)
        ]
    if len(found) == 1:
        return found[0]
    names = ", ".join(options[place][1] for place in found)
    several = f"{answer!r} could be {names}. " if found else f"{answer!r} is none of these. "
    raise ValueError(f"{several}Type a number from 1 to {len(options)} or a name; Enter for none.")


def _choose(question: str, choices: dict[Choice, str], default: Choice) -> Choice:
    console.print(question)
    options = list(choices)
    for number, (choice, meaning) in enumerate(choices.items(), 1):
        console.print(f"   {number}  {choice.value:<14}[quiet]{meaning}[/quiet]")
    answers = [str(number) for number in range(1, len(options) + 1)]
    answer = Prompt.ask(
        "  ",
        choices=answers,
        default=str(options.index(default) + 1),
        show_choices=False,
        console=console,
    )
    return options[int(answer) - 1]


def _number(question: str, allowed: range, default: int) -> int:
    while True:
        value = IntPrompt.ask(
            f"{question} [quiet]{allowed[0]} to {allowed[-1]}[/quiet]",
            default=default,
            console=console,
        )
        if value in allowed:
            return value
        console.print(f"  That is {value}; choose {allowed[0]} to {allowed[-1]}.")


def _equipment(default: frozenset[Equipment]) -> frozenset[Equipment]:
    console.print("4. What do you have? Numbers or names with commas between; all; none.")
    options = list(Equipment)
    for number, option in enumerate(options, 1):
        mark = "*" if option in default else " "
        console.print(f"  {number:>2} {mark} {option.value.replace('_', ' ')}", highlight=False)
    shown = ALL if default == frozenset(Equipment) else ",".join(sorted(default)) or NONE
    while True:
        answer = Prompt.ask("  ", default=shown, console=console)
        try:
            return equipment_from(_numbered(answer, [o.value for o in options]))
        except ValueError as error:
            indented(str(error).removeprefix("--equipment: "))


def _limits(default: frozenset[Limit]) -> frozenset[Limit]:
    console.print("5. Anything to look after? Numbers with commas between; none.")
    for number, (_, meaning) in enumerate(LIMIT_NAMES.items(), 1):
        console.print(f"   {number}  {meaning}")
    shown = ",".join(sorted(default)) or NONE
    while True:
        answer = Prompt.ask("  ", default=shown, console=console)
        try:
            return words(
                Limit, (_numbered(answer, [limit.value for limit in LIMIT_NAMES]),), "limit"
            )
        except ValueError as error:
            indented(str(error).removeprefix("--limit: "))


def _numbered(answer: str, ids: list[str]) -> str:
    """The answer with each number from 1 replaced by the id in that place."""
    parts = (part.strip() for part in answer.split(","))
    return ",".join(
        ids[int(part) - 1] if part.isdigit() and 1 <= int(part) <= len(ids) else part
        for part in parts
    )
