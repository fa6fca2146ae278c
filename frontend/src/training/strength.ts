/**
 * Strength behind a set: Epley's one-repetition maximum (1RM), as far as the next set needs it.
 *
 * Mirrors `src/ilium/training/strength.py`, which names the sources;
 * tests/web/test_rules_agree.py holds the two together.
 */

export const EPLEY = 30;
const UNDERSTATED = 0.95;
const RELIABLE_REPS = 12;
const ERROR_PER_REP = 0.47;

/** Epley's 1RM in kilograms, for `reps` that could be done to failure. */
export function oneRepMax(kilograms: number, reps: number): number {
  return kilograms * (1 + reps / EPLEY);
}

/** The reps to failure that a 1RM predicts; negative above the maximum. */
export function repsToFailure(maximum: number, kilograms: number): number {
  return EPLEY * (maximum / kilograms - 1);
}

/** The reps in reserve to expect where some were said: people have more left than they say. */
export function believedReserve(reps: number, said: number): number {
  const past = Math.max(reps + said - RELIABLE_REPS, 0);
  return said + Math.min(UNDERSTATED + ERROR_PER_REP * past, said);
}
