import { describe, expect, it } from "vitest";

import { atText, kilogramsText, loadOf, loadRecord, loadText, parseWeight, weightText } from "../../src/training/loads";

const barbell = (grams: number) => ({ kind: "barbell", grams, band: null }) as const;

describe("weights", () => {
  it("are read in kilograms as they are and in pounds to a tenth", () => {
    expect(kilogramsText(62_500)).toBe("62.5");
    expect(kilogramsText(0)).toBe("0");
    expect(kilogramsText(5)).toBe("0.005");
    expect(weightText(20_412, "lb")).toBe("45 lb");
    expect(weightText(62_500, "lb")).toBe("137.8 lb");
  });

  it("are understood as they are typed", () => {
    expect(parseWeight("62.5", "kg")).toBe(62_500);
    expect(parseWeight(" 62,5 kg ", "lb")).toBe(62_500);
    expect(parseWeight("45 lb", "kg")).toBe(20_412);
    expect(parseWeight("45LBS", "kg")).toBe(20_412);
    expect(parseWeight("1000", "kg")).toBe(1_000_000);
  });

  it.each(["", "kg", "-5", "1000.0001", "1e3", "12 stone", ".", "2204.63lb"])(
    "are not made of %j",
    (text) => {
      expect(parseWeight(text, "kg")).toBeNull();
    },
  );
});

describe("loads", () => {
  it("are named by their kind", () => {
    expect(loadText({ kind: "band", grams: null, band: "light" }, "kg")).toBe("light band");
    expect(loadText({ kind: "bodyweight", grams: 5000, band: null }, "kg")).toBe("bodyweight + 5 kg");
    expect(loadText({ kind: "bodyweight", grams: 0, band: null }, "kg")).toBe("bodyweight");
    expect(loadText({ kind: "none", grams: null, band: null }, "lb")).toBe("no load");
    expect(atText({ kind: "dumbbell", grams: 12_000, band: null }, "kg")).toBe("with 12 kg (dumbbell)");
    expect(atText(barbell(60_000), "kg")).toBe("at 60 kg");
  });

  it("go to the server and back without a rounding", () => {
    for (let grams = 0; grams <= 1_000_000; grams += 997) {
      expect(loadOf(loadRecord(barbell(grams)))).toEqual(barbell(grams));
    }
    const band = { kind: "band", grams: null, band: "heavy" } as const;
    expect(loadOf(loadRecord(band))).toEqual(band);
  });
});
