import { expect, test } from "vitest";
import { valueText } from "../../src/plan/sliders";

test("a slider says its value with its unit", () => {
  expect(valueText("45", "min")).toBe("45 min");
});

test("a slider without a unit says its value alone", () => {
  expect(valueText("3", undefined)).toBe("3");
});
