/**
 * What a 1RM predicts: the reps that a load allows, and the load that a range of reps needs.
 * Maxima in kilograms, values of loads in grams.
 *
 * Mirrors `src/ilium/training/prediction.py`; tests/web/test_rules_agree.py holds the two together.
 */

import { type LoadedAim, middle, reserve } from "./aim";
import { nextAbove, nextBelow, settleKilograms } from "./ladder";
import { EPLEY, repsToFailure } from "./strength";

export const LEAST_REPS = 5;

/** Reps; keeps a prediction that is exactly on the edge from falling to rounding. */
const SLACK = 1e-6;

/** The reps that a 1RM predicts for a load, some kept in reserve; endless without load. */
export function spareReps(maximum: number, value: number, reserveKept: number): number {
  if (value <= 0) return Infinity;
  return repsToFailure(maximum, value / 1000) - reserveKept + SLACK;
}

/** Whether the bottom of the range is expected with the reserve asked for. */
export function fitsBottom(maximum: number, value: number, aim: LoadedAim): boolean {
  return spareReps(maximum, value, reserve(aim)) >= aim.low;
}

/** Whether this load can be done, and the next one below is far off and too light. */
export function betweenLoads(maximum: number, value: number, aim: LoadedAim): boolean {
  const below = nextBelow(aim.loads, value);
  if (below === null || below * 10 >= value * 9) return false;
  const enough = spareReps(maximum, value, reserve(aim)) >= LEAST_REPS;
  return enough && spareReps(maximum, below, reserve(aim)) > aim.high;
}

/**
 * The heaviest load at which the middle of the range is expected; the next one up instead where
 * this one is too light for the range and that one fits.
 */
export function fitting(maximum: number, aim: LoadedAim): number {
  const ideal = maximum / (1 + (middle(aim) + reserve(aim) - SLACK) / EPLEY);
  const value = settleKilograms(aim.loads, ideal);
  const above = nextAbove(aim.loads, value);
  if (above === null || spareReps(maximum, value, reserve(aim)) <= aim.high) return value;
  return fitsBottom(maximum, above, aim) ? above : value;
}
