"""The real command with a data folder of its own, for every test of the command line."""

import json
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from running import run


@pytest.fixture
def ilium(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs `ilium` with these arguments and waits for it."""
    return partial(run, tmp_path)


@pytest.fixture
def answer(ilium: Callable[..., subprocess.CompletedProcess[str]]) -> Callable[..., Any]:
    """Runs `ilium … --json` and gives back what it says."""

    def ask(*arguments: str) -> Any:
        done = ilium(*arguments, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return ask
