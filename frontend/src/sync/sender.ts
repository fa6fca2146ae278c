/**
 * Sends what waits in the log, in order, until nothing waits.
 *
 * It tries when something is appended, when the network or the page comes back, and on a timer
 * that grows with every failure. `navigator.onLine` is not asked: it says little. Of several tabs
 * one sends at a time.
 */
import { type Answer, ask } from "./api";
import type { LogRow } from "./database";
import type { EventResult } from "./events";
import { settle, waiting } from "./log";

/** How the last try ended. */
export type Outcome = "sent" | "unreachable" | "busy" | "sign-in" | "other-person";

const EVENTS = "/api/v1/events";
const PERSON = "/api/v1/session";
const MOST_AT_ONCE = 100;
const LOCK = "ilium-sync";
const FORBIDDEN = 403;

export const SHORTEST_WAIT_MS = 2_000;
export const LONGEST_WAIT_MS = 5 * 60_000;

/** How long to wait after so many failures in a row: doubling, up to a jittered five minutes. */
export function waitAfter(failures: number, random: () => number = Math.random): number {
  const full = Math.min(LONGEST_WAIT_MS, SHORTEST_WAIT_MS * 2 ** Math.min(failures - 1, 20));
  return full * (0.75 + random() / 2);
}

/** Send everything that waits for a person. Only one tab of this browser does so at a time. */
export async function sendAll(person: string): Promise<Outcome> {
  return withLock(async () => {
    let rows = await waiting(person, MOST_AT_ONCE);
    while (rows.length > 0) {
      const outcome = await send(person, rows);
      if (outcome !== "sent") return outcome;
      rows = await waiting(person, MOST_AT_ONCE);
    }
    return "sent";
  });
}

/** Run a task while no other tab runs one. */
export async function withLock<T>(task: () => Promise<T>): Promise<T> {
  if (!("locks" in navigator)) return task(); // plain HTTP: events are idempotent, so still safe
  return navigator.locks.request(LOCK, task);
}

async function send(person: string, rows: readonly LogRow[]): Promise<Outcome> {
  const answer = await post(person, rows);
  if (answer.kind === "ok") {
    const results = resultsOf(answer.body);
    await settle(results);
    // An answer that settles nothing would be asked for again at once, and for ever.
    return rows.some((row) => results.some(({ id }) => id === row.id)) ? "sent" : "busy";
  }
  if (answer.kind === "refused") return refusedAsAWhole(person, rows, answer.detail);
  return answer.kind === "missing" ? "busy" : answer.kind;
}

async function post(person: string, rows: readonly LogRow[]): Promise<Answer> {
  const body = { events: rows.map((row) => row.event) };
  const answer = await ask(EVENTS, person, body);
  if (answer.kind !== "refused" || answer.status !== FORBIDDEN) return answer;
  // The cross-site request token is missing or of an earlier sign-in; asking anything renews it.
  await ask(PERSON, person);
  const again = await ask(EVENTS, person, body);
  const still = again.kind === "refused" && again.status === FORBIDDEN;
  return still ? { kind: "sign-in" } : again;
}

/** Find the event that the server cannot take, so that it holds up no other. */
async function refusedAsAWhole(
  person: string,
  rows: readonly LogRow[],
  detail: string,
): Promise<Outcome> {
  const [first] = rows;
  if (first === undefined) return "sent";
  if (rows.length === 1) {
    await settle([{ id: first.id, status: "refused", problem: detail }]);
    return "sent";
  }
  const middle = Math.ceil(rows.length / 2);
  const outcome = await send(person, rows.slice(0, middle));
  return outcome === "sent" ? send(person, rows.slice(middle)) : outcome;
}

function resultsOf(body: unknown): readonly EventResult[] {
  const { results } = (body ?? {}) as { results?: unknown };
  return Array.isArray(results) ? (results as readonly EventResult[]) : [];
}
