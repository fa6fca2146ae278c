"""What other programs' files have no column for, written in front of a set's note and read back.

A file of Strong or Hevy knows neither the working side nor a band. Ilium writes them as
`[left]`, `[band: light]` or `[right, band: light]`, which a person can read as well.
"""

import re

from ilium.training.performed import Side

MARK = re.compile(
    r"\[(?P<side>left|right|both)?(?P<comma>, )?(?:band: (?P<band>(?:[^\\\]]|\\.)+))?\](?: |$)"
)

SPECIAL = re.compile(r"[\\\]]")
ESCAPED = re.compile(r"\\(.)")


def marked(note: str, side: Side = Side.BOTH, band: str | None = None) -> str:
    r"""The note with the side and the band in front; as it is where there is nothing to say.

    >>> marked("slow", Side.LEFT, "light")
    '[left, band: light] slow'
    >>> marked("slow"), marked("[left] is what I wrote")
    ('slow', '[both] [left] is what I wrote')
    """
    words = [] if side is Side.BOTH else [side.value]
    if band is not None:
        words.append("band: " + SPECIAL.sub(r"\\\g<0>", band))
    if not words and unmarked(note) != (Side.BOTH, None, note):
        words.append(Side.BOTH.value)
    mark = f"[{', '.join(words)}]" if words else ""
    return f"{mark} {note}" if mark and note else mark or note


def unmarked(note: str) -> tuple[Side, str | None, str]:
    """Side, band and note of what `marked` wrote.

    >>> unmarked("[left, band: light] slow")
    (<Side.LEFT: 'left'>, 'light', 'slow')
    >>> unmarked("[sic] slow")
    (<Side.BOTH: 'both'>, None, '[sic] slow')
    """
    found = MARK.match(note)
    if found is None or bool(found["comma"]) != bool(found["side"] and found["band"]):
        return Side.BOTH, None, note
    if not (found["side"] or found["band"]):
        return Side.BOTH, None, note
    band = None if found["band"] is None else ESCAPED.sub(r"\1", found["band"])
    return Side(found["side"] or Side.BOTH), band, note[found.end() :]
