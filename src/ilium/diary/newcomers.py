"""What a diary says of a person who has a history and was not asked anything yet."""

from datetime import timedelta

from ilium.anatomy import TARGETS
from ilium.diary.past import Past
from ilium.diary.taking_in import TakingIn
from ilium.planning.background import (
    EQUIPMENT_WEEKS,
    LEVEL_YEARS,
    RECENT_WEEKS,
    Background,
    equipment_used,
    level_of,
    other_training,
)
from ilium.training.analytics import weekly_volume


class Newcomers(Past, TakingIn):
    """The part of a diary behind onboarding."""

    def background(self) -> Background | None:
        """What the history says of the person; None if they have none. One query then, else four.

        See `ilium.planning.background` for how it is read.
        """
        opened = self._open()
        years = self.now() - timedelta(365 * LEVEL_YEARS)
        starts = opened.sessions.starts_since(self.person, years)
        if not starts:
            return None
        used = opened.sets.loads_since(self.person, self.now() - timedelta(weeks=EQUIPMENT_WEEKS))
        recent = self.sets_since(self.today - timedelta(weeks=RECENT_WEEKS))
        volumes = weekly_volume(recent, self.catalogue, self.zone)
        mean = {
            region: sum(week.all.get(region, 0.0) for week in volumes) / RECENT_WEEKS
            for region in TARGETS
        }
        days = {start.astimezone(self.zone).date() for start in starts}
        return Background(
            level=level_of(days, mean, self.today),
            equipment=equipment_used(used, self.catalogue),
            other_training=other_training(self.elsewhere()),
        )
