"""What a person types, read."""

from ilium.loads import Inventory, Load, LoadKind, Unit, parse_weight


def parse_load(text: str, kind: LoadKind, inventory: Inventory, unit: Unit) -> Load:
    """The load of a kind that a person typed: a weight, or the name of one of their bands.

    Raises:
        ValueError: it is neither.
    """
    if kind is LoadKind.BAND:
        named = text.lower().removesuffix("band").strip()
        for band in inventory.bands:
            if band.lower() == named:
                return Load(kind, band=band)
        raise ValueError(f"There is no {text} band; yours are {', '.join(inventory.bands)}.")
    if kind is LoadKind.NONE:
        kind = LoadKind.BODYWEIGHT
    return Load(kind, parse_weight(text.lower().removeprefix("bodyweight").strip(" +"), unit))
