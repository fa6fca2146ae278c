"""Checks a plan's JSON document against the rules, written from the rules and not from the planner.

Every number here is stated a second time on purpose: nothing is taken from `ilium.planning` but
the document. Credits, equipment and cautions are the exercises' own.
"""

from collections.abc import Iterable, Iterator
from math import ceil
from typing import Any

from ilium.exercises import Catalogue
from ilium.exercises.model import Variant

TARGETS = ("gluteus_medius", "gluteus_minimus", "gluteus_maximus_superior")
BANDS = {"beginner": (6, 12), "intermediate": (10, 16), "advanced": (12, 20)}
WEEKDAYS = {
    1: ["mon"],
    2: ["mon", "thu"],
    3: ["mon", "wed", "fri"],
    4: ["mon", "wed", "fri", "sun"],
}
ITEMS = {"activation": (2, 3), "heavy": (1, 3), "isolation": (1, 4)}
SETS = {"activation": (2, 3), "heavy": (2, 5), "isolation": (2, 4)}
REPS = {"activation": (15, 20), "heavy": (6, 10), "isolation": (10, 15)}
REST = {"activation": (20, 45), "heavy": (120, 180), "isolation": (60, 90)}
SET_UP = {
    "barbell": 120,
    "stack": 45,
    "dumbbell": 30,
    "kettlebell": 30,
    "plate": 30,
    "band": 15,
    "bodyweight": 15,
    "none": 15,
}
WEIGHED = {"barbell", "stack", "dumbbell", "kettlebell", "plate"}
Problems = Iterator[str]


def problems(document: dict[str, Any], athlete: Any, catalogue: Catalogue) -> list[str]:
    """Every rule that the plan breaks, as sentences; empty if it keeps them all."""
    return list(_problems(document, athlete, catalogue))


def _problems(document: dict[str, Any], athlete: Any, catalogue: Catalogue) -> Problems:
    weeks = document["weeks"]
    if document["schema"] != "ilium.programme/1" or document["status"] != "optimal":
        yield "the document does not say what it is"
    if [week["week"] for week in weeks] != list(range(1, athlete.weeks + 1)):
        yield f"weeks are {[week['week'] for week in weeks]}, not 1 to {athlete.weeks}"
    for week in weeks:
        last = week["week"] == athlete.weeks
        if week["deload"] != (last and athlete.weeks >= 4):
            yield f"week {week['week']}: deload is {week['deload']}"
        yield from (f"week {week['week']}: {problem}" for problem in _effort(week, athlete))
    first = weeks[0]
    for week in weeks:
        if not week["deload"]:
            yield from _same(first, week, sets_too=True)
    yield from _week(first, athlete, catalogue)
    yield from _reported(document, first, athlete, catalogue)
    if weeks[-1]["deload"]:
        yield from _deload(first, weeks[-1], catalogue)
    for week in weeks:
        yield from _time(week, athlete, catalogue)


# --- the week ---


def _week(week: dict[str, Any], athlete: Any, catalogue: Catalogue) -> Problems:
    days = [session["weekday"] for session in week["sessions"]]
    if days != WEEKDAYS[athlete.days]:
        yield f"sessions on {days}"
    if [session["day"] for session in week["sessions"]] != list(range(1, athlete.days + 1)):
        yield "days are not counted from 1"
    for session in week["sessions"]:
        yield from (f"{session['weekday']}: {p}" for p in _session(session, athlete, catalogue))
    yield from _doses(week, athlete, catalogue)
    behind = [item for session in week["sessions"] for item in _items(session, drills=False)]
    actions = {
        action.value
        for item in behind
        for action in catalogue.exercise(item["exercise"]).joint_actions
    }
    for needed in ("hip_abduction", "single_leg_stability"):
        if needed not in actions:
            yield f"no {needed} behind the drills"
    done = {item["exercise"] for session in week["sessions"] for item in _items(session)}
    for missing in athlete.insist - done:
        yield f"{missing} is insisted on and missing"


def _doses(week: dict[str, Any], athlete: Any, catalogue: Catalogue) -> Problems:
    sessions = week["sessions"]
    total = _sets((item for s in sessions for item in _items(s)), catalogue)
    hard = _sets((item for s in sessions for item in _items(s, drills=False)), catalogue)
    low, high = (4, 11) if athlete.days == 1 else BANDS[athlete.level.value]
    for region in TARGETS:
        least = low + 2 * (athlete.emphasis is not None and athlete.emphasis.value == region)
        if not least <= total[region] <= high:
            yield f"{region} gets {total[region]} sets, not {least} to {high}"
        if hard[region] < 4:
            yield f"{region} gets {hard[region]} hard sets"
        for session in sessions:
            count = _sets(_items(session), catalogue)[region]
            if count > 11:
                yield f"{session['weekday']}: {region} gets {count} sets"
        if athlete.days == 4:
            both = _sets([*_items(sessions[0]), *_items(sessions[3])], catalogue)[region]
            if both > 11:
                yield f"Sunday and Monday give {region} {both} sets"
    back = any(limit.value == "low_back" for limit in athlete.limits)
    for region, meant in (("erector_spinae", 4 if back else 10), ("hamstrings", 12)):
        cap = max(4, meant - getattr(athlete.other_training, region))
        if total.get(region, 0) > cap:
            yield f"{region} gets {total[region]} sets, more than {cap}"


