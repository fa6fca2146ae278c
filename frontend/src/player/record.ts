/** What a person does, as events for the log. */
import type { StationParts } from "../sync/database";
import type { SyncEvent } from "../sync/events";
import { newId } from "../sync/ids";
import { after } from "../sync/time";
import { loadRecord } from "../training/loads";
import type {
  Load,
  Packet,
  Pain,
  PerformedRecord,
  SessionChange,
  SetTarget,
  Station,
  Substitutes,
} from "../training/packet";
import { type PerformedSet, performedRecord } from "../training/performed";
import type { Offer } from "../training/substitutes";
import { cardOf, loadsOf, type Visit } from "./visit";

/** What was done in one set, as the person says it. */
export interface Entry {
  /** Reps, or seconds for a timed set. */
  readonly count: number;
  readonly load: Load;
  /** Reps in reserve; null if not said. */
  readonly rir: number | null;
}

export const NO_LOAD: Load = { kind: "none", grams: null, band: null };

/** The session begins. */
export function started(packet: Packet): SyncEvent {
  const { id, programme, week, day } = packet.session;
  return {
    type: "session_started",
    id: newId(),
    record: {
      id,
      programme,
      week,
      day,
      started_at: after([]),
      finished_at: null,
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone || packet.zone,
    },
  };
}

/** The session ends. */
export function finished(visit: Visit): SyncEvent {
  const earlier = [visit.startedAt ?? "", ...visit.done.map((set) => performedRecord(set).at)];
  const at = after(earlier.filter((time) => time !== ""));
  return { type: "session_finished", id: newId(), session: visit.packet.session.id, at };
}

/**
 * A set was done.
 *
 * @param endedAt when its last rep was done, milliseconds since 1970.
 */
export function setDone(
  visit: Visit,
  station: Station,
  target: SetTarget,
  entry: Entry,
  endedAt: number = Date.now(),
  pain: Pain | null = null,
): SyncEvent {
  const timed = target.seconds !== null;
  const at = after(
    visit.done.map((set) => performedRecord(set).at),
    endedAt,
  );
  return version(visit, {
    id: newId(),
    variant: station.variant,
    side: target.side,
    load: loadRecord(entry.load),
    reps: timed ? null : entry.count,
    seconds: timed ? entry.count : null,
    rir: entry.rir,
    felt: null,
    pain,
    at,
    role: station.role,
    kind: target.kind,
    deload: visit.packet.session.deload || station.light,
    session: visit.packet.session.id,
    target_reps: target.reps,
    target_rir: target.rir,
    note: "",
  });
}

/** A set is changed: another version of it, later than the one before. */
export function setChanged(
  visit: Visit,
  set: PerformedSet,
  changes: Partial<PerformedRecord>,
): SyncEvent {
  return version(visit, { ...performedRecord(set), ...changes });
}

/** A set is taken out. */
export function setRemoved(visit: Visit, set: PerformedSet): SyncEvent {
  return version(visit, performedRecord(set), true);
}

function version(visit: Visit, performed: PerformedRecord, removed = false): SyncEvent {
  const known = visit.versions.get(performed.id);
  const recorded_at = after(known === undefined ? [] : [known.recorded_at]);
  const id = newId();
  return { type: "set", id, record: { id, recorded_at, removed, performed } };
}

/** The rest of a station is left out today. */
export function skipped(visit: Visit, station: Station): SyncEvent {
  return changed(visit, "skip", { variant: station.variant });
}

/** A station that was left out is done after all. */
export function resumed(visit: Visit, station: Station): SyncEvent {
  return changed(visit, "resume", { variant: station.variant });
}

/** Another exercise takes a station's place today. */
export function swapped(visit: Visit, station: Station, other: Station): SyncEvent {
  return changed(visit, "swap", { old: station.variant, new: other.item });
}

/** All that is needed to show and do a station of this visit. */
export function partsHere(visit: Visit, station: Station): StationParts {
  const card = cardOf(visit, station);
  return {
    station,
    card,
    figure: visit.figures[card.figure] ?? null,
    ladder: loadsOf(visit, station),
  };
}

/** All that is needed to show and do a substitute. */
export function partsOf(found: Substitutes, { station, card }: Offer): StationParts {
  const figure = found.figures[card.figure] ?? null;
  const ladder = station.ladder === null ? null : (found.ladders[station.ladder] ?? null);
  return { station, card, figure, ladder };
}

function changed(
  visit: Visit,
  kind: SessionChange["kind"],
  payload: Readonly<Record<string, string>>,
): SyncEvent {
  const id = newId();
  const session = visit.packet.session.id;
  return { type: "session_changed", id, record: { id, session, kind, payload, at: after([]) } };
}
