"""Sets that are written down after they were done: what the plan says about them."""

from ilium.exercises.model import Role
from ilium.interchange.records import ProgrammeRevision
from ilium.planning.programme import Item


def planned(active: ProgrammeRevision | None, variant: str) -> tuple[Role, Item] | None:
    """The block and item of a programme's week that a set of the variant belongs to, if any."""
    sessions = active.programme.weeks[0].sessions if active else ()
    blocks = [block for session in sessions for block in session.blocks]
    return next(
        ((block.role, item) for block in blocks for item in block.items if item.variant == variant),
        None,
    )
