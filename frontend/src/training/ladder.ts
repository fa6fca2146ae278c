/**
 * The loads that exist, lightest first. A value orders them: grams for weighed loads and added
 * grams for bodyweight; for bands it is the rung, counted from 0.
 *
 * Mirrors `Ladder` of `src/ilium/training/loadable.py`; tests/web/test_rules_agree.py holds the
 * two together.
 */

import type { Ladder, Load, Rung } from "./packet";

const byLadder = new WeakMap<Ladder, readonly number[]>();

/** The value of every rung, ascending. */
export function values(ladder: Ladder): readonly number[] {
  let known = byLadder.get(ladder);
  if (known === undefined) {
    known = ladder.rungs.map((rung, place) => (ladder.kind === "band" ? place : (rung.grams ?? 0)));
    byLadder.set(ladder, known);
  }
  return known;
}

/**
 * The value of a load that was lifted, whether or not it is in the ladder; null for a load of
 * another kind or a band that is not owned (any more).
 */
export function valueOf(ladder: Ladder, load: Load): number | null {
  if (load.kind !== ladder.kind) return null;
  if (load.kind !== "band") return load.grams ?? 0;
  const place = ladder.rungs.findIndex((rung) => rung.band === load.band);
  return place < 0 ? null : place;
}

/** The rung of a value that is in the ladder. */
export function rungOf(ladder: Ladder, value: number): Rung {
  const rung = ladder.rungs[values(ladder).indexOf(value)];
  if (rung === undefined) throw new RangeError(`${value} is not in the ladder`);
  return rung;
}

/** The load of a value that is in the ladder. */
export function loadAt(ladder: Ladder, value: number): Load {
  const { grams, band } = rungOf(ladder, value);
  return { kind: ladder.kind, grams, band };
}

/** The load to use for a value that was lifted: at most that, or the lightest there is. */
export function settle(ladder: Ladder, value: number): number {
  const all = values(ladder);
  return all.findLast((one) => one <= value) ?? lightest(all);
}

/** The same for kilograms that were worked out. */
export function settleKilograms(ladder: Ladder, kilograms: number): number {
  const all = values(ladder);
  return all.findLast((one) => one / 1000 <= kilograms) ?? lightest(all);
}

/** The lightest load above `value`. */
export function nextAbove(ladder: Ladder, value: number): number | null {
  return values(ladder).find((one) => one > value) ?? null;
}

/** The heaviest load below `value`. */
export function nextBelow(ladder: Ladder, value: number): number | null {
  return values(ladder).findLast((one) => one < value) ?? null;
}

function lightest(all: readonly number[]): number {
  const [first] = all;
  if (first === undefined) throw new RangeError("a ladder without a load settles nothing");
  return first;
}
