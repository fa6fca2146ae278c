"""Where Ilium keeps its data on this machine."""

import os
from pathlib import Path

FILE = "ilium.sqlite3"


def home() -> Path:
    """The data folder: `ILIUM_HOME`, or else the platform's own place. It need not exist yet."""
    if chosen := os.environ.get("ILIUM_HOME"):
        return Path(chosen).expanduser().absolute()
    # Costs as much as a query to import, and is not needed where ILIUM_HOME is set.
    from platformdirs import user_data_path

    return user_data_path("ilium", appauthor=False)
