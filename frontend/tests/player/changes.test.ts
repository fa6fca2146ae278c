import { describe, expect, it } from "vitest";
import { latestOf, originsOf } from "../../src/player/changes";
import { resumed, setDone, swapped } from "../../src/player/record";
import { canResume, originOf, visitOf, withSets } from "../../src/player/visit";
import type { LogRow, StationParts } from "../../src/sync/database";
import type { SyncEvent } from "../../src/sync/events";
import type { Card, SessionChange, Station } from "../../src/training/packet";
import { performedSet } from "../../src/training/performed";
import { ANN, packet, performed, SESSION, station, target } from "../examples";

const THRUST = station({ item: item("hip_thrust") });
const BRIDGE = station({ variant: "glute_bridge", item: item("glute_bridge") });
const CARD: Card = {
  exercise: "glute_bridge",
  name: "Glute bridge",
  figure: "glute_bridge",
  summary: "",
  laterality: "bilateral",
  measure: "reps",
  setup: [],
  execution: [],
  modifiers: [],
  cautions: [],
  faults: [],
};
const SENT = packet({ stations: [THRUST] });

/** The part of an item that tells its variant. */
function item(variant: string): string {
  const [exercise, ...modifiers] = variant.split("+");
  return JSON.stringify({ exercise, modifiers });
}

function change(
  kind: SessionChange["kind"],
  payload: SessionChange["payload"],
  at = "2025-03-03T17:10:00.000000Z",
): SessionChange {
  return { id: `${kind}-${at}`, session: SESSION, kind, payload, at };
}

function swap(old: string, put: string, at?: string): SessionChange {
  return change("swap", { old, new: item(put) }, at);
}

function parts(of: Station): StationParts {
  return { station: of, card: CARD, figure: null, ladder: null };
}

function row(event: SyncEvent, seq: number, own: StationParts | null = null): LogRow {
  const status = "waiting" as const;
  return { seq, id: event.id, person: ANN, session: SESSION, event, status, problem: null, parts: own };
}

describe("a swap", () => {
  const begun = visitOf(SENT, []);
  const set = setDone(begun, THRUST, target(), {
    count: 10,
    load: { kind: "barbell", grams: 60_000, band: null },
    rir: 2,
  });
  const there = row(swapped(begun, THRUST, BRIDGE), 1, parts(BRIDGE));
  const after = visitOf(SENT, [row(set, 0), there]);

  it("keeps what was done of the exercise before it in sight", () => {
    expect(after.stations.map((one) => one.variant)).toEqual(["glute_bridge"]);
    expect(withSets(after).map((one) => one.variant)).toEqual(["hip_thrust"]);
  });

  it("can be taken back, with the sets that were done", () => {
    const [bridge] = after.stations;
    if (bridge === undefined) throw new Error("the bridge is there");
    const origin = originOf(after, bridge);
    expect(origin?.variant).toBe("hip_thrust");
    const back = row(swapped(after, bridge, THRUST), 2, parts(THRUST));
    const again = visitOf(SENT, [row(set, 0), there, back]);
    expect(again.stations.map((one) => one.variant)).toEqual(["hip_thrust"]);
    expect(again.step?.number).toBe(2);
    expect(again.latest).toBeNull();
    expect(again.stations.map((one) => originOf(again, one))).toEqual([null]);
  });

  it("is not taken back to what hurt", () => {
    const hurt = performed("a", { pain: "knee" });
    const sent = packet({
      stations: [BRIDGE],
      replaced: [THRUST],
      changes: [swap("hip_thrust", "glute_bridge")],
      sets: [{ id: "v", recorded_at: hurt.at, removed: false, performed: hurt }],
    });
    expect(originOf(visitOf(sent, []), BRIDGE)).toBeNull();
  });
});

describe("what is left out", () => {
  it("comes back when it is resumed", () => {
    const skip = change("skip", { variant: "hip_thrust" });
    const out = visitOf(packet({ stations: [THRUST], skipped: ["hip_thrust"], changes: [skip] }), []);
    expect(out.step).toBeNull();
    expect(canResume(out, THRUST)).toBe(true);
    const again = visitOf(out.packet, [row(resumed(out, THRUST), 0)]);
    expect(again.step?.target).toEqual(THRUST.sets[0]);
    expect(again.latest).toBeNull();
  });
});

describe("the latest change", () => {
  const skip = change("skip", { variant: "hip_thrust" }, "2025-03-03T17:20:00.000000Z");
  const early = [performedSet(performed("a", { at: "2025-03-03T17:05:00.000000Z" }))];
  const late = [performedSet(performed("a", { at: "2025-03-03T17:25:00.000000Z" }))];

  it("is said until the next set is done", () => {
    expect(latestOf([skip], early)).toEqual({ kind: "skip", variant: "hip_thrust" });
    expect(latestOf([skip], late)).toBeNull();
  });

  it("names what a swap put in place", () => {
    const changes = [swap("hip_thrust", "glute_bridge")];
    expect(latestOf(changes, [])).toEqual({ kind: "swap", variant: "glute_bridge" });
    expect([...originsOf([...changes, swap("glute_bridge", "step_up+low_step")])]).toEqual([
      ["glute_bridge", "hip_thrust"],
      ["step_up+low_step", "glute_bridge"],
    ]);
  });
});
