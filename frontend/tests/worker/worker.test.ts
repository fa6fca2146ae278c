/** The service worker's answers, with caches in memory and a network that can be cut. */
import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { append, rowsOf } from "../../src/sync/log";
import { keepPacket, keptPacket, lastPerson } from "../../src/sync/packets";
import type { Packet } from "../../src/training/packet";
import { answerPage, forgetPages } from "../../src/worker/pages";
import { cachedFirst, dropOldShells, installShell } from "../../src/worker/shell";

const SITE = "https://ilium.example";
const ANN = "ann";
const BOB = "bob";

const address = (key: Request | string): string =>
  new URL(typeof key === "string" ? key : key.url, SITE).href;

class MemoryCache {
  readonly entries = new Map<string, Response>();

  async match(key: Request | string) {
    return this.entries.get(address(key))?.clone();
  }

  async put(key: Request | string, response: Response) {
    this.entries.set(address(key), response);
  }

  async addAll(keys: readonly (Request | string)[]) {
    for (const key of keys) await this.put(key, await network(new Request(address(key))));
  }

  async keys() {
    return [...this.entries.keys()].map((url) => new Request(url));
  }

  async delete(key: Request) {
    return this.entries.delete(key.url);
  }
}

class MemoryCaches {
  readonly all = new Map<string, MemoryCache>();

  async open(name: string) {
    const found = this.all.get(name) ?? new MemoryCache();
    this.all.set(name, found);
    return found;
  }

  async keys() {
    return [...this.all.keys()];
  }

  async delete(name: string) {
    return this.all.delete(name);
  }
}

let stored: MemoryCaches;
let network: (request: Request) => Promise<Response>;
let asked: string[];

const down = (): Promise<Response> => Promise.reject(new TypeError("Failed to fetch"));

function html(text: string, person: string | null = null, status = 200): Response {
  const headers: Record<string, string> = { "Content-Type": "text/html; charset=utf-8" };
  if (person !== null) headers["X-Ilium-Person"] = person;
  return new Response(text, { status, headers });
}

/** Open a page as the browser does, and wait until the worker is done with it. */
async function open(path: string): Promise<string> {
  const waits: Promise<unknown>[] = [];
  const event = {
    request: new Request(SITE + path),
    waitUntil: (wait: Promise<unknown>) => waits.push(wait),
  };
  const answer = await answerPage(event as unknown as FetchEvent, new URL(path, SITE));
  const text = await answer.text();
  await Promise.all(waits);
  return text;
}

