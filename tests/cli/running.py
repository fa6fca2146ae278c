"""The real command in a folder of its own."""

import os
import subprocess
import sys
from pathlib import Path


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


def run(
    home: Path, *arguments: str, typed: str = "", columns: int = 80
) -> subprocess.CompletedProcess[str]:
    """Run `ilium` with these arguments for the person of a home, and wait for it."""
    return subprocess.run(
        [*COMMAND, *arguments],
        input=typed,
        capture_output=True,
        text=True,
        env=environment(home) | {"COLUMNS": str(columns)},
        timeout=120,
        check=False,
    )
