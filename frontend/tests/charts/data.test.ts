import { describe, expect, it } from "vitest";
import { dayText, readData, secondsOf } from "../../src/charts/data";

describe("days of a chart", () => {
  it("are days, wherever the browser is", () => {
    expect(dayText(secondsOf("2026-11-01"))).toBe("1 Nov");
    expect(dayText(secondsOf("2026-12-31"))).toBe("31 Dec");
  });

  it("are months where days would be too fine", () => {
    expect(dayText(secondsOf("2026-11-30"), true)).toBe("Nov 2026");
  });
});

describe("data beside a chart", () => {
  it("is missed with its name", () => {
    const before = globalThis.document;
    globalThis.document = { getElementById: () => null } as unknown as Document;
    expect(() => readData("weeks-data")).toThrow("weeks-data");
    globalThis.document = before;
  });
});
