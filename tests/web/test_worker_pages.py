"""The service worker knows every word in an address that says what was just done."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = ROOT / "src/ilium/web/pages"
WORKER = ROOT / "frontend/src/worker/pages.ts"

READ = re.compile(r"""request\.GET\.get\(\s*"(\w+)"|"(\w+)" in request\.GET""")
JUST_DONE = re.compile(r"const JUST_DONE = \[([^]]*)\]")

ASKED = {"before", "day", "equipment", "exercise", "q", "region", "week", "weeks"}
"""What a person may ask a page for: such a page is worth keeping."""


def test_every_word_that_a_page_reads_is_asked_for_or_says_what_was_done() -> None:
    texts = [file.read_text() for file in PAGES.glob("*.py")]
    read = {one or other for text in texts for one, other in READ.findall(text)}
    found = JUST_DONE.search(WORKER.read_text())
    assert found is not None
    done = set(re.findall(r'"(\w+)"', found[1]))
    assert read == ASKED | done
