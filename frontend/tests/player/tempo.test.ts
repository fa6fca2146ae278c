import { describe, expect, it } from "vitest";
import { beatAt, phasesOf } from "../../src/player/tempo";

describe("the tempo", () => {
  it("has the phases that take time", () => {
    expect(phasesOf("2-1-3").map(({ word, seconds }) => `${word} ${seconds}`)).toEqual([
      "lift 2",
      "hold 1",
      "lower 3",
    ]);
    expect(phasesOf("2-0-2").map(({ word }) => word)).toEqual(["lift", "lower"]);
  });

  it("is where the clock is, so it does not fall behind", () => {
    const phases = phasesOf("2-1-2");
    const told = [0, 1.99, 2, 3, 4.9, 5, 52.5].map((second) => beatAt(phases, second));
    expect(told.map((beat) => beat && `${beat.rep} ${beat.word} ${beat.second}`)).toEqual([
      "1 lift 1",
      "1 lift 2",
      "1 hold 1",
      "1 lower 1",
      "1 lower 2",
      "2 lift 1",
      "11 hold 1",
    ]);
  });

  it("has not begun during the lead-in, and never for a hold without phases", () => {
    expect(beatAt(phasesOf("2-1-2"), -0.5)).toBeNull();
    expect(beatAt(phasesOf("0-0-0"), 3)).toBeNull();
  });
});
