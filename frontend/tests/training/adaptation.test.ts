import { describe, expect, it } from "vitest";

import { nextSet } from "../../src/training/adaptation";
import { BANDS, BARBELL, done, oneSided, station, target } from "../examples";

const grams = (found: ReturnType<typeof nextSet>) => found.target?.load?.grams;

describe("the next set", () => {
  it("is the planned one while sets are on target", () => {
    expect(nextSet(station(), [], BARBELL).target).toEqual(target());
    expect(nextSet(station(), [done()], BARBELL).reason.code).toBe("as_planned");
    expect(nextSet(station(), [done(), done(), done()], BARBELL)).toMatchObject({
      target: null,
      reason: { code: "item_done" },
    });
  });

  it("is lighter after a set below the range", () => {
    const found = nextSet(station(), [done({ reps: 5, rir: 0 })], BARBELL);
    expect(found.reason).toEqual({
      code: "set_lighter",
      inputs: { load: "52.5 kg", done: "5 reps with 0 in reserve" },
    });
    expect(grams(found)).toBe(52_500);
  });

  it("is heavier far above the range, and sooner while the load is being found", () => {
    const strong = done({ reps: 12, rir: 6 });
    expect(nextSet(station(), [strong], BARBELL).reason.code).toBe("set_heavier");
    expect(nextSet(station({ light: true }), [strong], BARBELL).reason.code).toBe("as_planned");
    const fair = done({ reps: 12, rir: 5 });
    expect(nextSet(station(), [fair], BARBELL).reason.code).toBe("as_planned");
    expect(nextSet(station({ calibrating: true }), [fair], BARBELL).reason.code).toBe("set_heavier");
  });

  it("follows the load that was lifted", () => {
    const found = nextSet(station(), [done({ load: { kind: "barbell", grams: 56_000, band: null } })], BARBELL);
    expect([grams(found), found.reason.code]).toEqual([55_000, "keep_lifted"]);
  });

  it("is none once it hurts", () => {
    const found = nextSet(station(), [done({ pain: "knee" })], BARBELL);
    expect(found).toMatchObject({ target: null, reason: { code: "pain_stop" } });
  });

  it("has the other side's load within a round", () => {
    const left = done({ variant: "reverse_lunge", side: "left", load: { kind: "barbell", grams: 52_500, band: null } });
    const found = nextSet(oneSided(), [left], BARBELL);
    expect(found.target?.side).toBe("right");
    expect([grams(found), found.reason.code]).toEqual([52_500, "same_as_other_side"]);
  });

  it("is the lightest of what the sides ask for in the next round", () => {
    const left = done({ variant: "reverse_lunge", side: "left" });
    const right = done({ variant: "reverse_lunge", side: "right", reps: 6, rir: 0 });
    const found = nextSet(oneSided(), [left, right], BARBELL);
    expect(found.target?.side).toBe("left");
    expect(found.reason.code).toBe("set_lighter");
  });

  it("keeps what was found where nothing could be prescribed", () => {
    const item = station({ aim: null, ladder: null, sets: [target({ load: null }), target({ load: null })] });
    const found = nextSet(item, [done({ load: { kind: "dumbbell", grams: 9000, band: null } })], null);
    expect([grams(found), found.reason.code]).toEqual([9000, "as_lifted"]);
  });

  it("is a band down after a set below the range", () => {
    const load = { kind: "band", grams: null, band: "medium" } as const;
    const item = station({ ladder: "band", sets: [target({ load }), target({ load })] });
    const found = nextSet(item, [done({ load, reps: 5, rir: 0 })], BANDS);
    expect(found.target?.load?.band).toBe("light");
    expect(found.reason.inputs["load"]).toBe("the light band");
  });

  it("leaves the ramp out once a working set is done", () => {
    const ramp = target({ kind: "ramp", reps: [6, 6], rir: null });
    const item = station({ sets: [ramp, ramp, target(), target()] });
    expect(nextSet(item, [done({ kind: "ramp" })], BARBELL).target?.kind).toBe("ramp");
    expect(nextSet(item, [done()], BARBELL).target?.kind).toBe("working");
  });
});
