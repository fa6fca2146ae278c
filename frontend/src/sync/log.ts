/**
 * The log of what a person did: written before the screen moves on, sent later.
 *
 * A row leaves the log only when the server has it and a packet that contains it has arrived.
 */
import { type LogRow, type StationParts, database } from "./database";
import { type EventResult, type SyncEvent, sessionOf } from "./events";

/** Put events at the end of the log, all or none; they are on the disk when this resolves. */
export async function append(
  person: string,
  events: readonly SyncEvent[],
  parts: StationParts | null = null,
): Promise<void> {
  const db = await database();
  const transaction = db.transaction("events", "readwrite", { durability: "strict" });
  const rows = events.map((event) => ({
    id: event.id,
    person,
    session: sessionOf(event),
    event,
    status: "waiting" as const,
    problem: null,
    parts,
  }));
  // The database gives the missing `seq`.
  await Promise.all([...rows.map((row) => transaction.store.add(row as LogRow)), transaction.done]);
}

/** Every row of a person, in order. */
export async function rowsOf(person: string): Promise<readonly LogRow[]> {
  return (await database()).getAllFromIndex("events", "person", person);
}

/** The first rows that are still to be sent, in order. */
export async function waiting(person: string, most: number): Promise<readonly LogRow[]> {
  return (await database()).getAllFromIndex("events", "queue", [person, "waiting"], most);
}

/** Everyone with something to send from this browser. */
export async function peopleWaiting(): Promise<ReadonlySet<string>> {
  const rows = await (await database()).getAll("events");
  return new Set(rows.filter(({ status }) => status === "waiting").map(({ person }) => person));
}

/** Note what the server said. A result without its event is ignored, and the other way round. */
export async function settle(results: readonly EventResult[]): Promise<void> {
  const transaction = (await database()).transaction("events", "readwrite", {
    durability: "strict",
  });
  const byId = transaction.store.index("id");
  for (const { id, status, problem } of results) {
    const row = await byId.get(id);
    if (row !== undefined && (status === "kept" || status === "refused")) {
      await transaction.store.put({ ...row, status, problem: problem ?? null });
    }
  }
  await transaction.done;
}

/** Take rows out of the log for good: the person has saved them elsewhere, or does not want them. */
export async function discard(rows: readonly LogRow[]): Promise<void> {
  const transaction = (await database()).transaction("events", "readwrite");
  await Promise.all([...rows.map(({ seq }) => transaction.store.delete(seq)), transaction.done]);
}

/** The rows that the server has: once a packet asked for after this has come, they may go. */
export async function keptRows(person: string): Promise<readonly LogRow[]> {
  return (await database()).getAllFromIndex("events", "queue", [person, "kept"]);
}
