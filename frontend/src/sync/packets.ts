/** The packet and the substitutes as they were last received, by person. */
import type { Packet, Substitutes } from "../training/packet";
import { microseconds } from "../training/performed";
import { type LogRow, database } from "./database";

const PERSON = "person";

/** Whoever was signed in last on this browser; null after signing out. */
export async function lastPerson(): Promise<string | null> {
  return (await (await database()).get("meta", PERSON)) ?? null;
}

export async function keptPacket(person: string): Promise<Packet | null> {
  return (await (await database()).get("packets", person)) ?? null;
}

export async function keptSubstitutes(person: string): Promise<Substitutes | null> {
  return (await (await database()).get("substitutes", person)) ?? null;
}

/**
 * Keep the packet that has arrived last, and drop from the log what it contains.
 *
 * @param covered the rows that the server had before the packet was asked for.
 */
export async function keepPacket(packet: Packet, covered: readonly LogRow[]): Promise<void> {
  const transaction = (await database()).transaction(["packets", "events", "meta"], "readwrite");
  await transaction.objectStore("packets").put(packet, packet.person);
  for (const row of covered) await transaction.objectStore("events").delete(row.seq);
  await transaction.objectStore("meta").put(packet.person, PERSON);
  await transaction.done;
}

/**
 * Keep the packet that came with a page, unless one as new is here: browsers show a page again as
 * it once was, and what was done since is in the newer packet alone.
 *
 * @returns whether it was kept.
 */
export async function keepIfNewer(packet: Packet): Promise<boolean> {
  const transaction = (await database()).transaction("packets", "readwrite");
  const kept = await transaction.store.get(packet.person);
  const newer = kept === undefined || microseconds(packet.made_at) > microseconds(kept.made_at);
  if (newer) await transaction.store.put(packet, packet.person);
  await transaction.done;
  return newer;
}

/** There is no session any more: the programme is over, or given up. */
export async function dropPacket(person: string): Promise<void> {
  const db = await database();
  await Promise.all([db.delete("packets", person), db.delete("substitutes", person)]);
}

export async function keepSubstitutes(substitutes: Substitutes): Promise<void> {
  await (await database()).put("substitutes", substitutes, substitutes.person);
}

/** Someone is signed in: what can be shown of anyone else goes, but for what waits to be sent. */
export async function nowSignedIn(person: string): Promise<void> {
  const transaction = (await database()).transaction(
    ["packets", "substitutes", "meta"],
    "readwrite",
  );
  for (const name of ["packets", "substitutes"] as const) {
    const store = transaction.objectStore(name);
    for (const key of await store.getAllKeys()) if (key !== person) await store.delete(key);
  }
  await transaction.objectStore("meta").put(person, PERSON);
  await transaction.done;
}

/** Signed out: nothing of a session can be shown here; what waits stays for its owner. */
export async function nowSignedOut(): Promise<void> {
  const transaction = (await database()).transaction(
    ["packets", "substitutes", "meta"],
    "readwrite",
  );
  await Promise.all([
    transaction.objectStore("packets").clear(),
    transaction.objectStore("substitutes").clear(),
    transaction.objectStore("meta").delete(PERSON),
    transaction.done,
  ]);
}

/** Their diary was deleted: nothing of theirs stays here, nor what waited to be sent. */
export async function forgetPerson(person: string): Promise<void> {
  const transaction = (await database()).transaction(
    ["packets", "substitutes", "events", "meta"],
    "readwrite",
  );
  const events = transaction.objectStore("events");
  const meta = transaction.objectStore("meta");
  for (const seq of await events.index("person").getAllKeys(person)) await events.delete(seq);
  if ((await meta.get(PERSON)) === person) await meta.delete(PERSON);
  await Promise.all([
    transaction.objectStore("packets").delete(person),
    transaction.objectStore("substitutes").delete(person),
    transaction.done,
  ]);
}
