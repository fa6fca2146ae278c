"""The real command in a folder of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Ilium = Callable[..., subprocess.CompletedProcess[str]]


def environment(home: Path) -> dict[str, str]:
    """A fresh person's environment: empty home, 80 columns, a zone far from UTC."""
    keep = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    return {
        **keep,
        "HOME": str(home),
        "ILIUM_HOME": str(home / "ilium"),
        "COLUMNS": "80",
        "TZ": "Pacific/Auckland",
        "PYTHONWARNINGS": "error",
    }


COMMAND = [sys.executable, "-c", "from ilium.cli.app import main; main()"]


@pytest.fixture
def ilium(tmp_path: Path) -> Ilium:
    """Runs `ilium` with these arguments and waits for it."""

    def run(*arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*COMMAND, *arguments],
            input=typed,
            capture_output=True,
            text=True,
            env=environment(tmp_path),
            timeout=120,
            check=False,
        )

    return run


@pytest.fixture
def answer(ilium: Ilium) -> Callable[..., Any]:
    """Runs `ilium … --json` and gives back what it says."""

    def ask(*arguments: str) -> Any:
        done = ilium(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return ask
