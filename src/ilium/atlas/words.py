"""What the atlas says, in words, for every edge."""

import re
from collections.abc import Iterable

from ilium.anatomy import region_name
from ilium.atlas.model import PHASE_WORDS, Band, Entry, Figures, Phase

NO_GROWTH = "Activation says who works, not who grows."

SIDES = {"l": "left", "r": "right"}
COORDINATE = re.compile(r"\b([a-z]+(?:_[a-z]+)*)_([lr])\b")
"""A coordinate of a leg, as `hip_rotation_l`."""


def percent(share: float) -> str:
    """A share as a person reads it.

    >>> percent(0.126)
    '13 %'
    """
    return f"{100 * share:.0f} %"


def with_band(value: float, band: Band) -> str:
    """A share with its band, where it has one that can be seen.

    >>> with_band(0.126, (0.1, 0.2)), with_band(0.126, (0.126, 0.126))
    ('13 (10-20)', '13')
    """
    shown, low, high = (f"{100 * share:.0f}" for share in (value, *band))
    return shown if low == shown == high else f"{shown} ({low}-{high})"


def problem_text(entry: Entry) -> str:
    """Why there are no figures, coordinates in words.

    >>> problem_text(Entry(valid=False, problem="They lack 17 N m at hip_rotation_l."))
    'They lack 17 N m at left hip rotation.'
    """
    return _in_words(entry.problem)


def _in_words(problem: str) -> str:
    return COORDINATE.sub(lambda found: f"{SIDES[found[2]]} {found[1].replace('_', ' ')}", problem)


def facts(entry: Entry) -> Iterable[str]:
    """Sentences about the whole."""
    if strongest := max(entry.regions.items(), key=lambda one: one[1].peak, default=None):
        region, found = strongest
        yield f"Hardest: {region_name(region)}, {percent(found.peak)} {place(found)}."
    if entry.lumbar_moment_nm is not None and entry.lumbar_moment_band_nm is not None:
        who = "extensors" if entry.lumbar_moment_nm >= 0 else "flexors"
        least, most = entry.lumbar_moment_band_nm
        between = f" ({least:z.0f} to {most:z.0f})" if least != most else ""
        yield f"Lower back: {entry.lumbar_moment_nm:z.0f} N m{between}, by its {who}."
    if entry.gluteal_to_tfl is not None and entry.gluteal_to_tfl_band is not None:
        low, high = entry.gluteal_to_tfl_band
        between = f" ({low:.1f} to {high:.1f})" if low != high else ""
        yield f"Gluteals to TFL: {entry.gluteal_to_tfl:.1f}{between}."
    if len(entry.cases) > 1:
        yield f"In brackets: lowest to highest of {len(entry.cases)} cases."
    if failed := len(entry.left_out):
        cases = f"{failed} of {failed + len(entry.cases)} cases"
        yield f"The model failed in {cases}, so the true band may be wider."
    for case, problem in entry.left_out.items():
        yield f"Left out, {case}: {_in_words(problem)}"


def place(found: Figures) -> str:
    """Where the peak is."""
    words = PHASE_WORDS[found.peak_phase]
    between = found.peak_phase in (Phase.OUT, Phase.BACK)
    return f"{words} (at {percent(found.peak_share)} of it)" if between else words
