/** The rest before a set: counted to a deadline, so a locked screen or a reload changes nothing. */

/** What the person changed about one rest. */
export interface RestChange {
  /** The id of the set that the rest comes after. */
  readonly after: string;
  readonly extraSeconds: number;
  readonly skipped: boolean;
}

export interface Rest {
  /** Milliseconds since 1970. */
  readonly ends: number;
  /** Length of the whole rest, seconds. */
  readonly total: number;
}

const KEY = "ilium-rest";

/**
 * The rest that is under way; null if there is none.
 *
 * @param from when the set before ended, and `until` when the rest ends, milliseconds since 1970.
 * @param after the id of the set before.
 */
export function restAt(
  from: number,
  until: number,
  after: string,
  change: RestChange | null,
  now: number,
): Rest | null {
  const own = change?.after === after ? change : null;
  if (own?.skipped) return null;
  const total = (until - from) / 1000 + (own?.extraSeconds ?? 0);
  const ends = from + total * 1000;
  // A clock that went back must not make a rest longer than it is.
  const clamped = Math.min(ends, now + total * 1000);
  return clamped > now ? { ends: clamped, total } : null;
}

/** Seconds that are left, as they are shown: 1 until the very end. */
export function secondsLeft(ends: number, now: number): number {
  return Math.max(0, Math.ceil((ends - now) / 1000));
}

/** `1:30`. */
export function clockText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export function readRestChange(): RestChange | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "null") as RestChange | null;
  } catch {
    return null;
  }
}

export function keepRestChange(change: RestChange): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(change));
  } catch {
    // It holds until the page is closed.
  }
}
