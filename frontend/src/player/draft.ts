/** The sheet in which a set is logged: what it starts from, and its steps. */
import { loadAt, nextAbove, nextBelow, valueOf, values } from "../training/ladder";
import type { Ladder, Load, SetTarget, Station } from "../training/packet";
import type { PerformedSet } from "../training/performed";
import type { Entry } from "./record";

/** An entry that is not complete: the load may still be unknown. */
export interface Draft {
  readonly count: number;
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
): Draft {
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
  return Math.min(timed ? MOST_SECONDS : MOST_REPS, Math.max(0, count + direction * step));
}

/** The next load up or down the ladder; null where there is none. */
export function stepLoad(owned: Ladder, load: Load, direction: 1 | -1): Load | null {
  const value = valueOf(owned, load);
  if (value === null) return firstLoad(owned);
  const next = direction === 1 ? nextAbove(owned, value) : nextBelow(owned, value);
  return next === null ? null : loadAt(owned, next);
}

/** The entry that a tap on a reserve completes; null while the load is not known. */
export function entryOf(draft: Draft, rir: number | null): Entry | null {
  return draft.load === null ? null : { count: draft.count, load: draft.load, rir };
}

/** Reserves to choose from; the last stands for itself and more. */
export const RESERVES = [0, 1, 2, 3, 4, 5] as const;

/** Whether a set is asked for its reserve: ramp sets, drills and holds are not judged by it. */
export function asksReserve(station: Station, target: SetTarget): boolean {
  return target.kind === "working" && station.role !== "activation" && target.seconds === null;
}
