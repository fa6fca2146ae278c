"""`frontend/build.py`, which is a script of its own, as a module."""

from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

FOLDER = Path(__file__).resolve().parents[2] / "frontend"


@cache
def front_end() -> ModuleType:
    """Finds Node.js and installs the packages of the front end."""
    spec = spec_from_file_location("frontend_build", FOLDER / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
