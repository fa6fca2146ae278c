# MuJoCo's own stubs leave most of its names out.
from typing import Any

def __getattr__(name: str) -> Any: ...