def _session(session: dict[str, Any], athlete: Any, catalogue: Catalogue) -> Problems:
    roles = [block["role"] for block in session["blocks"]]
    if roles != ["activation", "heavy", "isolation"]:
        yield f"blocks are {roles}"
    exercises = [item["exercise"] for item in _items(session)]
    if len(set(exercises)) < len(exercises):
        yield f"an exercise comes twice: {exercises}"
    if session["minutes"] > athlete.minutes:
        yield f"takes {session['minutes']} min of {athlete.minutes}"
    for block in session["blocks"]:
        low, high = ITEMS[block["role"]]
        if not low <= len(block["items"]) <= high:
            yield f"{len(block['items'])} items in {block['role']}"
        if block["role"] == "activation" and not 5 <= block["minutes"] <= 10:
            yield f"drills take {block['minutes']} min"
        for item in block["items"]:
            for problem in _item(item, block["role"], athlete, catalogue):
                yield f"{item['exercise']}: {problem}"


def _item(item: dict[str, Any], role: str, athlete: Any, catalogue: Catalogue) -> Problems:
    variant = _variant(item, catalogue)
    yield from _amount(item, role, variant)
    yield from _suits(item, role, variant, athlete)
    if not item["why"]:
        yield "gives no reason"


def _amount(item: dict[str, Any], role: str, variant: Variant) -> Problems:
    low, high = SETS[role]
    if not low <= item["sets"] <= high:
        yield f"{item['sets']} sets"
    hold = variant.exercise.measure.value == "seconds"
    if ("reps" in item, "seconds" in item) != (not hold, hold) or (hold and role != "isolation"):
        yield "counts the wrong thing"
        return
    fewest, most = (20, 40) if hold else REPS[role]
    first, last = item["seconds"] if hold else item["reps"]
    if not fewest <= first <= last <= most:
        yield f"{first} to {last} reps or seconds"
    if not REST[role][0] <= item["rest_s"] <= REST[role][1]:
        yield f"{item['rest_s']} s of rest"
    if (item["sides"] == "each") != (variant.exercise.laterality.value == "unilateral"):
        yield f"sides are {item['sides']}"


def _suits(item: dict[str, Any], role: str, variant: Variant, athlete: Any) -> Problems:
    exercise = variant.exercise
    if role not in {own.value for own in exercise.roles}:
        yield f"is not for the {role} block"
    if role == "heavy" and not exercise.multi_joint:
        yield "is not multi-joint"
    if not _doable(variant, athlete):
        yield "needs equipment that is not there"
    if item["exercise"] in athlete.avoid:
        yield "is to be avoided"
    for caution in exercise.cautions:
        if caution.limit in athlete.limits:
            if caution.severity.value == "avoid":
                yield f"is ruled out by {caution.limit}"
            elif caution.text not in item["why"]:
                yield f"does not mention the caution for {caution.limit}"


# --- effort, weeks, deload ---


def _effort(week: dict[str, Any], athlete: Any) -> Problems:
    for session in week["sessions"]:
        for block in session["blocks"]:
            for item in block["items"]:
                low, high = item["rir"]
                if block["role"] == "activation":
                    # Drills are easy all along, and easier still in a deload.
                    allowed = [[3, 4], [5, 6]] if week["deload"] else [[3, 4]]
                    if item["rir"] not in allowed:
                        yield f"{item['exercise']}: {item['rir']} reps in reserve in a drill"
                elif week["deload"]:
                    if low < 2:
                        yield f"{item['exercise']}: {item['rir']} in a deload"
                elif not 0 <= low <= high <= 3:
                    yield f"{item['exercise']}: {item['rir']} in a hard set"


def _same(one: dict[str, Any], other: dict[str, Any], *, sets_too: bool) -> Problems:
    keys = ("exercise", "modifiers", "reps", "seconds", *(("sets",) if sets_too else ()))
    for first, then in zip(one["sessions"], other["sessions"], strict=True):
        pairs = [
            [[item.get(key) for key in keys] for item in _items(session)]
            for session in (first, then)
        ]
        if pairs[0] != pairs[1]:
            yield f"week {other['week']} differs on day {first['day']}"


