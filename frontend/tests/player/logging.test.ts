import { describe, expect, it } from "vitest";
import {
  asksReserve,
  draftFor,
  entryOf,
  readCount,
  readLoad,
  stepCount,
  stepLoad,
} from "../../src/player/draft";
import { finished, setChanged, setDone, setRemoved } from "../../src/player/record";
import { visitOf } from "../../src/player/visit";
import type { LogRow } from "../../src/sync/database";
import type { SyncEvent } from "../../src/sync/events";
import { performedSet } from "../../src/training/performed";
import { ANN, packet, performed, SESSION, station, target } from "../examples";

const SENT = packet();
const BAR = SENT.ladders["barbell"] ?? null;
const HIP_THRUST = station();

function rows(events: readonly SyncEvent[]): LogRow[] {
  return events.map((event, seq) => ({
    seq,
    id: event.id,
    person: ANN,
    session: SESSION,
    event,
    status: "waiting",
    problem: null,
    parts: null,
  }));
}

function recordOf(event: SyncEvent) {
  if (event.type !== "set") throw new Error("not a set");
  return event.record;
}

describe("two taps", () => {
  it("keep the target: Done fills the sheet in, the reserve completes it", () => {
    const visit = visitOf(SENT, []);
    const draft = draftFor(HIP_THRUST, target(), [], BAR);
    const entry = entryOf(draft, 2);
    if (entry === null) throw new Error("the load is known");
    const { performed: kept } = recordOf(setDone(visit, HIP_THRUST, target(), entry));
    expect(kept).toMatchObject({
      variant: "hip_thrust",
      session: SESSION,
      reps: 12,
      seconds: null,
      rir: 2,
      load: { kind: "barbell", kilograms: "60" },
      target_reps: [8, 12],
      target_rir: [1, 2],
      deload: false,
    });
  });

  it("start from the reps of the set before, or of the last time, within the target", () => {
    const before = [performedSet(performed("a", { reps: 9 }))];
    expect(draftFor(HIP_THRUST, target(), before, BAR).count).toBe(9);
    const both = [
      performedSet(performed("a", { reps: 10 })),
      performedSet(performed("b", { reps: 8 })),
    ];
    expect(draftFor(HIP_THRUST, target(), both, BAR).count).toBe(8);
    const load = { kind: "barbell", grams: 60_000, band: null } as const;
    const set = { side: "both", load, reps: 6, seconds: null, rir: 2, text: "" } as const;
    const last = station({ last: { date: "2026-02-27", sets: [set] } });
    expect(draftFor(last, target(), [], BAR).count).toBe(8);
    expect(draftFor(HIP_THRUST, target(), [], BAR).count).toBe(12);
  });

  it("keep nothing while the load is unknown", () => {
    const draft = draftFor(HIP_THRUST, target({ load: null }), [], null);
    expect(draft.load).toBeNull();
    expect(entryOf(draft, 2)).toBeNull();
  });

  it("start at the lightest load where it has to be found", () => {
    expect(draftFor(HIP_THRUST, target({ load: null }), [], BAR).load?.grams).toBe(20_000);
  });

  it("ask for the reserve of working sets in reps, not of ramp sets, drills and holds", () => {
    expect(asksReserve(HIP_THRUST, target())).toBe(true);
    expect(asksReserve(HIP_THRUST, target({ kind: "ramp" }))).toBe(false);
    expect(asksReserve(station({ role: "activation" }), target())).toBe(false);
    expect(asksReserve(HIP_THRUST, target({ reps: null, seconds: [20, 40] }))).toBe(false);
  });
});

