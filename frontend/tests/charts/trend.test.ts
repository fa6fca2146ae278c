/** The axis of days: what is given to uPlot. How it looks in a browser, tests/browser/test_charts.py asks. */
import { describe, expect, it, vi } from "vitest";
import type uPlot from "uplot";
import type { Colours } from "../../src/charts/colours";
import { secondsOf } from "../../src/charts/data";
import { drawTrend } from "../../src/charts/trend";

const DAY = 86_400;

vi.mock("uplot", () => ({
  default: class {
    static tzDate = (date: Date): Date => date;
    constructor(readonly options: uPlot.Options) {}
  },
}));

function options(days: readonly string[], label = ""): uPlot.Options {
  const values = days.map(() => 80);
  const series = [{ label, values, low: null, high: null, dots: values }];
  const element = { clientWidth: 358 } as HTMLElement;
  const drawn = drawTrend(element, { days, unit: "kg", series }, {} as Colours);
  return (drawn as unknown as { options: uPlot.Options }).options;
}

describe("the days of a trend", () => {
  it.each([[["2026-11-24"]], [["2026-11-24", "2026-11-26"]], [["2024-01-01", "2026-11-24"]]])(
    "reach from the first to the last: %s",
    (days) => {
      const { x } = options(days).scales ?? {};
      const [low, high] = x?.range as [number, number];
      const [first, last] = [secondsOf(days[0] ?? ""), secondsOf(days.at(-1) ?? "")];
      expect(low).toBeLessThan(first);
      expect(low).toBeGreaterThan(first - DAY); // so that no date stands before the first
      expect(high).toBeGreaterThan(last);
      expect(high).toBeLessThan(last + DAY);
    },
  );

  it("are whole days apart", () => {
    const incrs = options(["2026-11-24"]).axes?.[0]?.incrs as number[];
    expect(incrs[0]).toBe(DAY);
    expect(incrs.every((one) => one % DAY === 0)).toBe(true);
  });

  it("have room for the last date", () => {
    expect(options(["2026-11-24"]).padding?.[1]).toBeGreaterThanOrEqual(32);
    expect(options(["2026-11-24"], "left").padding?.[1]).toBeGreaterThanOrEqual(32);
  });
});
