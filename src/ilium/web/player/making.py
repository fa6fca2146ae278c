"""The packet of the session that a person is in, or that comes next."""

from datetime import date
from uuid import UUID

import msgspec

from ilium.anatomy import TARGETS, region_name
from ilium.diary import Diary
from ilium.outlook import Outlook, Visit
from ilium.phrases import FELT, PAIN_NAMES, when_text
from ilium.planning.athlete import Athlete
from ilium.planning.programme import Session, Week
from ilium.reasons import templates
from ilium.training.session import Station
from ilium.web.player.packet import FeltPlace, Packet, PacketSession, Place
from ilium.web.player.stations import Writer
from ilium.web.player.words import words

RULE_CODES = (
    "as_planned",
    "item_done",
    "pain_stop",
    "same_as_other_side",
    "as_lifted",
    "set_lighter",
    "set_fewer_reps",
    "set_lightest",
    "set_heavier",
    "keep_lifted",
)
"""Reasons that `training.adaptation` gives, and the player's own rules with it."""


class Sitting(msgspec.Struct, frozen=True, kw_only=True):
    """The session that is under way or comes next, as it stands now.

    `id` is the session's, begun or not; `visit` is None before it is begun.
    """

    id: UUID
    outlook: Outlook
    week: Week
    session: Session
    stations: tuple[Station, ...]
    on: date
    when: str
    due: bool
    visit: Visit | None

    @property
    def athlete(self) -> Athlete:
        """Whose loads and equipment are used."""
        return self.outlook.athlete or Athlete()


def sitting(diary: Diary) -> Sitting | None:
    """The session that the player takes a person through; None without one.

    That is the one under way, on any device, or else the next of the programme.
    """
    outlook = diary.outlook()
    visit = outlook.visit(diary.zone, diary.catalogue)
    if visit is not None:
        number = len(visit.done)
        return Sitting(
            id=visit.record.id,
            outlook=outlook,
            week=visit.week,
            session=visit.session,
            stations=visit.stations,
            on=visit.record.started_at.astimezone(diary.zone).date(),
            when=f"Under way: {number} {'set' if number == 1 else 'sets'} done.",
            due=True,
            visit=visit,
        )
    planned = outlook.next_up(diary.today, diary.zone)
    if planned is None or outlook.active is None:
        return None
    return Sitting(
        id=outlook.id_of(planned),
        outlook=outlook,
        week=planned.week,
        session=planned.session,
        stations=outlook.preview(planned, diary.today, diary.zone, diary.catalogue),
        on=diary.today,
        when=when_text(planned, diary.today),
        due=planned.due,
        visit=None,
    )


def session_packet(diary: Diary) -> Packet | None:
    """All that the player needs for the session; None if there is none to do.

    Reads the outlook and, once the session is begun, one query for its sets.
    """
    now = sitting(diary)
    if now is None:
        return None
    writer = Writer(now.athlete, diary.zone, diary.catalogue)
    stations = tuple(map(writer.station, now.stations))
    replaced = tuple(map(writer.station, now.visit.replaced)) if now.visit else ()
    sentences = templates()
    return Packet(
        person=diary.person,
        made_at=diary.now(),
        zone=diary.zone_name,
        unit=now.athlete.unit,
        session=_session(now),
        stations=stations,
        cards=writer.cards,
        figures=writer.figures,
        ladders=writer.ladders,
        sets=diary.set_versions(now.id) if now.visit else (),
        changes=now.outlook.changes if now.visit else (),
        skipped=tuple(sorted(now.visit.skipped)) if now.visit else (),
        replaced=replaced,
        places=tuple(Place(pain=pain, name=name) for pain, name in PAIN_NAMES.items()),
        felt=tuple(
            FeltPlace(
                region=region, place=place, name=region_name(region), target=region in TARGETS
            )
            for region, place in FELT.items()
        ),
        sentences={code: sentences[code] for code in RULE_CODES},
        words=words(),
    )


def _session(now: Sitting) -> PacketSession:
    record = now.visit.record if now.visit else None
    programme = record.programme if record else None
    if programme is None:
        assert now.outlook.active is not None, "a session is of a programme"
        programme = now.outlook.active.id
    return PacketSession(
        id=now.id,
        programme=programme,
        week=now.week.week,
        weeks=now.outlook.weeks,
        day=now.session.day,
        weekday=now.session.weekday,
        deload=now.week.deload,
        minutes=now.session.minutes,
        on=now.on,
        when=now.when,
        due=now.due,
        started_at=record.started_at if record else None,
        finished_at=record.finished_at if record else None,
    )
