/** Small packets and events, just enough for what is tested. */
import type { SyncEvent } from "../../src/sync/events";
import type { Packet, PerformedRecord, SetTarget, Station } from "../../src/training/packet";

export const ANN = "11111111-1111-4111-8111-111111111111";
export const BOB = "22222222-2222-4222-8222-222222222222";
export const SESSION = "33333333-3333-5333-8333-333333333333";

export function performed(id: string, changes: Partial<PerformedRecord> = {}): PerformedRecord {
  return {
    id,
    variant: "hip_thrust",
    side: "both",
    load: { kind: "barbell", kilograms: "60" },
    reps: 10,
    seconds: null,
    rir: 2,
    felt: null,
    pain: null,
    at: "2026-03-02T17:00:00.000Z",
    role: "heavy",
    kind: "working",
    deload: false,
    session: SESSION,
    target_reps: [8, 10],
    target_rir: [1, 2],
    note: "",
    ...changes,
  };
}

export function setEvent(
  id: string,
  recorded_at = "2026-03-02T17:00:00.000Z",
  changes: Partial<PerformedRecord> = {},
): SyncEvent {
  const record = { id, recorded_at, removed: false, performed: performed(`set-of-${id}`, changes) };
  return { type: "set", id, record };
}

export function target(changes: Partial<SetTarget> = {}): SetTarget {
  return {
    kind: "working",
    side: "both",
    load: { kind: "barbell", grams: 60_000, band: null },
    reps: [8, 10],
    seconds: null,
    rir: [1, 2],
    ...changes,
  };
}

export function station(changes: Partial<Station> = {}): Station {
  return {
    role: "heavy",
    variant: "hip_thrust",
    sides: "both",
    needs: ["barbell", "bench"],
    tempo: "2-1-2",
    rest_s: 150,
    minutes: 12,
    line: "3 × 8-10 at 60 kg",
    sets: [target(), target(), target()],
    reasons: [],
    last: null,
    estimates: {},
    aim: { low: 8, high: 10, rir: [1, 2], felt: [1, 2], lanes: ["both"], timed: false },
    ladder: "barbell",
    calibrating: false,
    light: false,
    after_pain: "",
    suggest: null,
    item: "{}",
    ...changes,
  };
}

const SENTENCE_CODES = [
  "as_planned",
  "item_done",
  "pain_stop",
  "keep_lifted",
  "set_lighter",
  "set_heavier",
];

export function packet(changes: Partial<Packet> = {}): Packet {
  const rungs = [20, 40, 57.5, 60, 62.5, 65].map((kilograms) => ({
    grams: kilograms * 1000,
    band: null,
    text: `${kilograms} kg`,
    named: null,
    plates: "",
  }));
  return {
    schema: "ilium.packet/1",
    person: ANN,
    made_at: "2026-03-02T16:50:00.000Z",
    zone: "Europe/Berlin",
    unit: "kg",
    session: {
      id: SESSION,
      programme: "44444444-4444-4444-8444-444444444444",
      week: 1,
      weeks: 6,
      day: 1,
      weekday: "mon",
      deload: false,
      minutes: 45,
      on: "2026-03-02",
      when: "Planned for today.",
      due: true,
      started_at: null,
      finished_at: null,
    },
    stations: [station()],
    cards: {},
    figures: {},
    ladders: { barbell: { kind: "barbell", rungs } },
    sets: [],
    changes: [],
    replaced: [],
    skipped: [],
    places: [],
    felt: [],
    sentences: Object.fromEntries(SENTENCE_CODES.map((code) => [code, code])),
    words: {
      reserve: "",
      pain_where: "",
      pain_noted: "",
      pain_left_out: "",
      nothing_stands_in: "",
      felt_where: "",
      felt_elsewhere: "",
      next_time_offline: "",
    },
    ...changes,
  };
}
