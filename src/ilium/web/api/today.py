"""The session that a person is in, or that comes next, as the session player gets it."""

from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from ninja.params.models import Query

from ilium.store.errors import NotFound
from ilium.web.access import diary_of
from ilium.web.api.values import Value
from ilium.web.player.making import session_packet
from ilium.web.player.next_time import next_time
from ilium.web.player.packet import NextTime, Packet, PacketSubstitutes
from ilium.web.player.substitutes import session_substitutes

router = Router(tags=["Session"])

NOTHING = "There is no session to do; plan a programme first."


@router.get("/session", response=Value[Packet])
def get_packet(request: HttpRequest) -> Packet:
    """All that the session under way, or else the next one, needs to be done without a network."""
    with diary_of(request) as diary:
        packet = session_packet(diary)
    if packet is None:
        raise NotFound(NOTHING)
    return packet


@router.get("/session/substitutes", response=Value[PacketSubstitutes])
def get_packet_substitutes(request: HttpRequest) -> PacketSubstitutes:
    """What may take the place of each of its items: when equipment is taken, when it hurts."""
    with diary_of(request) as diary:
        found = session_substitutes(diary)
    if found is None:
        raise NotFound(NOTHING)
    return found


@router.get("/session/next", response=Value[NextTime])
def get_next_time(
    request: HttpRequest,
    session: Annotated[UUID, Query(..., description="A session that was finished.")],
) -> NextTime:
    """What changed for next time: the same items as they will be asked for after a session."""
    with diary_of(request) as diary:
        found = next_time(diary, session)
    if found is None:
        raise NotFound(f"There is no session {session} of a programme.")
    return found
