import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Sync } from "../../src/sync/sync";
import { freshBrowser } from "./browser";
import { ANN, packet, setEvent } from "../examples";
import { FakeServer, problem } from "./server";

let browser: Awaited<ReturnType<typeof freshBrowser>>;
let server: FakeServer;
let sync: Sync;
let outcomes: string[];
let listeners: Map<string, () => void>;

beforeEach(async () => {
  browser = await freshBrowser();
  server = new FakeServer();
  server.packet = packet();
  listeners = new Map();
  vi.stubGlobal("addEventListener", (name: string, listener: () => void) =>
    listeners.set(name, listener),
  );
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date"] });
  outcomes = [];
  const { Sync: Fresh } = await import("../../src/sync/sync");
  sync = new Fresh(ANN, {
    onChange: () => undefined,
    onOutcome: (outcome) => outcomes.push(outcome),
    onPacket: (absent) => outcomes.push(absent),
  });
});

afterEach(() => {
  sync.stop();
  vi.useRealTimers();
});

const nothing = { packet: false, substitutes: false };
const ended = (count: number) => vi.waitFor(() => expect(outcomes).toHaveLength(count));

declare function setImmediate(callback: (value: unknown) => void): void; // Node's

/** Long enough for the database and a request: neither waits for the timers that are faked. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

describe("sync", () => {
  it("tries again by itself after a growing pause, until the network is back", async () => {
    await browser.log.append(ANN, [setEvent("a")]);
    server.trouble.push("down", "down");
    sync.start(nothing);
    await ended(1);
    await vi.advanceTimersByTimeAsync(2_600);
    await ended(2);
    expect(outcomes).toEqual(["unreachable", "unreachable"]);
    await vi.advanceTimersByTimeAsync(5_100);
    await ended(3);
    expect(outcomes[2]).toBe("sent");
    expect(server.kept.map(({ id }) => id)).toEqual(["a"]);
  });

  it("tries at once when the network comes back", async () => {
    await browser.log.append(ANN, [setEvent("a")]);
    server.trouble.push("down");
    sync.start(nothing);
    await ended(1);
    listeners.get("online")?.();
    await ended(2);
    expect(server.kept).toHaveLength(1);
  });

  it("does not hammer a server that asks to sign in", async () => {
    await browser.log.append(ANN, [setEvent("a")]);
    server.trouble.push(problem(401));
    sync.start(nothing);
    await ended(1);
    const calls = server.calls.length;
    await vi.advanceTimersByTimeAsync(200_000);
    await settled();
    expect(server.calls).toHaveLength(calls);
    listeners.get("pageshow")?.();
    await ended(2);
    expect(outcomes).toEqual(["sign-in", "sent"]);
  });

  it("takes in what is appended after the last part was sent", async () => {
    await browser.log.append(ANN, [setEvent("a")]);
    server.meanwhile = async () => {
      server.meanwhile = async () => undefined;
      await browser.log.append(ANN, [setEvent("b")]);
      sync.appended({ plan: false });
    };
    sync.start({ packet: true, substitutes: false });
    await ended(1);
    expect(server.kept.map(({ id }) => id)).toEqual(["a", "b"]);
  });

  it("fetches the packet after a change of the plan, and lets go of what it holds", async () => {
    await browser.log.append(ANN, [setEvent("a")]);
    sync.start(nothing);
    sync.appended({ plan: true });
    await vi.waitFor(async () => expect(await browser.log.rowsOf(ANN)).toEqual([]));
    expect(await browser.packets.keptPacket(ANN)).toMatchObject({ person: ANN });
  });

  it("says that there is no session", async () => {
    server.packet = null;
    sync.start({ packet: true, substitutes: false });
    await ended(2);
    expect(outcomes).toEqual(["none", "sent"]);
  });
});
