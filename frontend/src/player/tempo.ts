/** The tempo of a set: which phase it is after so many seconds. Counted by the clock. */

export interface Phase {
  readonly word: "lift" | "hold" | "lower";
  readonly seconds: number;
}

export interface Beat {
  /** Counted from 1. */
  readonly rep: number;
  readonly word: Phase["word"];
  /** Second of the phase, counted from 1. */
  readonly second: number;
  /** Whole beats since the beginning: changes once a second. */
  readonly count: number;
}

const WORDS = ["lift", "hold", "lower"] as const;

/** The phases of `2-1-2` (seconds of lift, hold, lower), without those that take no time. */
export function phasesOf(tempo: string): readonly Phase[] {
  const seconds = tempo.split("-").map(Number);
  return WORDS.flatMap((word, place) => {
    const length = seconds[place] ?? 0;
    return length > 0 ? [{ word, seconds: length }] : [];
  });
}

/** Where the set is after `elapsed` seconds, null before it begins or without a tempo. */
export function beatAt(phases: readonly Phase[], elapsed: number): Beat | null {
  const cycle = phases.reduce((sum, phase) => sum + phase.seconds, 0);
  if (cycle === 0 || elapsed < 0) return null;
  const rep = Math.floor(elapsed / cycle) + 1;
  let left = elapsed % cycle;
  for (const { word, seconds } of phases) {
    if (left < seconds)
      return { rep, word, second: Math.floor(left) + 1, count: Math.floor(elapsed) };
    left -= seconds;
  }
  return null; // not reached: what is left is less than the cycle
}
