import { describe, expect, it } from "vitest";

import { effectiveSets, microseconds, performedRecord, performedSet, timeText } from "../../src/training/performed";
import { done, version } from "../examples";

describe("times", () => {
  it("keep microseconds, in any zone", () => {
    const at = microseconds("2026-11-23T17:00:00.000001Z");
    expect(at).toBe(Date.UTC(2026, 10, 23, 17) * 1000 + 1);
    expect(microseconds("2026-11-23T18:00:00.000001+01:00")).toBe(at);
    expect(microseconds("2026-11-23T17:00:00.5Z") - at).toBe(499_999);
    expect(timeText(at)).toBe("2026-11-23T17:00:00.000001Z");
    expect(microseconds(timeText(at))).toBe(at);
  });

  it("need a zone", () => {
    expect(() => microseconds("2026-11-23T17:00:00")).toThrow(RangeError);
    expect(() => microseconds("now")).toThrow(RangeError);
  });
});

describe("records", () => {
  it("come back as they were", () => {
    const set = done({ load: { kind: "dumbbell", grams: 12_500, band: null } });
    expect(performedRecord(set).load).toEqual({ kind: "dumbbell", kilograms: "12.5" });
    expect(performedSet(performedRecord(set))).toEqual(set);
  });

  it("are read as the server writes decimals", () => {
    const record = { ...performedRecord(done()), load: { kind: "barbell", kilograms: "1E+2" } } as const;
    expect(performedSet(record).load.grams).toBe(100_000);
    const thin = { ...record, load: { kind: "plate", kilograms: "1.250" } } as const;
    expect(performedSet(thin).load.grams).toBe(1250);
  });
});

describe("effective sets", () => {
  const first = done();
  const second = done({ reps: 9 });

  it("are those of the newest version, whatever the order of arrival", () => {
    const versions = [
      version(first, {}, 0),
      version({ ...first, reps: 11 }, {}, 1),
      version(second, {}, 0),
      version({ ...second, reps: 1 }, { removed: true }, 2),
      version({ ...second, reps: 12 }, {}, 1),
    ];
    for (let turn = 0; turn < versions.length; turn += 1) {
      const turned = [...versions.slice(turn), ...versions.slice(0, turn)];
      expect(effectiveSets(turned).map((set) => set.reps)).toEqual([11]);
      expect(effectiveSets(turned.reverse()).map((set) => set.reps)).toEqual([11]);
    }
  });

  it("are told apart by the id where two versions have one time", () => {
    const low = version(first, { id: "00000000-0000-4000-9000-00000000000a" });
    const high = version({ ...first, reps: 3 }, { id: "00000000-0000-4000-9000-00000000000B" });
    expect(effectiveSets([low, high])[0]?.reps).toBe(3);
    expect(effectiveSets([high, low])[0]?.reps).toBe(3);
  });

  it("come back once a removed set is put in again", () => {
    const gone = version(first, { removed: true }, 1);
    expect(effectiveSets([version(first), gone])).toEqual([]);
    expect(effectiveSets([version(first), gone, version(first, {}, 2)])).toEqual([first]);
  });

  it("take the time that the server kept of one version", () => {
    const ahead = version({ ...first, reps: 12 }, {}, 900);
    const kept = { ...ahead, recorded_at: timeText(first.at + 5) };
    const later = version({ ...first, reps: 7 }, {}, 6);
    expect(effectiveSets([ahead, kept, later])[0]?.reps).toBe(7);
  });

  it("are in the order of doing", () => {
    const versions = [version(second), version(first)];
    expect(effectiveSets(versions).map((set) => set.id)).toEqual([first.id, second.id]);
  });
});
