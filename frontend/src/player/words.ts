/** Sets and targets as a person reads them. */
import { valueOf, values } from "../training/ladder";
import { atText, loadText, sameLoad } from "../training/loads";
import type { Ladder, LastSet, Load, Role, Side, Station, Unit } from "../training/packet";
import type { PerformedSet } from "../training/performed";
import type { Step } from "../training/session";
import { targetText } from "../training/wording";
import { cardOf, loadsOf, type Visit } from "./visit";

export const ROLES: readonly Role[] = ["activation", "heavy", "isolation"];

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  activation: "Activation",
  heavy: "Heavy",
  isolation: "Isolation",
};

export const WEEKDAYS = {
  mon: "Monday",
  tue: "Tuesday",
  wed: "Wednesday",
  thu: "Thursday",
  fri: "Friday",
  sat: "Saturday",
  sun: "Sunday",
} as const;

const SIDES: Readonly<Record<Side, string>> = { left: "Left side", right: "Right side", both: "" };

/** A load in large: its figure and its unit, or words for loads without a weight. */
export interface LoadFigure {
  readonly figure: string | null;
  readonly unit: string;
}

export function loadFigure(load: Load, unit: Unit): LoadFigure {
  const text = loadText(load, unit);
  const weight = /^([\d.]+) (kg|lb)$/.exec(text);
  if (weight === null) return { figure: null, unit: text };
  return { figure: weight[1] ?? "", unit: weight[2] ?? "" };
}

const HELD: Readonly<Partial<Record<Load["kind"], string>>> = {
  dumbbell: "One dumbbell",
  kettlebell: "Kettlebell",
  stack: "On the stack",
  plate: "One plate",
};

/** What the weight is of, where the figure does not say it; null where plates or words do. */
export function heldText(load: Load | null): string | null {
  return load === null ? null : (HELD[load.kind] ?? null);
}

/** `Left side`; empty where both work at once. */
export function sideText(side: Side): string {
  return SIDES[side];
}

/** `Lead-up set 1 of 2`, `Set 2 of 3`. */
export function countText({ target, number, total }: Step): string {
  return `${target.kind === "ramp" ? "Lead-up set" : "Set"} ${number} of ${total}`;
}

/** `Set 2 of 3, left side`. */
export function placeText(step: Step): string {
  const side = sideText(step.target.side);
  return `${countText(step)}${side === "" ? "" : `, ${side.toLowerCase()}`}`;
}

/** The text with its first letter in upper case. */
export function sentenceCase(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** What is said aloud: the set, and before the first one of an exercise how to do it. */
export function aloud(visit: Visit, step: Step): string {
  const station = visit.stations[step.station];
  const begins = step.number === 1 && step.target.side !== "right";
  const cues = station !== undefined && begins ? cardOf(visit, station).execution.slice(0, 2) : [];
  return [spoken(visit, step), ...cues].join(" ");
}

/** `Hip thrust. Set 2 of 3, left side: 8 to 10 reps at 60 kg.` */
export function spoken(visit: Visit, step: Step): string {
  const station = visit.stations[step.station];
  if (station === undefined) return "";
  const { target } = step;
  const count = targetText(target).replace("-", " to ").replace(/ s$/, " seconds");
  const reps = target.seconds === null ? " reps" : "";
  const load = target.load === null ? "" : ` ${atText(target.load, visit.packet.unit)}`;
  const place = placeText(step);
  return `${cardOf(visit, station).name}. ${place}: ${count}${reps}${load}.`;
}

/** `8-10 reps at 60 kg`. */
export function shortTarget(step: Step, unit: Unit): string {
  const { target } = step;
  const reps = target.seconds === null ? " reps" : "";
  const load = target.load === null ? ", find the load first" : ` ${atText(target.load, unit)}`;
  return `${targetText(target)}${reps}${load}`;
}

/** `left 10 × 12 kg, 2 in reserve`, worded as the server does. */
export function setText(set: PerformedSet, unit: Unit): string {
  const side = set.side === "both" ? "" : `${set.side} `;
  const count = set.seconds === null ? `${set.reps ?? 0}` : `${set.seconds} s`;
  const reserve = set.rir === null ? "" : `, ${set.rir} in reserve`;
  const ramp = set.kind === "ramp" ? ", lead-up" : "";
  const hurt = set.pain === null ? "" : `, hurt: ${set.pain.replaceAll("_", " ")}`;
  return `${side}${count} × ${loadText(set.load, unit)}${reserve}${ramp}${hurt}`;
}

/** The sets of an exercise in few words; each for itself where one hurt. */
export function doneText(sets: readonly PerformedSet[], unit: Unit): string {
  const working = sets.filter((set) => set.kind === "working");
  if (working.length === 0 || sets.some((set) => set.pain !== null))
    return sets.map((set) => setText(set, unit)).join("; ");
  return lastText(
    working.map((set) => ({ ...set, text: setText(set, unit) })),
    unit,
  );
}

/**
 * The sets of the last time in few words: `left 10, 9; right 10, 10 at 12 kg, 2 in reserve`. Said
 * set by set where the loads or reserves differ.
 */
export function lastText(sets: readonly LastSet[], unit: Unit): string {
  const [first] = sets;
  if (first === undefined) return "";
  const alike = sets.every((set) => set.rir === first.rir && sameLoad(set.load, first.load));
  if (!alike) return sets.map(({ text }) => text).join("; ");
  const reserve = first.rir === null ? "" : `, ${first.rir} in reserve`;
  return `${bySide(sets)} ${atText(first.load, unit)}${reserve}`;
}

function bySide(sets: readonly LastSet[]): string {
  const sides = (["left", "right", "both"] as const).map((side) => {
    const counts = sets
      .filter((set) => set.side === side)
      .map(({ reps, seconds }) => (seconds === null ? String(reps ?? 0) : `${seconds} s`));
    return counts.length === 0 ? "" : `${side === "both" ? "" : `${side} `}${counts.join(", ")}`;
  });
  return sides.filter((text) => text !== "").join("; ");
}

/** The plates on each end of the bar: empty for the bar alone, null for other loads. */
export function platesOf(visit: Visit, station: Station, load: Load | null): string | null {
  const owned = loadsOf(visit, station);
  if (owned === null || load === null) return null;
  return rungFor(owned, load)?.plates ?? null;
}

function rungFor(owned: Ladder, load: Load) {
  const value = valueOf(owned, load);
  return value === null ? undefined : owned.rungs[values(owned).indexOf(value)];
}

/** `1 set`, `3 sets`. */
export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

/** `20 Nov` in the person's language of months and days. */
export function dayText(date: string): string {
  const day = new Date(`${date}T12:00:00Z`);
  return new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  }).format(day);
}
