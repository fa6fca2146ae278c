/** The line above a page that was kept from before. */
import { describe, expect, it } from "vitest";
import { keptText } from "../../src/shell/kept";

describe("a page from before", () => {
  const kept = new Date(2026, 10, 23, 23, 44);

  it("says the time", () => {
    expect(keptText("none", kept, new Date(2026, 10, 23, 23, 59))).toBe(
      "No network. This is how it was at 23:44.",
    );
  });

  it("says the day if it is another one", () => {
    expect(keptText("none", kept, new Date(2026, 10, 24, 0, 1))).toBe(
      "No network. This is how it was on 23 November at 23:44.",
    );
    expect(keptText("none", kept, new Date(2026, 11, 23, 23, 50))).toContain("on 23 November");
  });

  it("says what is wrong", () => {
    const now = new Date(2026, 10, 23, 23, 50);
    expect(keptText("slow", kept, now)).toMatch(/^The network is slow\. This/);
    expect(keptText("trouble", kept, now)).toMatch(/^The server is in trouble\. This/);
    expect(keptText("", kept, now)).toMatch(/^This/);
  });

  it("says the early hours with two digits", () => {
    const early = new Date(2026, 10, 23, 0, 5);
    expect(keptText("none", early, kept)).toContain("at 00:05.");
  });
});
