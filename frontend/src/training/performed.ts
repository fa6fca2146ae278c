/**
 * Performed sets: from the wire and back, and which version of a set counts.
 *
 * Mirrors `src/ilium/training/performed.py` and the merging of `src/ilium/store/sets.py`;
 * tests/web/test_rules_agree.py holds them together.
 */

import { loadOf, loadRecord } from "./loads";
import type { Load, PerformedRecord, SetVersion } from "./packet";

/** A set that was done. `at` is in microseconds since 1970, the precision of the diary. */
export interface PerformedSet extends Omit<PerformedRecord, "load" | "at"> {
  readonly load: Load;
  readonly at: number;
}

const MICROSECONDS = 1000;

/** Microseconds since 1970 of a time with its zone, `2026-11-23T17:00:00.123456Z`. */
export function microseconds(time: string): number {
  const found = /^(.*?)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)$/i.exec(time);
  const whole = found === null ? NaN : Date.parse(`${found[1]}${found[3]}`);
  if (Number.isNaN(whole)) throw new RangeError(`${time} is not a time with its zone`);
  const fraction = (found?.[2] ?? "").padEnd(6, "0").slice(0, 6);
  return whole * MICROSECONDS + Number(fraction);
}

/** The same time as text, in UTC. */
export function timeText(at: number): string {
  const second = Math.floor(at / 1_000_000);
  const fraction = String(at - second * 1_000_000).padStart(6, "0");
  return new Date(second * 1000).toISOString().replace(/\.\d{3}Z$/, `.${fraction}Z`);
}

/** A set from the wire. */
export function performedSet(record: PerformedRecord): PerformedSet {
  return {
    ...record,
    id: record.id.toLowerCase(),
    load: loadOf(record.load),
    at: microseconds(record.at),
  };
}

/** The wire's form of a set. */
export function performedRecord(done: PerformedSet): PerformedRecord {
  return { ...done, load: loadRecord(done.load), at: timeText(done.at) };
}

/** The order of doing. */
export function inOrder(one: PerformedSet, other: PerformedSet): number {
  return one.at - other.at || compareText(one.id, other.id);
}

/** The newest version of every set, removals too, by the set's id. */
export function newestVersions(versions: Iterable<SetVersion>): ReadonlyMap<string, SetVersion> {
  const newest = new Map<string, SetVersion>();
  for (const version of versions) {
    const key = version.performed.id.toLowerCase();
    const known = newest.get(key);
    if (known === undefined || isNewer(version, known)) newest.set(key, version);
  }
  return newest;
}

/**
 * The sets that count, in the order of doing: of each the version with the greatest
 * (recorded_at, id), unless that removes it. Versions may come twice and in any order.
 *
 * Where the same version comes with two times (the server takes a time in its future as its own
 * now), the earlier is the one that is kept.
 */
export function effectiveSets(versions: Iterable<SetVersion>): readonly PerformedSet[] {
  return [...newestVersions(once(versions)).values()]
    .filter((version) => !version.removed)
    .map((version) => performedSet(version.performed))
    .sort(inOrder);
}

/** Every version once, as the server keeps it. */
function once(versions: Iterable<SetVersion>): Iterable<SetVersion> {
  const known = new Map<string, SetVersion>();
  for (const version of versions) {
    const key = version.id.toLowerCase();
    const other = known.get(key);
    if (other === undefined || recorded(version) < recorded(other)) known.set(key, version);
  }
  return known.values();
}

function isNewer(one: SetVersion, other: SetVersion): boolean {
  const later = recorded(one) - recorded(other);
  return later > 0 || (later === 0 && compareText(one.id.toLowerCase(), other.id.toLowerCase()) > 0);
}

function recorded(version: SetVersion): number {
  return microseconds(version.recorded_at);
}

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
