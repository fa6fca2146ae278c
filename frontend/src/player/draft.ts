/** The sheet in which a set is logged: what it starts from, and its steps. */
import { loadAt, nextAbove, nextBelow, valueOf, values } from "../training/ladder";
import { parseWeight } from "../training/loads";
import type { Ladder, Load, SetTarget, Station, Unit } from "../training/packet";
import type { PerformedSet } from "../training/performed";
import type { Entry } from "./record";

/** An entry that is not complete: the count or the load may be unknown, or not readable. */
export interface Draft {
  readonly count: number | null;
  readonly load: Load | null;
}

export const MOST_REPS = 200;
export const MOST_SECONDS = 3600;
const SECONDS_STEP = 5;

/** What a set will most likely have been: the target's load, and the reps of the set before. */
export function draftFor(
  station: Station,
  target: SetTarget,
  own: readonly PerformedSet[],
  owned: Ladder | null,
): Draft & { readonly count: number } {
  const [low, high] = target.reps ?? target.seconds ?? [0, 0];
  const timed = target.seconds !== null;
  const before = own.findLast((set) => set.kind === target.kind && set.kind === "working");
  const last = station.last?.sets.find((set) => set.side === target.side);
  const alike = before ?? (target.kind === "working" ? last : undefined);
  const count = (timed ? alike?.seconds : alike?.reps) ?? high;
  const load = target.load ?? before?.load ?? (owned === null ? null : firstLoad(owned));
  return { count: Math.min(high, Math.max(low, count)), load };
}

function firstLoad(owned: Ladder): Load | null {
  const [lightest] = values(owned);
  return lightest === undefined ? null : loadAt(owned, lightest);
}

/** One step up or down in reps, five in seconds, within what can be logged. */
export function stepCount(count: number, direction: 1 | -1, timed: boolean): number {
  const step = timed ? SECONDS_STEP : 1;
  return Math.min(most(timed), Math.max(0, count + direction * step));
}

/** The most that can be logged of one set. */
export function most(timed: boolean): number {
  return timed ? MOST_SECONDS : MOST_REPS;
}

/** Reps or seconds as they were typed; null for what is no whole number, or too many. */
export function readCount(text: string, timed: boolean): number | null {
  if (!/^\d+$/.test(text.trim())) return null;
  const count = Number(text);
  return count <= most(timed) ? count : null;
}

/** A load as it was typed; null for what is no weight, an empty field too: nothing is said yet. */
export function readLoad(text: string, kind: Load["kind"], unit: Unit): Load | null {
  const grams = parseWeight(text, unit);
  return grams === null ? null : { kind, grams, band: null };
}

/** The next load up or down the ladder; null where there is none. */
export function stepLoad(owned: Ladder, load: Load, direction: 1 | -1): Load | null {
  const value = valueOf(owned, load);
  if (value === null) return firstLoad(owned);
  const next = direction === 1 ? nextAbove(owned, value) : nextBelow(owned, value);
  return next === null ? null : loadAt(owned, next);
}

/** The entry that a tap on a reserve completes; null while the count or the load is not known. */
export function entryOf({ count, load }: Draft, rir: number | null): Entry | null {
  return count === null || load === null ? null : { count, load, rir };
}

/** Reserves to choose from; the last stands for itself and more. */
export const RESERVES = [0, 1, 2, 3, 4, 5] as const;

/** Whether a set is asked for its reserve: ramp sets, drills and holds are not judged by it. */
export function asksReserve(station: Station, target: SetTarget): boolean {
  return target.kind === "working" && station.role !== "activation" && target.seconds === null;
}
