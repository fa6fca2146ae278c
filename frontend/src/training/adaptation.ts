/**
 * Within a session: the sets that remain follow from what was done today.
 *
 * A load that turns out too heavy is lowered at once, a load that is still being found moves both
 * ways, and any other rises only when a set ended far above the reserve asked for.
 *
 * Mirrors `src/ilium/training/adaptation.py`, name by name; tests/web/test_rules_agree.py holds the
 * two together.
 */

import { type LoadedAim, middle, reserve, weighed } from "./aim";
import { loadAt, nextAbove, settle, valueOf, values } from "./ladder";
import { sameLoad } from "./loads";
import type { Ladder, Load, Range, SetTarget, Side, Station } from "./packet";
import { inOrder, type PerformedSet } from "./performed";
import { betweenLoads, fitsBottom, fitting, spareReps } from "./prediction";
import { believedReserve, oneRepMax } from "./strength";
import { named, type Reason, span } from "./wording";

const FAR_ABOVE = 2;
const CALIBRATING_ABOVE = 1;

/** Percent. The load is raised by 2-10 %. */
const SMALLEST_RISE = 102;
const LARGEST_RISE = 110;

/** The next set, and why it is as it is; `target` is null when none is left. */
export interface NextSet {
  readonly target: SetTarget | null;
  readonly reason: Reason;
}

/** A load for the next set, as a ladder value, and the code of its reason. */
interface Change {
  readonly value: number;
  readonly code: string;
  readonly seen: PerformedSet;
}

/**
 * The next set of an item, adapted to the sets of it done today.
 *
 * @param station what was prescribed for today.
 * @param done today's sets of this item, in any order, ramp sets included.
 * @param owned the station's ladder, null where nothing at hand can load it.
 */
export function nextSet(
  station: Station,
  done: readonly PerformedSet[],
  owned: Ladder | null,
): NextSet {
  const ordered = [...done].sort(inOrder);
  if (ordered.some((one) => one.pain !== null)) return over("pain_stop");
  const target = planned(station, ordered);
  if (target === null) return over("item_done");
  const today = ordered.filter((one) => one.kind === "working");
  const last = today.at(-1);
  if (target.kind === "ramp" || last === undefined) return asPlanned(target);
  if (station.aim === null || owned === null) return asLifted(target, last);
  const low = target.reps === null ? station.aim.low : Math.min(station.aim.low, target.reps[0]);
  const aim: LoadedAim = {
    ...station.aim,
    loads: owned,
    low,
    felt: target.rir ?? station.aim.felt,
  };
  const other = partner(target, today, aim);
  if (other !== null) return asPartner(target, other, aim);
  return adapted(station.calibrating, station.light, target, today, aim);
}

/** The first planned set that is not done yet; ramp sets are over once a working set is. */
function planned(station: Station, done: readonly PerformedSet[]): SetTarget | null {
  const left = done.map((one) => `${one.kind} ${one.side}`);
  const working = done.some((one) => one.kind === "working");
  for (const target of station.sets) {
    if (target.kind === "ramp" && working) continue;
    const place = left.indexOf(`${target.kind} ${target.side}`);
    if (place < 0) return target;
    left.splice(place, 1);
  }
  return null;
}

/** The other side's set of the same round, if it is done. */
function partner(
  target: SetTarget,
  today: readonly PerformedSet[],
  aim: LoadedAim,
): PerformedSet | null {
  if (aim.lanes.length < 2) return null;
  const other = aim.lanes.find((lane) => lane !== target.side);
  const rounds = today.filter((one) => one.side === target.side).length;
  return today.filter((one) => one.side === other)[rounds] ?? null;
}

/** Both sides of a round get the same load. */
function asPartner(target: SetTarget, other: PerformedSet, aim: LoadedAim): NextSet {
  const lifted = valueOf(aim.loads, other.load);
  if (lifted === null || sameLoad(target.load, other.load)) return asPlanned(target);
  const value = settle(aim.loads, lifted);
  return {
    target: withLoad(target, loadAt(aim.loads, value), aim),
    reason: { code: "same_as_other_side", inputs: { load: named(aim.loads, value) } },
  };
}

/** The load that the person found, where none could be prescribed. */
function asLifted(target: SetTarget, last: PerformedSet): NextSet {
  return { target: { ...target, load: last.load }, reason: { code: "as_lifted", inputs: {} } };
}

function asPlanned(target: SetTarget): NextSet {
  return { target, reason: { code: "as_planned", inputs: {} } };
}

function over(code: string): NextSet {
  return { target: null, reason: { code, inputs: {} } };
}

/** The next round: each side's last set proposes a load, and the lightest is taken. */
function adapted(
  calibrating: boolean,
  light: boolean,
  target: SetTarget,
  today: readonly PerformedSet[],
  aim: LoadedAim,
): NextSet {
  const changes = aim.lanes
    .map((lane) => today.findLast((one) => inLane(one, lane)))
    .map((seen) => (seen === undefined ? null : change(calibrating, light, seen, aim)))
    .filter((one) => one !== null);
  const [first, ...rest] = changes;
  if (first === undefined) return asPlanned(target);
  const chosen = rest.reduce((least, one) => (one.value < least.value ? one : least), first);
  const load = loadAt(aim.loads, chosen.value);
  if (chosen.code === "keep_lifted" && sameLoad(target.load, load)) return asPlanned(target);
  return { target: withLoad(target, load, lowered(chosen, aim)), reason: reason(chosen, aim) };
}