def _deload(full: dict[str, Any], light: dict[str, Any], catalogue: Catalogue) -> Problems:
    yield from _same(full, light, sets_too=False)
    before = [item for session in full["sessions"] for item in _items(session)]
    after = [item for session in light["sessions"] for item in _items(session)]
    for old, new in zip(before, after, strict=True):
        if abs(2 * new["sets"] - old["sets"]) > 1 or new["sets"] < 1:
            yield f"{new['exercise']}: {new['sets']} of {old['sets']} sets in the deload"
        if new["rir"][0] < old["rir"][0]:
            yield f"{new['exercise']}: harder in the deload"
    kept, done = sum(item["sets"] for item in after), sum(item["sets"] for item in before)
    if abs(2 * kept - done) > 2:
        yield f"the deload keeps {kept} of {done} sets"
    whole, half = _sets(before, catalogue), _sets(after, catalogue)
    for region in TARGETS:
        if abs(half[region] - whole[region] / 2) > 1:
            yield f"the deload keeps {half[region]} of {whole[region]} sets of {region}"


# --- time ---


def _time(week: dict[str, Any], athlete: Any, catalogue: Catalogue) -> Problems:
    for session in week["sessions"]:
        where = f"week {week['week']}, {session['weekday']}"
        for block in session["blocks"]:
            for place, item in enumerate(block["items"]):
                first = block["role"] == "heavy" and place == 0
                expected = _minutes(item, athlete, catalogue, first_heavy=first)
                if item["minutes"] != expected:
                    yield f"{where}, {item['exercise']}: {item['minutes']} min, not {expected}"
            yield from _adds_up(f"{where}, {block['role']}", block, block["items"])
        yield from _adds_up(where, session, session["blocks"])


def _adds_up(where: str, whole: dict[str, Any], parts: list[dict[str, Any]]) -> Problems:
    added = round(sum(part["minutes"] for part in parts), 1)
    if whole["minutes"] != added:
        yield f"{where}: {whole['minutes']} min, but its parts take {added}"


def _minutes(
    item: dict[str, Any], athlete: Any, catalogue: Catalogue, *, first_heavy: bool
) -> float:
    """Set-up, ramp sets and sets, each rounded up to a tenth of a minute."""
    load = _load(item, athlete, catalogue)
    repetition = sum(int(part) for part in item["tempo"].split("-"))
    work = item["seconds"][1] if "seconds" in item else item["reps"][1] * repetition
    tenths = ceil(SET_UP[load] / 6) + item["sets"] * ceil(
        (_both_sides(item, work) + item["rest_s"]) / 6
    )
    if first_heavy and load in WEIGHED:
        tenths += 2 * ceil((_both_sides(item, 6 * repetition) + 60) / 6)
    return tenths / 10


def _both_sides(item: dict[str, Any], seconds: int) -> int:
    return 2 * seconds + 10 if item["sides"] == "each" else seconds


# --- what the document reports ---


def _reported(
    document: dict[str, Any], week: dict[str, Any], athlete: Any, catalogue: Catalogue
) -> Problems:
    sessions = week["sessions"]
    for key, drills in (("weekly_sets", True), ("weekly_hard_sets", False)):
        counted = _sets((i for s in sessions for i in _items(s, drills=drills)), catalogue)
        for region, sets in document[key].items():
            if sets != counted.get(region, 0):
                yield f"{key} says {sets} for {region}, it is {counted.get(region, 0)}"
    if not document["notes"]:
        yield "there are no notes"
    if athlete.days in (1, 4) and not any(
        "Sunday" in n or "once a week" in n for n in document["notes"]
    ):
        yield f"no remark on {athlete.days} days a week"


# --- helpers ---


def _items(session: dict[str, Any], *, drills: bool = True) -> list[dict[str, Any]]:
    return [
        item
        for block in session["blocks"]
        for item in block["items"]
        if drills or block["role"] != "activation"
    ]


def _variant(item: dict[str, Any], catalogue: Catalogue) -> Variant:
    return catalogue.variant("+".join((item["exercise"], *sorted(item["modifiers"]))))


def _doable(variant: Variant, athlete: Any) -> bool:
    return any(set(setup.needs) <= athlete.equipment for setup in variant.setups)


def _load(item: dict[str, Any], athlete: Any, catalogue: Catalogue) -> str:
    setups = _variant(item, catalogue).setups
    loads = (s.load.value for s in setups if set(s.needs) <= athlete.equipment)
    return next(loads, "none")


def _sets(items: Iterable[dict[str, Any]], catalogue: Catalogue) -> dict[str, float]:
    counts: dict[str, float] = dict.fromkeys(TARGETS, 0.0)
    for item in items:
        for region, credit in _variant(item, catalogue).credits.items():
            counts[region.value] = counts.get(region.value, 0.0) + item["sets"] * credit
    return counts
