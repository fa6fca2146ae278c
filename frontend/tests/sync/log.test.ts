import { beforeEach, describe, expect, it } from "vitest";
import { after } from "../../src/sync/time";
import { visitOf } from "../../src/player/visit";
import { freshBrowser } from "./browser";
import { ANN, BOB, packet, SESSION, setEvent } from "../examples";
import { FakeServer } from "./server";

let browser: Awaited<ReturnType<typeof freshBrowser>>;

beforeEach(async () => {
  browser = await freshBrowser();
});

describe("the log", () => {
  it("takes events all or none", async () => {
    await browser.log.append(ANN, [setEvent("a")]);
    await expect(browser.log.append(ANN, [setEvent("b"), setEvent("a")])).rejects.toThrow();
    expect((await browser.log.rowsOf(ANN)).map(({ id }) => id)).toEqual(["a"]);
  });

  it("keeps an event until a packet that was asked for later has come", async () => {
    const server = new FakeServer();
    server.packet = packet();
    await browser.log.append(ANN, [setEvent("a")]);
    await browser.sender.sendAll(ANN);
    await browser.log.append(ANN, [setEvent("b")]);
    expect(await browser.refresh.refreshPacket(ANN)).toBe("sent");
    expect((await browser.log.rowsOf(ANN)).map(({ id, status }) => [id, status])).toEqual([
      ["b", "waiting"],
    ]);
  });

  it("is untouched by a packet that is someone else's or of a newer Ilium", async () => {
    const server = new FakeServer();
    await browser.packets.keepPacket(packet(), []);
    server.packet = packet({ person: BOB });
    expect(await browser.refresh.refreshPacket(ANN)).toBe("other-person");
    server.packet = { ...packet(), schema: "ilium.packet/2" } as never;
    expect(await browser.refresh.refreshPacket(ANN)).toBe("newer");
    expect((await browser.packets.keptPacket(ANN))?.person).toBe(ANN);
  });
});

describe("a device that two people use", () => {
  it("shows nothing of the one to the other, and keeps what waits", async () => {
    await browser.packets.keepPacket(packet(), []);
    await browser.log.append(ANN, [setEvent("a")]);
    await browser.packets.nowSignedIn(BOB);
    expect(await browser.packets.keptPacket(ANN)).toBeNull();
    expect(await browser.packets.lastPerson()).toBe(BOB);
    expect((await browser.log.waiting(ANN, 10)).map(({ id }) => id)).toEqual(["a"]);
    expect(await browser.log.rowsOf(BOB)).toEqual([]);
  });

  it("shows nothing after signing out, and keeps what waits", async () => {
    await browser.packets.keepPacket(packet(), []);
    await browser.log.append(ANN, [setEvent("a")]);
    await browser.packets.nowSignedOut();
    expect(await browser.packets.keptPacket(ANN)).toBeNull();
    expect(await browser.packets.lastPerson()).toBeNull();
    expect(await browser.log.waiting(ANN, 10)).toHaveLength(1);
  });

  it("has nothing of whose diary was deleted, and all of everyone else's", async () => {
    await browser.packets.keepPacket(packet({ person: BOB }), []);
    await browser.packets.keepPacket(packet(), []);
    await browser.log.append(ANN, [setEvent("a"), setEvent("b")]);
    await browser.log.append(BOB, [setEvent("c")]);
    await browser.packets.forgetPerson(ANN);
    expect(await browser.packets.keptPacket(ANN)).toBeNull();
    expect(await browser.packets.lastPerson()).toBeNull();
    expect(await browser.log.rowsOf(ANN)).toEqual([]);
    expect((await browser.log.rowsOf(BOB)).map(({ id }) => id)).toEqual(["c"]);
    expect((await browser.packets.keptPacket(BOB))?.person).toBe(BOB);
    await browser.packets.forgetPerson(ANN);
    await browser.packets.nowSignedIn(BOB);
    await browser.packets.forgetPerson(ANN);
    expect(await browser.packets.lastPerson()).toBe(BOB);
  });
});

describe("what waits", () => {
  it("is known by whose it is", async () => {
    new FakeServer();
    await browser.log.append(ANN, [setEvent("a"), setEvent("b")]);
    await browser.log.append(BOB, [setEvent("c")]);
    expect([...(await browser.log.peopleWaiting())].sort()).toEqual([ANN, BOB]);
    await browser.sender.sendAll(BOB);
    expect([...(await browser.log.peopleWaiting())]).toEqual([ANN]);
  });
});

describe("times", () => {
  const early = Date.parse("2026-03-02T16:00:00.000Z");

  it("go on when the clock goes back", () => {
    expect(after(["2026-03-02T17:00:00.000Z"], early)).toBe("2026-03-02T17:00:00.001Z");
  });

  it("are the clock's otherwise", () => {
    expect(after(["2026-03-02T15:00:00.000Z"], early)).toBe("2026-03-02T16:00:00.000Z");
    expect(after([], early)).toBe("2026-03-02T16:00:00.000Z");
  });
});

describe("the visit", () => {
  const version = (id: string, recorded_at: string, reps: number) => {
    const event = setEvent(id, recorded_at, { id: "one-set", reps });
    return event.type === "set" ? event : never();
  };
  const never = (): never => {
    throw new Error("setEvent makes sets");
  };

  it("is what the server has and what is here, the newest of each set", async () => {
    await browser.log.append(ANN, [
      version("here", "2026-03-02T17:05:00.000Z", 9),
      setEvent("new"),
    ]);
    const sent = packet({ sets: [version("there", "2026-03-02T17:01:00.000Z", 10).record] });
    const visit = visitOf(sent, await browser.log.rowsOf(ANN));
    expect(visit.done.map(({ id, reps }) => [id, reps]).sort()).toEqual([
      ["one-set", 9],
      ["set-of-new", 10],
    ]);
  });

  it("takes the server's correction over an older one here", async () => {
    await browser.log.append(ANN, [version("here", "2026-03-02T17:01:00.000Z", 9)]);
    const sent = packet({ sets: [version("there", "2026-03-02T17:05:00.000Z", 10).record] });
    expect(visitOf(sent, await browser.log.rowsOf(ANN)).done.map(({ reps }) => reps)).toEqual([10]);
  });

  it("goes on from what was refused, and leaves out what belongs to another session", async () => {
    const other = setEvent("other", undefined, { session: "55555555-5555-4555-8555-555555555555" });
    await browser.log.append(ANN, [setEvent("refused"), other, setEvent("kept")]);
    await browser.log.settle([{ id: "refused", status: "refused", problem: "No." }]);
    const visit = visitOf(packet(), await browser.log.rowsOf(ANN));
    expect(visit.done.map(({ id }) => id)).toEqual(["set-of-kept", "set-of-refused"]);
  });

  it("begins and ends with this device's events before the server knows", async () => {
    const id = "66666666-6666-4666-8666-666666666666";
    const record = {
      ...packet().session,
      id: SESSION,
      started_at: "2026-03-02T17:00:00.000Z",
      finished_at: null,
      zone: "Europe/Berlin",
    };
    await browser.log.append(ANN, [{ type: "session_started", id, record }]);
    await browser.log.append(ANN, [
      { type: "session_finished", id: "f", session: SESSION, at: "2026-03-02T18:00:00.000Z" },
    ]);
    const visit = visitOf(packet(), await browser.log.rowsOf(ANN));
    expect([visit.startedAt, visit.finishedAt]).toEqual([
      "2026-03-02T17:00:00.000Z",
      "2026-03-02T18:00:00.000Z",
    ]);
  });
});
