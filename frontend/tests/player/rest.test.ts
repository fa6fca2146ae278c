import { describe, expect, it } from "vitest";
import { clockText, restAt, secondsLeft } from "../../src/player/rest";

const FROM = Date.parse("2026-03-02T17:00:00Z");
const UNTIL = FROM + 150_000;
const at = (seconds: number) => restAt(FROM, UNTIL, "set", null, FROM + seconds * 1000);

describe("the rest", () => {
  it("is counted to its deadline, however long the page slept", () => {
    expect(at(0)).toEqual({ ends: UNTIL, total: 150 });
    expect(at(149.9)).toEqual({ ends: UNTIL, total: 150 });
    expect(at(150)).toBeNull();
    expect(at(8 * 3600)).toBeNull();
  });

  it("can be lengthened and skipped, for this rest only", () => {
    const longer = { after: "set", extraSeconds: 30, skipped: false };
    expect(restAt(FROM, UNTIL, "set", longer, FROM)).toEqual({ ends: UNTIL + 30_000, total: 180 });
    expect(restAt(FROM, UNTIL, "set", { ...longer, skipped: true }, FROM)).toBeNull();
    expect(restAt(FROM, UNTIL, "another", { ...longer, skipped: true }, FROM)).toEqual({
      ends: UNTIL,
      total: 150,
    });
  });

  it("is never longer than it is, even if the clock went back an hour", () => {
    expect(restAt(FROM, UNTIL, "set", null, FROM - 3_600_000)).toEqual({
      ends: FROM - 3_600_000 + 150_000,
      total: 150,
    });
  });

  it("shows a second until it is over", () => {
    expect([150_000, 149_999, 1, 0, -5].map((left) => secondsLeft(FROM + left, FROM))).toEqual([
      150, 150, 1, 0, 0,
    ]);
    expect([150, 60, 9].map(clockText)).toEqual(["2:30", "1:00", "0:09"]);
  });
});
