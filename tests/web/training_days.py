"""A person who trains by a plan, one session after the other, on a clock that the test holds."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from ilium.diary import Diary
from ilium.exercises.model import Limit
from ilium.loads import Equipment, Load, LoadKind
from ilium.outlook import Visit
from ilium.planning import Athlete, plan
from ilium.training import is_light
from ilium.training.performed import Pain, PerformedSet
from ilium.training.session import Step, next_step
from ilium.web.player import Packet, PacketSubstitutes, session_packet, session_substitutes

GYM = Athlete(days=3, minutes=75, equipment=frozenset(Equipment), limits=frozenset({Limit.KNEE}))
"""Someone with everything, and a knee to look after."""


class Trainee:
    """Someone's diary, and their way through sessions."""

    def __init__(self, person: UUID, athlete: Athlete) -> None:
        self.now = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
        self.athlete = athlete
        self.diary = Diary(person, now=lambda: self.now, zone="Europe/Berlin")
        self.diary.adopt(plan(athlete), athlete)

    def begin(self) -> Visit:
        """Begin the next session."""
        outlook = self.diary.outlook()
        planned = outlook.next_up(self.diary.today, self.diary.zone)
        assert outlook.active is not None
        assert planned is not None
        return self.diary.begin(outlook.active, planned)

    def step(self, visit: Visit) -> Step | None:
        """The next set of a session, as it stands now."""
        visit = self.diary.refreshed(visit)
        return next_step(visit.stations, visit.done, visit.skipped, self.athlete)

    def do(self, visit: Visit, step: Step, pain: Pain | None = None) -> PerformedSet:
        """The set as it was asked for, at the top of its range."""
        station, target = visit.stations[step.station], step.target
        self.now += timedelta(minutes=3)
        return self.diary.record(
            PerformedSet(
                id=uuid4(),
                variant=station.variant.id,
                side=target.side,
                load=target.load or Load(LoadKind.NONE),
                reps=target.reps[1] if target.reps else None,
                seconds=target.seconds[1] if target.seconds else None,
                rir=2,
                pain=pain,
                at=self.now,
                role=station.role,
                kind=target.kind,
                deload=visit.week.deload or is_light(station.prescription),
                session=visit.record.id,
                target_reps=target.reps,
                target_rir=target.rir,
            )
        )

    def train(self, sessions: int = 1) -> Visit:
        """Whole sessions, two days apart; gives back the last one."""
        for _ in range(sessions):
            visit = self.begin()
            while (step := self.step(visit)) is not None:
                self.do(visit, step)
            self.diary.finish(visit)
            self.now += timedelta(days=2)
        return visit


def packet_of(trainee: Trainee) -> Packet:
    """What their player is sent."""
    found = session_packet(trainee.diary)
    assert found is not None
    return found


def substitutes_of(trainee: Trainee) -> PacketSubstitutes:
    """What it is sent for swaps."""
    found = session_substitutes(trainee.diary)
    assert found is not None
    return found
