"""What an import says and asks, in words that the terminal, the pages and the API share."""

from ilium.exercises import Catalogue, UnknownVariant
from ilium.interchange.incoming import IntakeRecord, Tally
from ilium.interchange.names import Choice, normalised
from ilium.loads import LoadKind

OTHER = "other"
"""How a person writes that a name is training for something else than the upper glutes."""

OTHER_TRAINING = "other training"

LOADS = {
    LoadKind.STACK: "machine or cable",
    LoadKind.NONE: "without a load",
}
"""Kinds of load whose own word is not what a person says."""


def plain(text: str) -> str:
    r"""Foreign text as it can be printed: what would steer a terminal or turn a line around is `?`.

    >>> plain("a\x1b[31mb\u202ec\u00fc")
    'a?[31mb?cü'
    """
    return "".join(one if one.isprintable() else "?" for one in text)


def load_name(load: LoadKind) -> str:
    """A kind of load in a person's words.

    >>> load_name(LoadKind.STACK), load_name(LoadKind.BARBELL)
    ('machine or cable', 'barbell')
    """
    return LOADS.get(load, load.value)


def choice_text(choice: Choice | None, catalogue: Catalogue) -> str:
    """What a name is taken for: `Hip thrust, barbell`, `other training`, or nothing yet."""
    if choice is None:
        return "to be decided"
    if choice.variant is None:
        return OTHER_TRAINING
    name = catalogue.variant(choice.variant).name
    return name if choice.load is None else f"{name}, {load_name(choice.load)}"


def choice_key(choice: Choice) -> str:
    """A choice as `choice_from` reads it.

    >>> choice_key(Choice(variant="hip_thrust", load=LoadKind.BARBELL)), choice_key(Choice())
    ('hip_thrust:barbell', 'other')
    """
    if choice.variant is None:
        return OTHER
    return choice.variant if choice.load is None else f"{choice.variant}:{choice.load}"


def choice_from(text: str, catalogue: Catalogue) -> Choice:
    """The choice that a person wrote: an exercise or variant by its id or name, `other`.

    A kind of load may follow after a colon.

    Raises:
        ValueError: there is no such exercise or kind of load.
    """
    wanted, colon, load = text.strip().rpartition(":")
    if not colon:
        wanted, load = load, ""
    if normalised(wanted) in (OTHER, OTHER_TRAINING):
        return Choice()
    return Choice(variant=_variant(wanted.strip(), catalogue), load=_load(load.strip()))


def _variant(text: str, catalogue: Catalogue) -> str:
    try:
        return catalogue.variant(text).id
    except UnknownVariant as error:
        unknown = error
    wanted = normalised(text)
    for variant in catalogue.planner_variants():
        if normalised(variant.name) == wanted:
            return variant.id
    try:
        return catalogue.find(text).id
    except UnknownVariant:
        raise ValueError(plain(str(unknown))) from None


def _load(text: str) -> LoadKind | None:
    if not text:
        return None
    try:
        return LoadKind(text.lower())
    except ValueError:
        kinds = ", ".join(LoadKind)
        raise ValueError(f"{plain(text)!r} is no kind of load; these are: {kinds}.") from None


def counted(number: int, one: str, many: str = "") -> str:
    """A number and what it counts.

    >>> counted(1, "set"), counted(1200, "set")
    ('1 set', '1,200 sets')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def tally_text(tally: Tally | IntakeRecord) -> str:
    """How much it is: `3 sessions, 40 sets for the upper glutes and 60 of other training`."""
    sets = f"{counted(tally.sets, 'set')} for the upper glutes"
    return f"{counted(tally.sessions, 'session')}, {sets} and {tally.others:,} of other training"


def undone_text(undone: int) -> str:
    """What of the file was not done and is left out; empty if nothing is.

    >>> undone_text(0), undone_text(1)
    ('', '1 set with 0 reps is left out.')
    """
    if not undone:
        return ""
    return f"{counted(undone, 'set')} with 0 reps {'is' if undone == 1 else 'are'} left out."


def here_text(tally: Tally) -> str:
    """What of the file is here already; empty if nothing is."""
    if not tally.here:
        return ""
    said = f"{counted(tally.here, 'set')} of it {'is' if tally.here == 1 else 'are'} here already"
    if not tally.differing:
        return f"{said}."
    differ = "has" if tally.differing == 1 else "have"
    return f"{said}; {tally.differing:,} of them {differ} other numbers here, which stay."
