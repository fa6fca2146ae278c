"""What the session player is sent, and what it is told after a session.

`frontend/src/training` holds the types of these documents and the rules that the player follows
between them; tests/web/test_rules_agree.py holds those rules and `ilium.training` together.
"""

from ilium.web.player.making import session_packet
from ilium.web.player.next_time import next_time
from ilium.web.player.packet import NextTime, Packet, PacketSubstitutes
from ilium.web.player.substitutes import session_substitutes

__all__ = [
    "NextTime",
    "Packet",
    "PacketSubstitutes",
    "next_time",
    "session_packet",
    "session_substitutes",
]
