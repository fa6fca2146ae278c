import { describe, expect, it } from "vitest";

import type { Substitute, Substitutes } from "../../src/training/packet";
import { offered, stationOfSwap } from "../../src/training/substitutes";
import { ANN, card, packet, SESSION, station } from "../examples";

const NAMES = ["glute_bridge", "step_up", "back_squat", "frog_pump"];
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  glute_bridge: ["barbell"],
  step_up: ["step"],
  back_squat: ["barbell"],
  frog_pump: [],
};
const entry = (name: string): Substitute => ({
  station: name,
  item: `{"exercise":"${name}"}`,
  reasons: [{ code: "swap_same", text: `For ${name}.`, link: null, source: null }],
  broken: [],
});
const found: Substitutes = {
  schema: "ilium.substitutes/1",
  person: ANN,
  session: SESSION,
  made_at: "2026-11-23T17:00:00Z",
  lists: [
    {
      variant: "hip_thrust",
      busy: ["step_up", "frog_pump"].map(entry),
      pain: {
        low_back: NAMES.map(entry),
        knee: [entry("glute_bridge")],
        front_of_hip: [],
        side_of_hip: [],
      },
    },
  ],
  stations: Object.fromEntries(
    NAMES.map((name) => [name, station({ variant: name, needs: NEEDS[name] ?? [], item: "" })]),
  ),
  cards: Object.fromEntries(NAMES.map((name) => [name, card(name)])),
  figures: {},
  ladders: {},
};
const session = packet();

const names = (now: Parameters<typeof offered>[2], wish: Parameters<typeof offered>[4]) =>
  offered(session, found, now, 0, wish).map((one) => one.station.variant);

describe("substitutes", () => {
  it("are complete stations, with the reasons of the swap", () => {
    const [first] = offered(session, found, session.stations, 0, { kind: "busy" });
    expect(first?.station.item).toBe('{"exercise":"step_up"}');
    expect(first?.station.reasons.map((reason) => reason.text)).toEqual(["For step_up."]);
    expect(first?.card.name).toBe("step_up");
  });

  it("are those for the place that hurts", () => {
    expect(names(session.stations, { kind: "pain", limit: "knee" })).toEqual(["glute_bridge"]);
    expect(names(session.stations, { kind: "pain", limit: "side_of_hip" })).toEqual([]);
  });

  it("are none that the session has already", () => {
    const now = [station({ variant: "step_up", needs: ["step"] })];
    expect(names(now, { kind: "pain", limit: "low_back" })).not.toContain("step_up");
  });

  it("need nothing that a swapped-in item lacks", () => {
    const squat = [station({ variant: "back_squat", needs: ["step"] })];
    expect(names(squat, { kind: "busy" })).toEqual(["frog_pump"]);
  });

  it("of another session are none", () => {
    const other = { ...found, session: "another" };
    expect(offered(session, other, session.stations, 0, { kind: "busy" })).toEqual([]);
  });

  it("are found again by the item of a swap", () => {
    const payload = { old: "hip_thrust", new: '{"exercise":"glute_bridge"}' };
    const swap = { id: "c", session: SESSION, kind: "swap", payload, at: "2026-11-23T17:00:00Z" } as const;
    expect(stationOfSwap(found, swap)?.variant).toBe("glute_bridge");
    expect(stationOfSwap(found, { ...swap, payload: { ...payload, new: "{}" } })).toBeNull();
  });
});
