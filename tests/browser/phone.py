"""A Chromium in a process of its own, with a profile on disk, that can be killed like one."""

import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Self

from chromium import ARGUMENTS, executable
from playwright.sync_api import BrowserContext, Page, Playwright
from visitor import Visitor

READY_SECONDS = 60


class Phone:
    """One person's browser. What it keeps outlives its process; ends with the block."""

    def __init__(self, playwright: Playwright, profile: Path, visitor: Visitor) -> None:
        self.playwright = playwright
        self.profile = profile
        self.visitor = visitor

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def open(self) -> Page:
        """Start the browser, signed in; gives back an empty page."""
        port = self.profile / "DevToolsActivePort"
        port.unlink(missing_ok=True)
        found = executable() or self.playwright.chromium.executable_path
        command = [found, *ARGUMENTS, "--headless", "--window-size=390,844"]
        command += ["--remote-debugging-port=0", f"--user-data-dir={self.profile}", "about:blank"]
        self.process = subprocess.Popen(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that all its processes can be killed with it
        )
        address = f"http://127.0.0.1:{self._port(port)}"
        self.browser = self.playwright.chromium.connect_over_cdp(address)
        self.context: BrowserContext = self.browser.contexts[0]
        self.visitor.watch(self.context)
        self.visitor.sign_in(self.context)
        self.page = self.context.pages[0]
        return self.page

    def _port(self, file: Path) -> str:
        deadline = time.monotonic() + READY_SECONDS
        while time.monotonic() < deadline:
            with suppress(FileNotFoundError, IndexError):
                return file.read_text().splitlines()[0]
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        self.kill()
        raise RuntimeError("Chromium does not start")

    def close(self) -> None:
        """As a person closes it: everything is written."""
        self.browser.new_browser_cdp_session().send("Browser.close")
        self.process.wait(timeout=READY_SECONDS)

    def kill(self) -> None:
        """As a battery that runs out: every process at once."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
