"""Whether this machine's clock can be believed: what is kept now is kept with its time for ever."""

from datetime import datetime

from ilium.interchange.sense import odd_time
from ilium.store.errors import StoreUnavailable


def require_clock(now: datetime) -> None:
    """Lets nothing be written by a clock that lost its time.

    Raises:
        StoreUnavailable: nobody trains at that time; devices try again, and keep what they have.
    """
    if odd_time(now) is not None:
        raise StoreUnavailable(
            f"The clock of this machine says {now.date()}; nothing was saved. Set it and try again."
        )