beforeEach(async () => {
  stored = new MemoryCaches();
  asked = [];
  network = async ({ url }) => html(`new ${new URL(url).pathname}`);
  // Node knows no addresses relative to a page.
  const Absolute = class extends Request {
    constructor(input: Request | string, init?: RequestInit) {
      super(typeof input === "string" ? address(input) : input, init);
    }
  };
  vi.stubGlobal("Request", Absolute);
  vi.stubGlobal("caches", stored);
  vi.stubGlobal("fetch", (request: Request) => {
    asked.push(new URL(request.url).pathname);
    return network(request);
  });
  vi.stubGlobal("self", {
    iliumShell: { version: "2", pages: ["/session/shell", "/offline"], files: ["/static/a.1.js"] },
  });
  await installShell();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("pages", () => {
  it("come from the network, and without one from before", async () => {
    network = async () => html("today, 9:00", ANN);
    expect(await open("/")).toBe("today, 9:00");
    network = async () => html("today, 9:05", ANN);
    expect(await open("/")).toBe("today, 9:05");
    network = down;
    expect(await open("/")).toBe("today, 9:05");
    expect(await open("/progress")).toBe("new /offline");
  });

  it("come from before when the network is slow, and are renewed when it answers", async () => {
    network = async () => html("old", ANN);
    await open("/");
    vi.useFakeTimers({ toFake: ["setTimeout"] }); // the database in memory needs the others
    let answer: (response: Response) => void = () => undefined;
    network = () => new Promise((resolve) => (answer = resolve));
    const opened = open("/");
    await vi.advanceTimersByTimeAsync(3_000);
    answer(html("new", ANN));
    expect(await opened).toBe("old");
    network = down;
    expect(await open("/")).toBe("new");
  });

  it("of a server in trouble give way to what was seen before", async () => {
    network = async () => html("today", ANN);
    await open("/");
    network = async () => html("bad gateway", null, 502);
    expect(await open("/")).toBe("today");
  });

  it("of one person are gone once another's are seen", async () => {
    network = async () => html("Ann's", ANN);
    await open("/");
    await open("/progress");
    network = async () => html("Bob's", BOB);
    await open("/");
    network = down;
    expect(await open("/")).toBe("Bob's");
    expect(await open("/progress")).toBe("new /offline");
  });

  it("are gone after signing out, and where the sign-in is shown", async () => {
    network = async () => html("Ann's", ANN);
    await open("/");
    await forgetPages();
    network = down;
    expect(await open("/")).toBe("new /offline");
    network = async () => html("Ann's", ANN);
    await open("/");
    network = async () => html("Who are you?");
    await open("/sign-in");
    network = down;
    expect(await open("/")).toBe("new /offline");
  });

  it("are gone once any page comes for no one, as where a session ran out", async () => {
    network = async () => html("Ann's", ANN);
    await open("/");
    network = async () => html("Sign in", null, 500);
    await open("/account/login/");
    network = down;
    expect(await open("/")).toBe("Ann's");
    network = async () => html("Sign in");
    await open("/account/login/"); // where accounts lead, and /sign-in itself is only a redirect
    network = down;
    expect(await open("/")).toBe("new /offline");
  });

  it("of another person take the session with them, but not what waits", async () => {
    await keepPacket({ person: ANN } as Packet, []);
    await append(ANN, [
      { type: "session_finished", id: "e", session: "s", at: "2026-11-23T08:00:00Z" },
    ]);
    network = async () => html("Ann's", ANN);
    await open("/");
    expect(await keptPacket(ANN)).not.toBeNull();
    network = async () => html("Sign in");
    await open("/account/login/");
    expect(await keptPacket(ANN)).not.toBeNull(); // it may be her who signs in again
    network = async () => html("Bob's", BOB);
    await open("/");
    expect(await keptPacket(ANN)).toBeNull();
    expect(await lastPerson()).toBe(BOB);
    expect(await rowsOf(ANN)).toHaveLength(1);
  });

  it("of no one, and answers that are no page, are not kept", async () => {
    network = async () => html("Learn");
    await open("/learn");
    network = async () =>
      new Response("{}", {
        headers: { "Content-Type": "application/json", "X-Ilium-Person": ANN },
      });
    await open("/export");
    network = down;
    expect(await open("/learn")).toBe("new /offline");
    expect(await open("/export")).toBe("new /offline");
  });
});

/** A request that hangs from now on; what is given back lets it come. */
function slowNetwork(): (response: Response) => void {
  let answer: (response: Response) => void = () => undefined;
  network = () => new Promise((resolve) => (answer = resolve));
  return (response) => answer(response);
}

describe("pages that say what was just done", () => {
  const DONE = [
    "/history?said=changed",
    "/history?before=2026-11-23&said=changed",
    "/history?removed=1b4e28ba-2fa1-11d2-883f-0016d3cca427",
    "/plan?changed=swapped&day=1",
    "/plan/take?done=changed",
    "/you?saved",
    "/you/import?taken=1b4e28ba-2fa1-11d2-883f-0016d3cca427",
  ];

  it.each(DONE)("wait for a slow network: %s", async (path) => {
    network = async () => html("10 kg", ANN);
    await open(path);
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    const answer = slowNetwork();
    const opened = open(path);
    await vi.advanceTimersByTimeAsync(60_000);
    answer(html("20 kg", ANN));
    expect(await opened).toBe("20 kg");
  });

  it.each(DONE)("are not there without a network: %s", async (path) => {
    network = async () => html("10 kg", ANN);
    await open(path);
    network = down;
    expect(await open(path)).toBe("new /offline");
  });

  it("show the trouble of a server in trouble", async () => {
    network = async () => html("10 kg", ANN);
    await open("/history?said=changed");
    network = async () => html("bad gateway", null, 502);
    expect(await open("/history?said=changed")).toBe("bad gateway");
  });

  it("leave the page without those words as it was kept", async () => {
    network = async () => html("history", ANN);
    await open("/history?before=1");
    network = async () => html("Changed.", ANN);
    await open("/history?before=1&said=changed");
    network = down;
    expect(await open("/history?before=1")).toBe("history");
  });
});

describe("a page from before", () => {
  const NINE = "2026-11-23T09:00:00.000Z";
  const PAGE = '<!doctype html>\n<html lang="en"><p>4 of 14 sets</p></html>';
  const marked = (lack: string): string =>
    `<!doctype html>\n<html data-kept="${NINE}" data-lack="${lack}" lang="en"><p>4 of 14 sets</p></html>`;

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date", "setTimeout"], now: Date.parse(NINE) });
    network = async () => html(PAGE, ANN);
    expect(await open("/")).toBe(PAGE);
    vi.setSystemTime(Date.parse("2026-11-23T21:00:00Z"));
  });

  it("says since when, and that there is no network", async () => {
    network = down;
    expect(await open("/")).toBe(marked("none"));
  });

  it("says that the server is in trouble", async () => {
    network = async () => html("bad gateway", null, 502);
    expect(await open("/")).toBe(marked("trouble"));
  });

  it("says that the network is slow", async () => {
    const answer = slowNetwork();
    const opened = open("/");
    await vi.advanceTimersByTimeAsync(3_000);
    answer(html(PAGE, ANN));
    expect(await opened).toBe(marked("slow"));
  });

  it("keeps its status and headers, of which one is the security policy", async () => {
    network = down;
    const event = { request: new Request(`${SITE}/`), waitUntil: () => undefined };
    const answer = await answerPage(event as unknown as FetchEvent, new URL("/", SITE));
    expect(answer.status).toBe(200);
    expect(answer.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
    expect(answer.headers.get("X-Ilium-Person")).toBe(ANN);
  });

  it("that cannot say when it was kept is not shown", async () => {
    await (await stored.open("pages-ann")).put("/plan", html("kept by an earlier version"));
    network = down;
    expect(await open("/plan")).toBe("new /offline");
  });
});

describe("the session", () => {
  it("always opens, and its page with a person's packet is never kept", async () => {
    network = async () => html("with Ann's packet", ANN);
    expect(await open("/session")).toBe("with Ann's packet");
    for (const trouble of [
      down,
      async () => html("down", null, 503),
      async () => html("", null, 404),
    ]) {
      network = trouble;
      expect(await open("/session")).toBe("new /session/shell");
    }
  });
});

describe("files", () => {
  const file = (name: string) => new Request(`${SITE}/static/${name}`);

  it("are fetched once", async () => {
    await cachedFirst(file("b.1.css"));
    asked = [];
    network = down;
    expect(await (await cachedFirst(file("b.1.css"))).text()).toBe("new /static/b.1.css");
    expect(asked).toEqual([]);
  });

  it("that failed are not kept", async () => {
    network = async () => html("gone", null, 404);
    expect((await cachedFirst(file("c.1.css"))).status).toBe(404);
    network = async () => html("there");
    expect(await (await cachedFirst(file("c.1.css"))).text()).toBe("there");
  });
});

describe("an update", () => {
  it("drops the shell of the version before, and no page of the person", async () => {
    await stored.open("shell-1");
    network = async () => html("today", ANN);
    await open("/");
    await dropOldShells();
    expect(await stored.keys()).toEqual(["files", "shell-2", "pages-ann"]);
    network = down;
    expect(await open("/")).toBe("today");
  });

  it("keeps what the shell needs when old files are many", async () => {
    for (let place = 0; place < 320; place += 1)
      await cachedFirst(new Request(`${SITE}/static/${place}.js`));
    await dropOldShells();
    const kept = (await (await stored.open("files")).keys()).map(
      ({ url }) => new URL(url).pathname,
    );
    expect(kept).toHaveLength(301);
    expect(kept).toContain("/static/a.1.js");
    expect(kept).not.toContain("/static/0.js");
    expect(kept).toContain("/static/319.js");
  });
});
