"""What a wger server answers: pages of entries, as JSON.

A page is an object with `results`; a document holds one, a list of them, or a bare list of
entries. Entries stay bytes, so that a long log never stands in memory as objects.
"""

import msgspec

from ilium.interchange.documents import InvalidDocument
from ilium.interchange.reading.bounds import MAXIMUM_COMMAS, MAXIMUM_ROWS

NOT_JSON = (msgspec.MsgspecError, RecursionError, UnicodeError)


class _Page(msgspec.Struct, frozen=True):
    results: list[msgspec.Raw] | msgspec.UnsetType = msgspec.UNSET


def entries(text: bytes) -> list[msgspec.Raw]:
    """The entries of all pages of a document.

    Raises:
        InvalidDocument: it is no JSON, not of that shape, or has more than a million.
    """
    found: list[msgspec.Raw] = []
    if text.count(b",") > MAXIMUM_COMMAS:
        raise InvalidDocument(f"The JSON has more than {MAXIMUM_COMMAS:,} values. Split it.")
    try:
        if text.lstrip().startswith(b"{"):
            found = _results(msgspec.json.decode(text, type=_Page))
        else:
            for raw in msgspec.json.decode(text, type=list[msgspec.Raw]):
                found.extend(_paged(raw))
    except NOT_JSON as error:
        raise InvalidDocument(
            f"This is not what a wger server answers, or it was cut off: {error}."
        ) from error
    if len(found) > MAXIMUM_ROWS:
        raise InvalidDocument(f"The log has more than {MAXIMUM_ROWS:,} entries. Split it.")
    return found


def _results(page: _Page) -> list[msgspec.Raw]:
    if page.results is msgspec.UNSET:
        raise InvalidDocument(
            "This JSON has no “results”. Save what /api/v2/workoutlog/ of your server answers."
        )
    return page.results


def _paged(raw: msgspec.Raw) -> list[msgspec.Raw]:
    """The entries of a page, or the entry itself."""
    try:
        results = msgspec.json.decode(raw, type=_Page).results
    except msgspec.ValidationError:  # an entry that is no object, or results that are no list
        return [raw]
    return [raw] if results is msgspec.UNSET else results


def is_log(text: bytes) -> bool:
    """Whether JSON is a training log of wger.

    Raises:
        InvalidDocument: it is no JSON of that shape.
    """
    found = entries(text)
    if not found:
        return True
    try:
        one = msgspec.json.decode(found[0], type=dict[str, msgspec.Raw])
    except NOT_JSON:
        return False
    return "date" in one and ("exercise" in one or "exercise_base" in one)
