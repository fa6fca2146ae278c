import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Course } from "../../src/player/course";
import type { Packet, SetVersion } from "../../src/training/packet";
import { freshBrowser } from "../sync/browser";
import { FakeServer } from "../sync/server";
import { ANN, packet, setEvent } from "../examples";

/** A minute that ends in no fraction sorts after one that does, as text. */
const EARLIER = "2026-11-23T17:00:00Z";
const LATER = "2026-11-23T17:00:00.500000Z";

let browser: Awaited<ReturnType<typeof freshBrowser>>;
let server: FakeServer;
let course: Course;

/** A channel that nobody listens to. */
class NoOtherTab {
  postMessage(): void {}
  close(): void {}
}

beforeEach(async () => {
  browser = await freshBrowser();
  server = new FakeServer();
  vi.stubGlobal("BroadcastChannel", NoOtherTab);
  const { Course: Fresh } = await import("../../src/player/course");
  course = new Fresh(ANN);
});

function doneSet(id: string): SetVersion {
  const event = setEvent(id);
  if (event.type !== "set") throw new Error("setEvent makes sets");
  return event.record;
}

/** The packet made at a time, with so many sets of the session. */
function made(made_at: string, ...sets: readonly string[]): Packet {
  return packet({ made_at, sets: sets.map(doneSet) });
}

const shown = () => course.scene.visit?.done.map(({ id }) => id);
const asked = () => server.calls.filter(({ path }) => path === "/api/v1/session").length;

/** All that opening asks for has been asked: the substitutes are the last of it. */
const opened = () =>
  vi.waitFor(() => expect(server.calls.at(-1)?.path).toBe("/api/v1/session/substitutes"));

describe("a page that is opened", () => {
  it("shows the packet that came with it, and asks for no other", async () => {
    await browser.packets.keepPacket(made(EARLIER), []);
    await course.open(made(LATER, "a"));
    expect(shown()).toEqual(["set-of-a"]);
    await opened();
    expect(asked()).toBe(0);
    expect((await browser.packets.keptPacket(ANN))?.made_at).toBe(LATER);
  });

  it("keeps the sets that were done since, when a browser shows it as it once was", async () => {
    await browser.packets.keepPacket(made(LATER, "a"), []);
    server.trouble.push("down");
    await course.open(made(EARLIER));
    expect(shown()).toEqual(["set-of-a"]);
    await vi.waitFor(() => expect(course.scene.sync.condition).toBe("offline"));
    expect(shown()).toEqual(["set-of-a"]);
  });

  it.each([EARLIER, LATER])("asks what is new, when it is no newer than what is here", async (at) => {
    await browser.packets.keepPacket(made(LATER, "a"), []);
    server.packet = made("2026-11-23T17:05:00Z", "a", "b");
    await course.open(made(at));
    await vi.waitFor(() => expect(shown()).toEqual(["set-of-a", "set-of-b"]));
    expect(asked()).toBe(1);
  });

  it("takes the server's word, when its clock was set back", async () => {
    await browser.packets.keepPacket(made(LATER, "a"), []);
    server.packet = made(EARLIER, "a", "b");
    await course.open(made(EARLIER));
    await vi.waitFor(() => expect(shown()).toEqual(["set-of-a", "set-of-b"]));
  });
});
