"""At a real terminal of 80 columns: the questions, the first session, and what it looks like."""

import re
import signal
import sys
from functools import partial
from pathlib import Path

import pexpect
import pytest
from running import environment

from ilium.cli.app import COMMANDS

PROMPT = r"\)(\x1b\[[0-9;]*m)*: "
ROOT = Path(__file__).parents[2]


@pytest.fixture
def terminal(tmp_path: Path) -> "pexpect.spawn[str]":
    """`ilium start` at a terminal, waiting for the first answer."""
    return pexpect.spawn(
        sys.executable,
        ["-c", "from ilium.cli.app import main; main()", "start"],
        env={**environment(tmp_path), "TERM": "xterm-256color"},
        dimensions=(50, 80),
        encoding="utf-8",
        timeout=60,
        # As a shell does: tests that run in the background are started with Ctrl-C ignored.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )


def answer(terminal: "pexpect.spawn[str]", question: str, *answers: str) -> None:
    """Answer a question, again and again if it is asked again."""
    terminal.expect_exact(question)
    for one in answers:
        terminal.expect(PROMPT)
        terminal.sendline(one)


def test_five_questions_lead_to_a_programme_and_its_first_session(
    terminal: "pexpect.spawn[str]",
) -> None:
    answer(terminal, "How experienced", "1")
    answer(terminal, "How many days", "2")
    answer(terminal, "How many minutes", "500")
    answer(terminal, "choose 20 to 180", "50")
    answer(terminal, "What do you have", "1,3,pony", "1,3,cable,7")
    answer(terminal, "Anything to look after", "knee")
    terminal.expect_exact("Your programme: 6 weeks")
    terminal.expect_exact("Thursday")
    answer(terminal, "Begin the first session now?", "y")
    terminal.expect_exact("Set 1 of 2")
    terminal.sendline("help")
    terminal.expect_exact("take back the last set")
    terminal.sendline("15 3")
    terminal.expect_exact("Kept: ")
    terminal.expect_exact("Enter goes on")  # the rest is counted down
    terminal.sendline("")
    terminal.expect_exact("Set ")
    terminal.sendline("quit")
    terminal.expect_exact("1 set is kept")
    terminal.expect(pexpect.EOF)


def test_ctrl_c_keeps_what_was_confirmed(terminal: "pexpect.spawn[str]") -> None:
    answer(terminal, "How experienced", "")
    terminal.sendintr()
    terminal.expect_exact("Stopped. Every set that was confirmed is kept.")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 130


def test_the_readme_names_commands_that_exist() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    word, code = r"([a-z]+(?:-[a-z]+)*)", "\n".join(re.findall(r"`[^`]+`", text))
    named = set(re.findall(rf"\bilium (?!and\b|&){word}\b", code))
    assert named
    assert named <= set(COMMANDS)
    assert set(COMMANDS) <= set(re.findall(rf"`(?:ilium )?{word}", text))
