"""Sheets of paper as HTML.

There is one renderer for the page of the web and for the file of the command line: the template
`plan/_sheets.html` and the style `paper.css`. Django's templates escape what they are given, and
need no server; the page links the style, the file holds it, so that it is whole by itself.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from django.template import Context, Engine

from ilium.interchange.paper import Sheet

HERE = Path(__file__).resolve().parent
STYLE = HERE / "static" / "ilium" / "css" / "paper.css"


def document(sheets: Sequence[Sheet]) -> str:
    """A whole HTML document of the sheets, with its style in it."""
    context = {"sheets": sheets, "style": STYLE.read_text("utf-8")}
    return _engine().get_template("plan/print_file.html").render(Context(context))


@cache
def _engine() -> Engine:
    return Engine(dirs=[str(HERE / "templates")])
