/** Fetches what the server knows by now, and lets the log go of what that contains. */
import {
  PACKET_SCHEMA,
  type Packet,
  SUBSTITUTES_SCHEMA,
  type Substitutes,
} from "../training/packet";
import { ask } from "./api";
import { keptRows } from "./log";
import { dropPacket, keepPacket, keepSubstitutes } from "./packets";
import type { Outcome } from "./sender";

const PACKET = "/api/v1/session";
const SUBSTITUTES = "/api/v1/session/substitutes";

/** How a refresh ended: as a sending does, `none` without a session, `newer` for a newer Ilium. */
export type Refreshed = Outcome | "none" | "newer";

/** Fetch the packet. Call it while no other tab sends: what is kept now must be in the answer. */
export async function refreshPacket(person: string): Promise<Refreshed> {
  const covered = await keptRows(person);
  const answer = await ask(PACKET, person);
  if (answer.kind === "missing") {
    await dropPacket(person);
    return "none";
  }
  if (answer.kind === "refused") return "busy";
  if (answer.kind !== "ok") return answer.kind;
  const packet = answer.body as Packet;
  if (packet.schema !== PACKET_SCHEMA) return "newer";
  if (packet.person !== person) return "other-person";
  await keepPacket(packet, covered);
  return "sent";
}

/** Fetch the substitutes; the session works without them, so a failure is no matter. */
export async function refreshSubstitutes(person: string): Promise<void> {
  const answer = await ask(SUBSTITUTES, person);
  if (answer.kind !== "ok") return;
  const found = answer.body as Substitutes;
  if (found.schema === SUBSTITUTES_SCHEMA && found.person === person) await keepSubstitutes(found);
}
