"""From equipment words of a name to the kind of load, for one variant."""

from collections.abc import Iterable, Mapping

from ilium.exercises.model import Setup, Variant
from ilium.loads import KILOGRAM_KINDS, Equipment, LoadKind

KINDS: Mapping[str, LoadKind] = {
    "barbell": LoadKind.BARBELL,
    "smith": LoadKind.BARBELL,
    "dumbbell": LoadKind.DUMBBELL,
    "kettlebell": LoadKind.KETTLEBELL,
    "cable": LoadKind.STACK,
    "machine": LoadKind.STACK,
    "plate": LoadKind.PLATE,
    "band": LoadKind.BAND,
    "bodyweight": LoadKind.BODYWEIGHT,
    "weighted": LoadKind.BODYWEIGHT,
    "unloaded": LoadKind.NONE,
}
"""What each equipment word means where nothing else is known."""

# A name with several equipment words is loaded with the first of these that it has.
_ORDER = tuple(KINDS)


def kinds(variant: Variant, also: Iterable[str]) -> dict[str, LoadKind]:
    """The equipment words that a variant can be loaded with, and the kind that each means."""
    found: dict[str, LoadKind] = {}
    for setup in variant.setups:
        for word in _words(setup):
            found[word] = KINDS[word]
    loads = {setup.load for setup in variant.setups}
    if loads & {LoadKind.BODYWEIGHT, LoadKind.NONE}:
        bare = LoadKind.BODYWEIGHT if LoadKind.BODYWEIGHT in loads else LoadKind.NONE
        found["bodyweight"] = bare
        found["unloaded"] = bare
    if LoadKind.BODYWEIGHT in loads and not loads & KILOGRAM_KINDS:
        found["weighted"] = LoadKind.BODYWEIGHT
    return {**{word: KINDS[word] for word in also}, **found}


def _words(setup: Setup) -> tuple[str, ...]:
    if setup.load is LoadKind.STACK:
        return ("cable",) if Equipment.CABLE in setup.needs else ("machine",)
    if setup.load is LoadKind.BARBELL:
        return ("smith",) if Equipment.SMITH_MACHINE in setup.needs else ("barbell",)
    if setup.load in (LoadKind.BODYWEIGHT, LoadKind.NONE):
        return ()
    return (setup.load.value,)


def only_kind(variant: Variant) -> LoadKind | None:
    """The kind of load if the variant has only one, whatever its name says."""
    loads = {setup.load for setup in variant.setups}
    return loads.pop() if len(loads) == 1 else None


def load_of(equipment: Iterable[str], known: Mapping[str, LoadKind]) -> LoadKind | None:
    """The load that a name's equipment words speak of, None if they do not say.

    A band or the body's weight beside something heavier is not what the set is loaded with.
    """
    said = set(equipment)
    return next((known[word] for word in _ORDER if word in said and word in known), None)


def word_for(load: LoadKind, known: Mapping[str, LoadKind]) -> str:
    """The equipment word that names a kind of load: one that the variant knows, if there is."""
    fitting = [word for word in _ORDER if known.get(word) is load]
    return fitting[0] if fitting else next(word for word in _ORDER if KINDS[word] is load)
