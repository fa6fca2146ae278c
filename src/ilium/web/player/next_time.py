"""What changed for next time: the same items as they will be prescribed after a session."""

from uuid import UUID

from ilium.diary import Diary
from ilium.planning.athlete import Athlete
from ilium.training.schedule import next_alike
from ilium.web.player.explained import explained
from ilium.web.player.packet import NextItem, NextTime
from ilium.web.player.stations import line


def next_time(diary: Diary, session: UUID) -> NextTime | None:
    """What the next session with these items asks for, as it stands after a finished one.

    None if the person has no such session, or one without a plan.
    """
    record = diary.find_session(session)
    if record is None or record.week is None or record.day is None:
        return None
    outlook = diary.outlook()
    nothing = NextTime(session=session, week=None, on=None, items=())
    if outlook.active is None:
        return nothing
    active = outlook.active
    planned = next_alike(active.programme, outlook.finished, active.start, record.day)
    if planned is None:
        return nothing
    outlook = diary.outlook_for(planned.session)
    on = max(planned.planned, diary.today)
    unit = (outlook.athlete or Athlete()).unit
    return NextTime(
        session=session,
        week=planned.week.week,
        on=on,
        items=tuple(
            NextItem(
                variant=station.variant.id,
                name=station.variant.name,
                role=station.role,
                line=line(station, unit),
                reasons=explained(station.prescription.reasons, station.variant.exercise, unit),
            )
            for station in outlook.preview(planned, on, diary.zone, diary.catalogue)
        ),
    )
