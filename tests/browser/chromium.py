"""Finds a Chromium to test with, and brings one where there is none.

Run as `python tests/browser/chromium.py`: an installed one is used, else Debian's package, else
the one that Playwright brings.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

ARGUMENTS = (
    "--no-sandbox",  # a container's root has no other way
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def executable() -> str | None:
    """The path of an installed Chromium; None means Playwright's own."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def _brought_by_debian() -> bool:
    apt = shutil.which("apt-get")
    if apt is None:
        return False
    allowed = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if allowed and shutil.which(allowed[0]) is None:
        return False
    steps = (["update", "--quiet=2"], ["install", "--yes", "--no-install-recommends", "chromium"])
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return all(
        subprocess.run(
            [*allowed, apt, *step], env=environment, stdout=subprocess.DEVNULL, check=False
        ).returncode
        == 0
        for step in steps
    )


def main() -> None:
    """Bring a Chromium if there is none."""
    if executable() is not None:
        return
    print("Installing Chromium for the browser tests", file=sys.stderr)
    if not (_brought_by_debian() and executable()):
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


if __name__ == "__main__":
    main()
