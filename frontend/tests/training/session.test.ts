import { describe, expect, it } from "vitest";

import type { SessionChange } from "../../src/training/packet";
import type { PerformedSet } from "../../src/training/performed";
import { changed, exchanged, nextStep, progress } from "../../src/training/session";
import { BEGAN, done, oneSided, packet, RULES, station, target } from "../examples";

const SECOND = 1_000_000;
const items = [oneSided({ role: "activation", rest_s: 30 }), station()];

function change(kind: SessionChange["kind"], payload: SessionChange["payload"], id: string = kind) {
  return { id, session: "s", kind, payload, at: "2026-11-23T17:00:00Z" };
}

describe("a session", () => {
  it("asks for every planned set once and in order", () => {
    const sets: PerformedSet[] = [];
    const seen: [number, string, number, number][] = [];
    for (;;) {
      const step = nextStep(RULES, items, sets, []);
      if (step === null) break;
      const { variant, role } = items[step.station] ?? station();
      seen.push([step.station, step.target.side, step.number, step.total]);
      sets.push(done({ variant, role, side: step.target.side }));
    }
    expect(seen).toEqual([
      [0, "left", 1, 2],
      [0, "right", 1, 2],
      [0, "left", 2, 2],
      [0, "right", 2, 2],
      [1, "both", 1, 3],
      [1, "both", 2, 3],
      [1, "both", 3, 3],
    ]);
  });

  it("leaves out what is skipped", () => {
    expect(nextStep(RULES, items, [], ["reverse_lunge"])?.station).toBe(1);
    expect(nextStep(RULES, items, [], ["reverse_lunge", "hip_thrust"])).toBeNull();
  });

  it("says why in a sentence", () => {
    const sets = [done({ reps: 5, rir: 0 })];
    expect(nextStep(RULES, [station()], sets, [])?.text).toBe(
      "Go down to 52.5 kg: you did 5 reps with 0 in reserve.",
    );
  });
});

describe("the rest", () => {
  const rest = (sets: readonly PerformedSet[]) => {
    const until = nextStep(RULES, items, sets, [])?.restUntil;
    return until == null ? null : (until * 1000 - Math.max(...sets.map((set) => set.at))) / SECOND;
  };
  const drill = (side: "left" | "right") =>
    done({ variant: "reverse_lunge", role: "activation", side });

  it("is none before the first set", () => {
    expect(rest([])).toBeNull();
  });

  it("is the change of sides within a round, then the item's own", () => {
    const left = drill("left");
    expect(rest([left])).toBe(10);
    const right = drill("right");
    expect(rest([left, right])).toBe(30);
  });

  it("is that of the item done last", () => {
    const drills = (["left", "right", "left", "right"] as const).map(drill);
    expect(rest(drills)).toBe(30);
    expect(rest([...drills, done()])).toBe(180);
  });

  it("is short after a ramp set", () => {
    const ramp = target({ kind: "ramp", rir: null });
    const item = station({ sets: [ramp, target()] });
    const set = done({ kind: "ramp", at: BEGAN });
    expect(nextStep(RULES, [item], [set], [])?.restUntil).toBe((BEGAN + 60 * SECOND) / 1000);
  });
});

describe("changes", () => {
  const swap = change("swap", { old: "hip_thrust", new: "{}" });
  const bridge = station({ variant: "glute_bridge", role: "isolation" });

  it("put another station in the same block", () => {
    expect(exchanged(items, "hip_thrust", bridge).map((item) => [item.variant, item.role])).toEqual([
      ["reverse_lunge", "activation"],
      ["glute_bridge", "heavy"],
    ]);
  });

  it("of this device come on top of those in the packet, once", () => {
    const skip = change("skip", { variant: "glute_bridge" });
    const local = [
      { change: swap, station: bridge },
      { change: skip, station: null },
    ];
    const now = changed(packet({ stations: items }), local);
    expect(now.stations[1]?.variant).toBe("glute_bridge");
    expect([...now.skipped]).toEqual(["glute_bridge"]);
    const known = changed(packet({ stations: [station(), station()], changes: [swap] }), local.slice(0, 1));
    expect(known.stations[1]?.variant).toBe("hip_thrust");
  });
});

describe("progress", () => {
  it("tells what is done, left out, on and ahead", () => {
    const all = [...items, station({ variant: "step_up" }), station({ variant: "glute_bridge" })];
    const sets = [done({ variant: "reverse_lunge", role: "activation", pain: "knee" }), done()];
    const step = nextStep(RULES, all, sets, ["step_up"]);
    expect(
      progress(all, sets, new Set(["step_up"]), step).map(({ state, done: n, total }) => [state, n, total]),
    ).toEqual([
      ["left out", 1, 4],
      ["current", 1, 3],
      ["left out", 0, 3],
      ["ahead", 0, 3],
    ]);
  });
});
