/** What a tap does: events for the log, and the words that say what happened. */
import type { Course } from "./course";
import type { Pain, Station, Substitutes } from "../training/packet";
import type { PerformedSet } from "../training/performed";
import type { Step } from "../training/session";
import type { Offer } from "../training/substitutes";
import { loadRecord } from "../training/loads";
import {
  type Entry,
  finished,
  NO_LOAD,
  partsHere,
  partsOf,
  resumed,
  setChanged,
  setDone,
  setRemoved,
  skipped,
  started,
  swapped,
} from "./record";
import { cardOf, lastSet, ownSets, type Visit } from "./visit";
import { setText } from "./words";

/** What is said when something was done. */
export type Told = Promise<string>;

/** The session begins now. */
export async function begin(course: Course, { packet }: Visit): Told {
  await course.record([started(packet)]);
  return "The session has begun.";
}

/** A set was done. */
export async function keepSet(
  course: Course,
  visit: Visit,
  { station, step }: { readonly station: Station; readonly step: Step },
  entry: Entry,
  endedAt: number,
): Told {
  await course.record([setDone(visit, station, step.target, entry, endedAt)]);
  return "Set kept.";
}

/** A set was other than it was logged. */
export async function changeSet(
  course: Course,
  visit: Visit,
  set: PerformedSet,
  entry: Entry,
): Told {
  const count = set.seconds === null ? { reps: entry.count } : { seconds: entry.count };
  const changes = { ...count, rir: entry.rir, load: loadRecord(entry.load) };
  await course.record([setChanged(visit, set, changes)]);
  return "Set changed.";
}

export async function removeSet(course: Course, visit: Visit, set: PerformedSet): Told {
  await course.record([setRemoved(visit, set)]);
  return `Taken back: ${setText(set, visit.packet.unit)}.`;
}

export async function undo(course: Course, visit: Visit): Told {
  const last = lastSet(visit);
  return last === null ? "There is no set to take back." : removeSet(course, visit, last);
}

/** Where a drill was felt. */
export async function felt(course: Course, visit: Visit, set: PerformedSet, region: string): Told {
  await course.record([setChanged(visit, set, { felt: region })]);
  return "Noted.";
}

/** It hurts: noted on the exercise's last set, or as a set of nothing if there is none. */
export async function pain(
  course: Course,
  visit: Visit,
  { station, step }: { readonly station: Station; readonly step: Step },
  place: Pain,
): Told {
  const last = ownSets(visit, station).at(-1);
  const entry: Entry = { count: 0, load: step.target.load ?? NO_LOAD, rir: null };
  const event =
    last === undefined
      ? setDone(visit, station, step.target, entry, Date.now(), place)
      : setChanged(visit, last, { pain: place });
  await course.record([event]);
  const { pain_elsewhere, pain_noted } = visit.packet.words;
  return place === "elsewhere" ? pain_elsewhere : pain_noted;
}

export async function exchange(
  course: Course,
  visit: Visit,
  station: Station,
  substitutes: Substitutes,
  offer: Offer,
): Told {
  await course.record([swapped(visit, station, offer.station)], partsOf(substitutes, offer));
  return `Now: ${offer.card.name}.`;
}

/** The exercise that was swapped out takes its place again. */
export async function swapBack(
  course: Course,
  visit: Visit,
  station: Station,
  origin: Station,
): Told {
  await course.record([swapped(visit, station, origin)], partsHere(visit, origin));
  return `Now: ${cardOf(visit, origin).name}.`;
}

/** What was left out is done after all. */
export async function resume(course: Course, visit: Visit, station: Station): Told {
  await course.record([resumed(visit, station)]);
  return `In the session again: ${cardOf(visit, station).name}.`;
}

export async function leaveOut(course: Course, visit: Visit, station: Station): Told {
  await course.record([skipped(visit, station)]);
  return `Left out for today: ${cardOf(visit, station).name}.`;
}

export async function finish(course: Course, visit: Visit): Told {
  await course.record([finished(visit)]);
  return "The session is finished.";
}

/** The place was tapped by mistake: the pain goes, and the set of nothing that carried it. */
export async function takePainBack(course: Course, visit: Visit, station: Station): Told {
  const set = ownSets(visit, station).findLast((one) => one.pain !== null);
  if (set === undefined) return "There is nothing to take back.";
  const nothing = (set.reps ?? set.seconds) === 0;
  await course.record([nothing ? setRemoved(visit, set) : setChanged(visit, set, { pain: null })]);
  return "Taken back.";
}