/** The aim with the reps that are within reach where a load is kept that is too heavy for it. */
function lowered(chosen: Change, aim: LoadedAim): LoadedAim {
  if (chosen.code !== "set_fewer_reps") return aim;
  // What was lifted may lie off the ladder, above the load that is kept.
  const lifted = valueOf(aim.loads, chosen.seen.load) || chosen.value;
  const spare = spareReps(maximum(lifted, chosen.seen), chosen.value, reserve(aim));
  return { ...aim, low: Math.min(aim.low, rounded(spare)) };
}

/** What one side's last set asks for; null when its load is of another kind. */
function change(
  calibrating: boolean,
  light: boolean,
  seen: PerformedSet,
  aim: LoadedAim,
): Change | null {
  const value = valueOf(aim.loads, seen.load);
  if (value === null) return null;
  const current = settle(aim.loads, value);
  if (tooHeavy(seen, aim)) {
    if (weighed(aim) && betweenLoads(maximum(value, seen), current, aim)) {
      return { value: current, code: "set_fewer_reps", seen };
    }
    const less = lighter(value, seen, aim);
    if (less === null) return { value: current, code: "set_lightest", seen };
    return { value: less, code: "set_lighter", seen };
  }
  if (!light && tooLight(seen, aim, calibrating)) {
    const more = heavier(value, seen, aim, calibrating);
    if (more !== null && more > current) return { value: more, code: "set_heavier", seen };
  }
  return { value: current, code: "keep_lifted", seen };
}

/** Whether the bottom of the range was out of reach with the least reserve asked for. */
function tooHeavy(last: PerformedSet, aim: LoadedAim): boolean {
  if (aim.timed || last.rir === null) return count(last) < aim.low;
  return count(last) - Math.max(aim.felt[0] - last.rir, 0) < aim.low;
}

/** Whether a full set ended further from failure than asked for. */
function tooLight(last: PerformedSet, aim: LoadedAim, calibrating: boolean): boolean {
  const margin = calibrating ? CALIBRATING_ABOVE : FAR_ABOVE;
  return count(last) >= aim.high && last.rir !== null && last.rir > aim.rir[1] + margin;
}

/** The 1RM that one set shows, in kilograms. */
function maximum(value: number, last: PerformedSet): number {
  return oneRepMax(value / 1000, count(last) + believedReserve(count(last), last.rir ?? 0));
}

/** The heaviest lighter load that brings the bottom of the range, else the lightest. */
function lighter(value: number, last: PerformedSet, aim: LoadedAim): number | null {
  const below = values(aim.loads).filter((rung) => rung < value);
  const [lightest] = below;
  if (lightest === undefined) return null;
  if (!weighed(aim)) return below.at(-1) ?? null;
  const most = maximum(value, last);
  return below.findLast((rung) => fitsBottom(most, rung, aim)) ?? lightest;
}

/** The load for the middle of the range: any while calibrating, else within a usual rise. */
function heavier(
  value: number,
  last: PerformedSet,
  aim: LoadedAim,
  calibrating: boolean,
): number | null {
  if (!weighed(aim) || value <= 0) return calibrating ? nextAbove(aim.loads, value) : null;
  const most = maximum(value, last);
  if (calibrating) return fitting(most, aim);
  const fits = values(aim.loads)
    .filter((rung) => rung * 100 >= value * SMALLEST_RISE && rung * 100 <= value * LARGEST_RISE)
    .filter((rung) => spareReps(most, rung, reserve(aim)) >= middle(aim));
  return fits.at(-1) ?? null;
}

/** The target with another load, and the whole range again, as nothing predicts it better. */
function withLoad(target: SetTarget, load: Load, aim: LoadedAim): SetTarget {
  const counts: Range = [aim.low, aim.high];
  return {
    ...target,
    load,
    reps: aim.timed ? null : counts,
    seconds: aim.timed ? counts : null,
  };
}

/** Why the load of the next set is another one. */
function reason(chosen: Change, aim: LoadedAim): Reason {
  const { seen } = chosen;
  const counted = span([count(seen), count(seen)], aim.timed);
  const left = seen.rir === null || aim.timed ? "" : ` with ${seen.rir} in reserve`;
  return {
    code: chosen.code,
    inputs: { load: named(aim.loads, chosen.value), done: counted + left },
  };
}

/** The reps of a set, or its seconds. */
export function count(done: PerformedSet): number {
  return done.reps ?? done.seconds ?? 0;
}

/** Whether a set worked that side; a set for both sides worked each. */
function inLane(done: PerformedSet, lane: Side): boolean {
  return lane === "both" || done.side === lane || done.side === "both";
}

/** The nearest whole number; a tie goes to the even one, as Python rounds. */
function rounded(value: number): number {
  const below = Math.floor(value);
  const past = value - below;
  if (past !== 0.5) return past < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}
