/**
 * The guided session: which set comes next, and when.
 *
 * The place in a session follows from the sets that were done, so a session that is cut off goes on
 * where it stopped, on this device or another.
 *
 * Mirrors `src/ilium/training/session.py`; tests/web/test_rules_agree.py holds the two together.
 */

import { nextSet } from "./adaptation";
import type { Ladder, Packet, Role, SessionChange, SetTarget, Station } from "./packet";
import type { PerformedSet } from "./performed";
import { type Reason, sentence } from "./wording";

const SIDE_CHANGE_SECONDS = 10;
const RAMP_REST_SECONDS = 60;
const MICROSECONDS = 1_000_000;

/** The parts of a packet that the rules read. */
export type Rules = Pick<Packet, "ladders" | "sentences">;

/** The next set of a session. */
export interface Step {
  /** Place in the stations. */
  readonly station: number;
  readonly target: SetTarget;
  readonly reason: Reason;
  /** The reason as a sentence in the person's unit. */
  readonly text: string;
  /** Counts the working sets of that side; ramp sets are numbered among themselves. */
  readonly number: number;
  readonly total: number;
  /** When the rest before it ends, in milliseconds since 1970; null if there is none. */
  readonly restUntil: number | null;
}

/** How far a station is. */
export interface Progress {
  readonly station: number;
  readonly role: Role;
  /** Working sets done, and to do with those already done. */
  readonly done: number;
  readonly total: number;
  /** `left out` is skipped or stopped for pain, whatever was done before. */
  readonly state: "done" | "left out" | "current" | "ahead";
}

/**
 * The next set to do, or null when the session is done.
 *
 * @param rules the packet: its ladders and sentences.
 * @param items the session's stations, in order.
 * @param done the sets of this session so far.
 * @param skipped the variants that are left out, or whose rest is.
 */
export function nextStep(
  rules: Rules,
  items: readonly Station[],
  done: readonly PerformedSet[],
  skipped: Iterable<string>,
): Step | null {
  const left = new Set(skipped);
  for (const [station, item] of items.entries()) {
    if (left.has(item.variant)) continue;
    const own = setsAt(item, done);
    const { target, reason } = nextSet(item, own, ladderOf(rules, item));
    if (target === null) continue;
    const before = own.filter((one) => alike(one, target)).length;
    const planned = item.sets.filter((one) => alike(one, target)).length;
    return {
      station,
      target,
      reason,
      text: sentence(reason, rules.sentences),
      number: before + 1,
      total: Math.max(planned, before + 1),
      restUntil: restUntil(items, item, target, done),
    };
  }
  return null;
}

/** The sets of this session that belong to a station. */
export function setsAt(item: Station, done: readonly PerformedSet[]): readonly PerformedSet[] {
  return done.filter((one) => one.variant === item.variant && one.role === item.role);
}

/** The loads that a station is loaded from, null where nothing at hand can load it. */
export function ladderOf(rules: Rules, item: Station): Ladder | null {
  if (item.ladder === null) return null;
  const found = rules.ladders[item.ladder];
  if (found === undefined) throw new RangeError(`the packet has no ladder ${item.ladder}`);
  return found;
}

/**
 * The deadline of the rest before a set, from the set done last. Between the sides of one set only
 * the side changes; after a ramp set the rest is short, as the load was light.
 */
function restUntil(
  items: readonly Station[],
  here: Station,
  target: SetTarget,
  done: readonly PerformedSet[],
): number | null {
  const [first, ...others] = done;
  if (first === undefined) return null;
  const last = others.reduce((latest, one) => (one.at > latest.at ? one : latest), first);
  return (last.at + restSeconds(items, here, target, last) * MICROSECONDS) / 1000;
}

function restSeconds(
  items: readonly Station[],
  here: Station,
  target: SetTarget,
  last: PerformedSet,
): number {
  const sameItem = last.variant === here.variant && last.role === here.role;
  if (sameItem && last.side === "left" && target.side === "right") return SIDE_CHANGE_SECONDS;
  if (last.kind === "ramp") return RAMP_REST_SECONDS;
  const there = items.find((item) => item.variant === last.variant && item.role === last.role);
  return (there ?? here).rest_s;
}

/** The stations with that of variant `old` replaced; the new one stands in the same block. */
export function exchanged(
  items: readonly Station[],
  old: string,
  station: Station,
): readonly Station[] {
  return items.map((item) => (item.variant === old ? { ...station, role: item.role } : item));
}

/** A change made on this device, with the station that a swap puts in place. */
export interface LocalChange {
  readonly change: SessionChange;
  readonly station: Station | null;
}

/** What a session consists of now. */
export interface Now {
  /** One for each place of the packet's `stations`. */
  readonly stations: readonly Station[];
  readonly skipped: ReadonlySet<string>;
  /** The stations that swaps took out today. */
  readonly replaced: readonly Station[];
}

/** The packet's stations after this device's changes; those that the packet knows come once. */
export function changed(packet: Packet, changes: readonly LocalChange[]): Now {
  const known = new Set(packet.changes.map((change) => change.id));
  const skipped = new Set(packet.skipped);
  let { stations, replaced } = packet;
  for (const { change, station } of changes) {
    if (known.has(change.id)) continue;
    if (change.kind === "skip") skipped.add(String(change.payload["variant"]));
    else if (change.kind === "resume") skipped.delete(String(change.payload["variant"]));
    else if (station !== null) {
      const before = [...replaced, ...stations];
      stations = exchanged(stations, String(change.payload["old"]), station);
      const here = new Set(stations.map((one) => one.variant));
      replaced = before.filter((one) => !here.has(one.variant));
    }
  }
  return { stations, skipped, replaced };
}

/** How far every station is, for where the person stands in the session. */
export function progress(
  items: readonly Station[],
  done: readonly PerformedSet[],
  now: Now["skipped"],
  step: Step | null,
): readonly Progress[] {
  return items.map((item, station) => {
    const own = setsAt(item, done);
    const working = own.filter((one) => one.kind === "working").length;
    const planned = item.sets.filter((one) => one.kind === "working").length;
    const left = now.has(item.variant) || own.some((one) => one.pain !== null);
    const over = step === null || station < step.station || working >= planned;
    const state = left
      ? "left out"
      : station === step?.station
        ? "current"
        : over
          ? "done"
          : "ahead";
    return { station, role: item.role, done: working, total: Math.max(planned, working), state };
  });
}

function alike(one: Pick<SetTarget, "kind" | "side">, other: Pick<SetTarget, "kind" | "side">) {
  return one.kind === other.kind && one.side === other.side;
}
