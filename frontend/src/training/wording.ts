/**
 * Loads and reps in a reason, and the reason as a sentence.
 *
 * Mirrors `src/ilium/training/wording.py`; tests/web/test_rules_agree.py holds the two together.
 */

import { rungOf } from "./ladder";
import type { Ladder, Range, Role, SetTarget } from "./packet";

/** Why a set is as it is. */
export interface Reason {
  readonly code: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** Reasons that need no words: nothing has changed. */
export const EXPECTED_CODES: ReadonlySet<string> = new Set(["as_planned", "same_as_other_side"]);

/** A load of the ladder, as it stands in a sentence. */
export function named(ladder: Ladder, value: number): string {
  const rung = rungOf(ladder, value);
  return rung.named ?? rung.text;
}

/** A closed range with its unit: `8 to 12 reps`, `1 rep`, `20 to 40 seconds`. */
export function span([low, high]: Range, timed = false): string {
  const numbers = low === high ? String(low) : `${low} to ${high}`;
  return `${numbers} ${timed ? "second" : "rep"}${numbers === "1" ? "" : "s"}`;
}

/** The reason's sentence: its template of the packet, filled. */
export function sentence(reason: Reason, sentences: Readonly<Record<string, string>>): string {
  const template = sentences[reason.code];
  if (template === undefined) throw new RangeError(`no sentence for ${reason.code}`);
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const input = reason.inputs[name];
    if (input === undefined) throw new RangeError(`${reason.code} lacks ${name}`);
    return input;
  });
}

/** `8-10`, or `20-40 s` for a hold; one number where both ends agree. */
export function targetText(target: SetTarget): string {
  const [low, high] = target.reps ?? target.seconds ?? [0, 0];
  const unit = target.seconds === null ? "" : " s";
  return low === high ? `${low}${unit}` : `${low}-${high}${unit}`;
}

/** How hard: reps that could still be done at the end of the set. */
export function effortText(role: Role, target: SetTarget): string {
  if (role === "activation" || target.rir === null) return "easy and slow";
  const [low, high] = target.rir;
  return low === high
    ? `stop with ${low} rep${low === 1 ? "" : "s"} in reserve`
    : `stop with ${low}-${high} reps in reserve`;
}