describe("what is typed", () => {
  it("is a whole number of reps or seconds, or nothing that is kept", () => {
    expect(["15", " 8 ", "0", "200"].map((text) => readCount(text, false))).toEqual([15, 8, 0, 200]);
    for (const text of ["", " ", "abc", "-3", "7,5", "7.5", "1e2", "12x", "201", "1000"])
      expect(readCount(text, false), text).toBeNull();
    expect([readCount("3600", true), readCount("3601", true)]).toEqual([3600, null]);
    const load = { kind: "barbell", grams: 60_000, band: null } as const;
    expect(entryOf({ count: readCount("abc", false), load }, 2)).toBeNull();
    expect(entryOf({ count: 0, load }, 2)).toEqual({ count: 0, load, rir: 2 });
  });

  it("is a weight of the kind that was asked for, or nothing that is kept", () => {
    const added = (text: string) => readLoad(text, "bodyweight", "kg");
    expect(added("2,5")).toEqual({ kind: "bodyweight", grams: 2500, band: null });
    expect(added("0")?.grams).toBe(0);
    for (const text of ["", " ", "x", "-2", "2000"]) expect(added(text), text).toBeNull();
    expect(entryOf({ count: 10, load: added("") }, 2)).toBeNull();
    expect(readLoad("45", "plate", "lb")).toEqual({ kind: "plate", grams: 20_412, band: null });
  });
});

describe("the steppers", () => {
  it("go along the loads that exist, and stop at the ends", () => {
    const load = { kind: "barbell", grams: 60_000, band: null } as const;
    if (BAR === null) throw new Error("the packet has a bar");
    expect(stepLoad(BAR, load, 1)?.grams).toBe(62_500);
    expect(stepLoad(BAR, load, -1)?.grams).toBe(57_500);
    expect(stepLoad(BAR, { ...load, grams: 100_000 }, 1)).toBeNull();
    expect(stepLoad(BAR, { ...load, grams: 20_000 }, -1)).toBeNull();
  });

  it("count reps by one and seconds by five, never below nothing", () => {
    expect([
      stepCount(10, 1, false),
      stepCount(0, -1, false),
      stepCount(30, -1, true),
      stepCount(3, -1, true),
    ]).toEqual([11, 0, 25, 0]);
  });
});

describe("versions of a set", () => {
  const future = "2099-01-01T00:00:00.000Z";
  const first: SyncEvent = {
    type: "set",
    id: "v1",
    record: {
      id: "v1",
      recorded_at: future,
      removed: false,
      performed: performed("s", { at: future }),
    },
  };
  const visit = visitOf(SENT, rows([first]));
  const [set] = visit.done;

  it("are later than the one before, though the clock went back", () => {
    if (set === undefined) throw new Error("there is a set");
    const changed = recordOf(setChanged(visit, set, { reps: 7 }));
    expect(Date.parse(changed.recorded_at)).toBeGreaterThan(Date.parse(future));
    expect(changed.performed).toMatchObject({ id: "s", reps: 7 });
  });

  it("count in the order of making: a change, then taking it back", () => {
    if (set === undefined) throw new Error("there is a set");
    const change = setChanged(visit, set, { reps: 7 });
    const after = visitOf(SENT, rows([first, change]));
    expect(after.done.map(({ reps }) => reps)).toEqual([7]);
    const [changed] = after.done;
    if (changed === undefined) throw new Error("there is a set");
    const removed = setRemoved(after, changed);
    expect(visitOf(SENT, rows([first, change, removed])).done).toEqual([]);
    expect(visitOf(SENT, rows([removed, first, change])).done).toEqual([]);
  });

  it("keep the order of sets and the end after them, though the clock went back", () => {
    const entry = {
      count: 10,
      load: { kind: "none", grams: null, band: null },
      rir: null,
    } as const;
    const next = recordOf(setDone(visit, HIP_THRUST, target(), entry));
    expect(Date.parse(next.performed.at)).toBeGreaterThan(Date.parse(future));
    const end = finished(visit);
    expect(end.type === "session_finished" && Date.parse(end.at)).toBeGreaterThan(
      Date.parse(future),
    );
  });
});

describe("what comes next", () => {
  it("follows from the sets of both devices", () => {
    const there = recordOf({
      type: "set",
      id: "t",
      record: {
        id: "t",
        recorded_at: "2026-03-02T17:00:00.000Z",
        removed: false,
        performed: performed("there"),
      },
    });
    const visit = visitOf(packet({ sets: [there] }), []);
    expect(visit.step).toMatchObject({ number: 2, total: 3 });
    expect(visit.step?.restUntil).toBe(Date.parse("2026-03-02T17:03:00.000Z"));
  });
});
