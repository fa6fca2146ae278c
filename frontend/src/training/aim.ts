/**
 * What an item asks for, in the terms of progression.
 *
 * Mirrors `src/ilium/training/aim.py`; tests/web/test_rules_agree.py holds the two together.
 */

import { KILOGRAM_KINDS } from "./loads";
import type { Aim, Ladder } from "./packet";

/** An aim with the loads that it is reached with. */
export interface LoadedAim extends Aim {
  readonly loads: Ladder;
}

/** The middle of the range. */
export function middle(aim: Aim): number {
  return (aim.low + aim.high) / 2;
}

/** The middle of the reps in reserve that are asked for. */
export function reserve(aim: Aim): number {
  return (aim.rir[0] + aim.rir[1]) / 2;
}

/** Whether a 1RM can be estimated: reps with kilograms that are the whole load. */
export function weighed(aim: LoadedAim): boolean {
  return !aim.timed && KILOGRAM_KINDS.has(aim.loads.kind);
}
