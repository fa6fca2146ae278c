"""Variants: an exercise with modifiers applied, resolved from its id."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from itertools import combinations

from ilium.anatomy import Region
from ilium.exercises.model import Credit, Exercise, Modifier, Setup, Variant, variant_id


class UnknownVariant(LookupError):  # noqa: N818 - reads as what is wrong
    """An id that names no exercise or variant of the catalogue.

    `near` holds the ids that come closest, best first.
    """

    def __init__(self, sentence: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.near = near

    @classmethod
    def among(cls, sentence: str, wanted: str, known: Iterable[str]) -> "UnknownVariant":
        """The sentence, completed with those of the known names that `wanted` may mean."""
        near = tuple(get_close_matches(wanted, list(known), n=3, cutoff=0.6))
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        return cls(sentence + hint, near)


def spoken(name: str) -> str:
    """A name as it is compared: without case, underscores, hyphens and surplus spaces.

    >>> spoken("Side-lying  clam") == spoken("side_lying_clam")
    True
    """
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())


def exclude_each_other(first: Modifier, second: Modifier) -> bool:
    """Whether two modifiers cannot be combined; it is enough that one of them says so."""
    return first.id in second.excludes or second.id in first.excludes


def resolve(exercise: Exercise, modifier_ids: Iterable[str] = ()) -> Variant:
    """The exercise with those modifiers applied, in any order.

    Credits are those that its file states (see `written_credits`). Each setup gains the modifiers'
    equipment, and their load where they change it.

    Raises:
        UnknownVariant: a modifier is not the exercise's, is named twice, or excludes another.

    >>> from ilium.exercises import catalogue
    >>> resolve(catalogue().exercise("clamshell"), ["pelvis_neutral", "knee_band"]).id
    'clamshell+knee_band+pelvis_neutral'
    """
    modifiers = tuple(_modifier(exercise, modifier_id) for modifier_id in sorted(modifier_ids))
    for first, second in combinations(modifiers, 2):
        if first.id == second.id:
            raise UnknownVariant(f"{exercise.id}: {first.id} is named twice; name it once.")
        if exclude_each_other(first, second):
            raise UnknownVariant(
                f"{exercise.id}: {first.id} and {second.id} cannot be combined; drop one."
            )
    stated = written_credits(exercise, modifiers)
    return Variant(
        id=variant_id(exercise.id, tuple(modifier.id for modifier in modifiers)),
        exercise=exercise,
        modifiers=modifiers,
        credits=counting(stated),
        grounds=stated,
        setups=_setups(exercise, modifiers),
    )


def _modifier(exercise: Exercise, modifier_id: str) -> Modifier:
    try:
        return exercise.modifier(modifier_id)
    except KeyError:
        raise UnknownVariant.among(
            f"{exercise.id} has no modifier {modifier_id!r}.",
            modifier_id,
            (modifier.id for modifier in exercise.modifiers),
        ) from None


def written_credits(exercise: Exercise, modifiers: Iterable[Modifier]) -> dict[Region, Credit]:
    """Each credit that the exercise's file states: the modifiers' own before the exercise's."""
    stated = dict(exercise.regions)
    for modifier in modifiers:
        stated |= modifier.regions
    return {region: stated[region] for region in Region if region in stated}


def counting(known: Mapping[Region, Credit]) -> dict[Region, float]:
    """The credits that are not 0."""
    return {region: one.credit for region, one in known.items() if one.credit}


def _setups(exercise: Exercise, modifiers: Iterable[Modifier]) -> tuple[Setup, ...]:
    """The ways to load the variant, without those that an earlier one always comes before."""
    reachable: list[Setup] = []
    for setup in (_setup(setup, modifiers) for setup in exercise.setups):
        if not any(set(earlier.needs) <= set(setup.needs) for earlier in reachable):
            reachable.append(setup)
    return tuple(reachable)


def _setup(setup: Setup, modifiers: Iterable[Modifier]) -> Setup:
    needs, load, share = setup.needs, setup.load, setup.start_share_of_body_mass
    for modifier in modifiers:
        needs += tuple(equipment for equipment in modifier.needs if equipment not in needs)
        if modifier.load is not None and modifier.load is not load:
            # The share belonged to the other kind of load; none means the lightest there is.
            load, share = modifier.load, 0.0
    return Setup(needs=needs, load=load, start_share_of_body_mass=share, step_kg=setup.step_kg)
