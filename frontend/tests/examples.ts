/** Small stations, sets, events and packets for tests. */

import type { SyncEvent } from "../src/sync/events";
import type {
  Card,
  Ladder,
  Packet,
  PerformedRecord,
  SetTarget,
  SetVersion,
  Side,
  Station,
} from "../src/training/packet";
import { type PerformedSet, performedRecord, timeText } from "../src/training/performed";

export const ANN = "11111111-1111-4111-8111-111111111111";
export const BOB = "22222222-2222-4222-8222-222222222222";
export const SESSION = "33333333-3333-5333-8333-333333333333";

/** A Monday evening, in microseconds. */
export const BEGAN = Date.UTC(2026, 10, 23, 17) * 1000;
export const MINUTE = 60_000_000;

/** 20 to 100 kg in steps of 2.5 kg. */
export const BARBELL: Ladder = {
  kind: "barbell",
  rungs: Array.from({ length: 33 }, (_, place) => ({
    grams: 20_000 + 2500 * place,
    band: null,
    text: `${20 + 2.5 * place} kg`,
    named: null,
    plates: "",
  })),
};

export const BANDS: Ladder = {
  kind: "band",
  rungs: ["light", "medium", "heavy"].map((band) => ({
    grams: null,
    band,
    text: `${band} band`,
    named: `the ${band} band`,
    plates: null,
  })),
};

export const SENTENCES = {
  as_planned: "Go on as planned.",
  item_done: "All sets of this exercise are done.",
  pain_stop: "Stop this exercise for today: it hurts.",
  same_as_other_side: "Take {load}: the other side had it too.",
  as_lifted: "Stay with the load that you found.",
  keep_lifted: "Stay with {load}: it is what you lifted, and it fits.",
  set_lighter: "Go down to {load}: you did {done}.",
  set_heavier: "Go up to {load}: you did {done}.",
  set_lightest: "Stay with {load}: it is the lightest you have.",
  set_fewer_reps: "Stay with {load} and do fewer reps: you did {done}.",
};

export const RULES = { ladders: { barbell: BARBELL, band: BANDS }, sentences: SENTENCES };

export function target(change: Partial<SetTarget> = {}): SetTarget {
  return {
    kind: "working",
    side: "both",
    load: { kind: "barbell", grams: 60_000, band: null },
    reps: [8, 12],
    seconds: null,
    rir: [1, 2],
    ...change,
  };
}

/** Three sets of 8-12 with 60 kg. */
export function station(change: Partial<Station> = {}): Station {
  return {
    role: "heavy",
    variant: "hip_thrust",
    sides: "both",
    needs: ["barbell", "bench"],
    tempo: "1-1-2",
    rest_s: 180,
    minutes: 14,
    line: "",
    sets: [target(), target(), target()],
    reasons: [],
    last: null,
    estimates: {},
    aim: { low: 8, high: 12, rir: [1, 3], felt: [1, 2], lanes: ["both"], timed: false },
    ladder: "barbell",
    calibrating: false,
    light: false,
    after_pain: "",
    suggest: null,
    item: "{}",
    ...change,
  };
}

/** Two sets a side, with 60 kg. */
export function oneSided(change: Partial<Station> = {}): Station {
  const sides: readonly Side[] = ["left", "right", "left", "right"];
  const aim = station().aim;
  return station({
    variant: "reverse_lunge",
    sides: "each",
    sets: sides.map((side) => target({ side })),
    aim: aim && { ...aim, lanes: ["left", "right"] },
    ...change,
  });
}

let made = 0;

/** A set of 10 with 60 kg and 2 in reserve, three minutes after the one made before. */
export function done(change: Partial<PerformedSet> = {}): PerformedSet {
  made += 1;
  return {
    id: `00000000-0000-4000-8000-${String(made).padStart(12, "0")}`,
    variant: "hip_thrust",
    side: "both",
    load: { kind: "barbell", grams: 60_000, band: null },
    reps: 10,
    seconds: null,
    rir: 2,
    felt: null,
    pain: null,
    at: BEGAN + made * 3 * MINUTE,
    role: "heavy",
    kind: "working",
    deload: false,
    session: null,
    target_reps: [8, 12],
    target_rir: [1, 2],
    note: "",
    ...change,
  };
}

/** A version of a set, recorded so many microseconds after it was done. */
export function version(performed: PerformedSet, change: Partial<SetVersion> = {}, after = 0): SetVersion {
  made += 1;
  return {
    id: `00000000-0000-4000-9000-${String(made).padStart(12, "0")}`,
    recorded_at: timeText(performed.at + after),
    removed: false,
    performed: performedRecord(performed),
    ...change,
  };
}

/** The set of `done` as it is written down, in the session of `packet`. */
export function performed(id: string, change: Partial<PerformedRecord> = {}): PerformedRecord {
  const at = "2026-03-02T17:00:00.000Z";
  return { ...performedRecord(done({ id, session: SESSION })), at, ...change };
}

export function setEvent(
  id: string,
  recorded_at = "2026-03-02T17:00:00.000Z",
  change: Partial<PerformedRecord> = {},
): SyncEvent {
  const record = { id, recorded_at, removed: false, performed: performed(`set-of-${id}`, change) };
  return { type: "set", id, record };
}

export function card(exercise: string): Card {
  return {
    name: exercise,
    exercise,
    figure: exercise,
    summary: "",
    laterality: "bilateral",
    measure: "reps",
    setup: [],
    execution: [],
    faults: [],
    modifiers: [],
    cautions: [],
  };
}

/** A session of one station, or of those that are given. */
export function packet(change: Partial<Packet> = {}): Packet {
  const { stations = [station()] } = change;
  return {
    schema: "ilium.packet/1",
    person: ANN,
    made_at: "2026-11-23T17:00:00Z",
    zone: "UTC",
    unit: "kg",
    session: {
      id: SESSION,
      programme: "44444444-4444-4444-8444-444444444444",
      week: 1,
      weeks: 6,
      day: 1,
      weekday: "mon",
      deload: false,
      minutes: 60,
      on: "2026-11-23",
      when: "Planned for today.",
      due: true,
      started_at: null,
      finished_at: null,
    },
    stations,
    cards: Object.fromEntries(stations.map((one) => [one.variant, card(one.variant)])),
    figures: {},
    ...RULES,
    sets: [],
    changes: [],
    replaced: [],
    skipped: [],
    places: [],
    felt: [],
    words: {
      reserve: "",
      pain_where: "",
      pain_noted: "",
      pain_elsewhere: "",
      nothing_stands_in: "",
      felt_where: "",
      felt_elsewhere: "",
      next_time_offline: "",
    },
    ...change,
  };
}
