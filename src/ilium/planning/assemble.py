"""From chosen sessions to a programme: blocks in order, weeks with their effort, the deload."""

from collections.abc import Iterable, Sequence

from ilium.exercises import Catalogue
from ilium.exercises.model import Role
from ilium.planning import timing
from ilium.planning.athlete import Athlete
from ilium.planning.candidates import Candidate
from ilium.planning.choice import Pick, Sessions, hard, weekly_sets
from ilium.planning.deload import eased
from ilium.planning.dose import Doses
from ilium.planning.explain import Why, item_reasons
from ilium.planning.notes import plan_notes
from ilium.planning.programme import Block, Item, Programme, Range, Session, Week
from ilium.reasons import Reason


def programme(
    athlete: Athlete,
    sessions: Sessions,
    catalogue: Catalogue,
    doses: Doses,
    notes: tuple[Reason, ...] = (),
) -> Programme:
    """The programme of a chosen week: the same exercises in every week, a deload at its end.

    `notes` come before those that every plan has.
    """
    why = item_reasons(athlete, sessions, catalogue, doses)
    ordered = tuple(in_order(picks) for picks in sessions)
    lighter = eased(ordered)
    return Programme(
        weeks=tuple(
            _week(athlete, number, lighter, doses, _with_deload(why))
            if _is_deload(athlete, number, doses)
            else _week(athlete, number, ordered, doses, why)
            for number in range(1, athlete.weeks + 1)
        ),
        weekly_sets=weekly_sets(pick for picks in ordered for pick in picks),
        weekly_hard_sets=weekly_sets(pick for picks in ordered for pick in picks if hard(pick)),
        band=doses.band(athlete),
        notes=(*notes, *plan_notes(athlete, sessions, catalogue, doses)),
    )


def in_order(picks: Iterable[Pick]) -> tuple[Pick, ...]:
    """The items in the order in which they are done.

    Drills from the lightest on the targets to the strongest; heavy items by class behind the first;
    isolation starts with hip abduction, which the upper glutes need most.
    """
    roles = list(Role)

    def place(pick: Pick) -> tuple[int, bool, int, bool, int, str]:
        one = pick.candidate
        heavy, drill = one.role is Role.HEAVY, one.role is Role.ACTIVATION
        return (
            roles.index(one.role),
            not pick.first_heavy,
            one.heavy_class if heavy else 0,
            not heavy and not drill and not one.abducts,
            one.target_halves if drill else -one.target_halves,
            one.variant.id,
        )

    return tuple(sorted(picks, key=place))


def _is_deload(athlete: Athlete, week: int, doses: Doses) -> bool:
    return doses.has_deload(athlete.weeks) and week == athlete.weeks


def _with_deload(why: Why) -> Why:
    """The same reasons, after the one for fewer sets."""
    return {key: (Reason("item_deload"), *reasons) for key, reasons in why.items()}


def _week(athlete: Athlete, number: int, sessions: Sessions, doses: Doses, why: Why) -> Week:
    def effort(role: Role) -> Range:
        return doses.effort(role, athlete.level, number, athlete.weeks)

    return Week(
        week=number,
        deload=_is_deload(athlete, number, doses),
        sessions=tuple(
            Session(
                day=day,
                weekday=weekday,
                minutes=timing.minutes(sum(pick.tenths for pick in picks)),
                blocks=tuple(_block(role, picks, effort(role), why) for role in Role),
            )
            for day, (weekday, picks) in enumerate(
                zip(doses.days(athlete), sessions, strict=True), 1
            )
        ),
    )


def _block(role: Role, picks: Sequence[Pick], rir: Range, why: Why) -> Block:
    mine = [pick for pick in picks if pick.candidate.role is role]
    return Block(
        role=role,
        minutes=timing.minutes(sum(pick.tenths for pick in mine)),
        items=tuple(item_of(pick, rir, why[pick.candidate.key]) for pick in mine),
    )


def item_of(pick: Pick, rir: Range, reasons: tuple[Reason, ...] = ()) -> Item:
    """The item of a programme that a pick is."""
    one: Candidate = pick.candidate
    return Item(
        exercise=one.exercise.id,
        modifiers=tuple(modifier.id for modifier in one.variant.modifiers),
        sets=pick.sets,
        reps=one.pace.reps,
        seconds=one.pace.seconds,
        rir=rir,
        tempo=one.pace.tempo,
        rest_s=one.pace.rest_s,
        sides=one.pace.sides,
        minutes=timing.minutes(pick.tenths),
        reasons=reasons,
    )
