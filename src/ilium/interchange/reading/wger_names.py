"""The names of wger's exercises, from `/api/v2/exerciseinfo/` or `/exercise-translation/`."""

import msgspec

from ilium.interchange.documents import InvalidDocument
from ilium.interchange.reading.bounds import MAXIMUM_NAME
from ilium.interchange.reading.text import plain
from ilium.interchange.reading.wger_pages import NOT_JSON, entries

_ENGLISH, _GERMAN = 2, 1
"""Languages as wger numbers them: wger/core/fixtures/languages.json in wger's repository."""

_RANK = {_ENGLISH: 0, _GERMAN: 1}


class _Language(msgspec.Struct, frozen=True):
    id: int = 0


class _Translation(msgspec.Struct, frozen=True):
    name: str = ""
    language: int | _Language | None = None


class _Exercise(msgspec.Struct, frozen=True):
    """An exercise with its translations, or one translation with the number of its exercise."""

    id: int | None = None
    exercise: int | None = None
    exercise_base: int | None = None
    name: str = ""
    language: int | _Language | None = None
    translations: list[_Translation] = []


def names_of(text: bytes) -> dict[int, str]:
    """The name of each exercise by its number: English if there is one, else German, else any.

    Raises:
        InvalidDocument: it is no list of wger's exercises.
    """
    best: dict[int, tuple[int, str]] = {}
    try:
        for raw in entries(text):
            one = msgspec.json.decode(raw, type=_Exercise)
            number = next(
                (id for id in (one.exercise, one.exercise_base, one.id) if id is not None), None
            )
            if number is None:
                continue
            for translation in (*one.translations, _Translation(one.name, one.language)):
                name = " ".join(plain(translation.name).split())
                ranked = (_rank(translation.language), name)
                if 0 < len(name) <= MAXIMUM_NAME and ranked < best.get(number, (99, "")):
                    best[number] = ranked
    except NOT_JSON as error:
        raise InvalidDocument(
            f"The second document holds no names of wger's exercises: {error}. Save what "
            "/api/v2/exerciseinfo/ of your server answers."
        ) from error
    return {number: name for number, (_, name) in best.items()}


def _rank(language: int | _Language | None) -> int:
    number = language.id if isinstance(language, _Language) else language
    return _RANK.get(number or 0, len(_RANK))
