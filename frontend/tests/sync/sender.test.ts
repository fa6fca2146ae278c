import { beforeEach, describe, expect, it } from "vitest";
import { anotherTab, freshBrowser } from "./browser";
import { ANN, BOB, setEvent } from "../examples";
import { FakeServer, problem } from "./server";

type Browser = Awaited<ReturnType<typeof freshBrowser>>;

let browser: Browser;
let server: FakeServer;

beforeEach(async () => {
  browser = await freshBrowser();
  server = new FakeServer();
});

const ids = (count: number): string[] =>
  Array.from({ length: count }, (_, place) => `e${String(place).padStart(3, "0")}`);

describe("sending", () => {
  it("sends in the order of doing and keeps nothing waiting", async () => {
    for (const id of ["c", "a", "b"]) await browser.log.append(ANN, [setEvent(id)]);
    expect(await browser.sender.sendAll(ANN)).toBe("sent");
    expect(server.kept.map(({ id }) => id)).toEqual(["c", "a", "b"]);
    expect(await browser.log.waiting(ANN, 10)).toEqual([]);
  });

  it("says who the events belong to, and sends no one else's", async () => {
    await browser.log.append(ANN, [setEvent("of-ann")]);
    await browser.log.append(BOB, [setEvent("of-bob")]);
    await browser.sender.sendAll(BOB);
    expect(server.kept.map(({ id }) => id)).toEqual(["of-bob"]);
    expect(server.calls.map(({ person }) => person)).toEqual([BOB]);
    expect((await browser.log.waiting(ANN, 10)).map(({ id }) => id)).toEqual(["of-ann"]);
  });

  it("sends a long queue in parts, each once and in order", async () => {
    await browser.log.append(
      ANN,
      ids(250).map((id) => setEvent(id)),
    );
    expect(await browser.sender.sendAll(ANN)).toBe("sent");
    expect(server.calls.map((call) => call.ids.length)).toEqual([100, 100, 50]);
    expect(server.kept.map(({ id }) => id)).toEqual(ids(250));
  });

  it.each([
    ["down" as const, "unreachable"],
    [problem(503), "busy"],
    [problem(401), "sign-in"],
    [problem(409), "other-person"],
    [
      new Response("<html>Welcome to our hotel</html>", {
        headers: { "Content-Type": "text/html" },
      }),
      "unreachable",
    ],
  ])("keeps everything when the answer is %#", async (trouble, outcome) => {
    await browser.log.append(ANN, [setEvent("a"), setEvent("b")]);
    server.trouble.push(trouble);
    expect(await browser.sender.sendAll(ANN)).toBe(outcome);
    expect((await browser.log.waiting(ANN, 10)).map(({ id }) => id)).toEqual(["a", "b"]);
    expect(await browser.sender.sendAll(ANN)).toBe("sent");
    expect(server.kept.map(({ id }) => id)).toEqual(["a", "b"]);
  });

  it("sends again what was kept when the answer was lost, and it is kept once", async () => {
    await browser.log.append(ANN, [setEvent("a")]);
    await browser.sender.sendAll(ANN);
    const second = await freshBrowser();
    await second.log.append(ANN, [setEvent("a")]);
    expect(await second.sender.sendAll(ANN)).toBe("sent");
    expect(server.kept).toHaveLength(1);
  });

  it("keeps a refused event with its sentence, and goes on with the others", async () => {
    server.refused.set("b", "The catalogue has no such exercise.");
    await browser.log.append(ANN, [setEvent("a"), setEvent("b"), setEvent("c")]);
    expect(await browser.sender.sendAll(ANN)).toBe("sent");
    const refused = (await browser.log.rowsOf(ANN)).filter((row) => row.status === "refused");
    expect(refused.map((row) => [row.id, row.problem])).toEqual([
      ["b", "The catalogue has no such exercise."],
    ]);
    expect(server.kept.map(({ id }) => id)).toEqual(["a", "c"]);
  });

  it("finds the one event that makes a server refuse the whole", async () => {
    await browser.log.append(ANN, [setEvent("a"), setEvent("b"), setEvent("c")]);
    server.poison.add("b");
    expect(await browser.sender.sendAll(ANN)).toBe("sent");
    const rows = await browser.log.rowsOf(ANN);
    expect(rows.map((row) => [row.id, row.status, row.problem])).toEqual([
      ["a", "kept", null],
      ["b", "refused", "This cannot be read."],
      ["c", "kept", null],
    ]);
  });

  it("renews the token of requests once when it is refused", async () => {
    await browser.log.append(ANN, [setEvent("a")]);
    server.trouble.push(problem(403, "The CSRF token is missing or old."), problem(404));
    expect(await browser.sender.sendAll(ANN)).toBe("sent");
    expect(server.calls.map(({ path }) => path)).toEqual([
      "/api/v1/events",
      "/api/v1/session",
      "/api/v1/events",
    ]);
  });

  it("asks to sign in when the renewed token is refused too, and keeps everything", async () => {
    await browser.log.append(ANN, [setEvent("a")]);
    server.trouble.push(problem(403), problem(404), problem(403));
    expect(await browser.sender.sendAll(ANN)).toBe("sign-in");
    expect(await browser.log.waiting(ANN, 10)).toHaveLength(1);
  });

  it("believes a refusal of another kind after the token was renewed", async () => {
    await browser.log.append(ANN, [setEvent("a")]);
    server.trouble.push(problem(403), problem(404), problem(422, "This cannot be read."));
    expect(await browser.sender.sendAll(ANN)).toBe("sent");
    expect((await browser.log.rowsOf(ANN)).map(({ problem: said }) => said)).toEqual([
      "This cannot be read.",
    ]);
  });

  it("is not fooled by an answer about other events", async () => {
    await browser.log.append(ANN, [setEvent("a")]);
    const answer = JSON.stringify({ results: [{ id: "someone-else's", status: "kept" }] });
    server.trouble.push(new Response(answer, { headers: { "Content-Type": "application/json" } }));
    expect(await browser.sender.sendAll(ANN)).toBe("busy");
    expect(await browser.log.waiting(ANN, 10)).toHaveLength(1);
  });
});

describe("two tabs", () => {
  it("see one log, and what both append is sent once", async () => {
    const other = await anotherTab();
    await browser.log.append(ANN, [setEvent("here")]);
    await other.log.append(ANN, [setEvent("there")]);
    await Promise.all([browser.sender.sendAll(ANN), other.sender.sendAll(ANN)]);
    expect(server.calls.flatMap((call) => call.ids)).toEqual(["here", "there"]);
    expect(await browser.log.waiting(ANN, 10)).toEqual([]);
  });
});

describe("the wait after failures", () => {
  it("doubles from two seconds up to five minutes", () => {
    const middle = (): number => 0.5;
    const waits = [1, 2, 3, 4, 20, 2000].map((failures) =>
      browser.sender.waitAfter(failures, middle),
    );
    expect(waits).toEqual([2000, 4000, 8000, 16_000, 300_000, 300_000]);
  });

  it("is spread, so that a thousand phones do not come back at once", () => {
    expect(browser.sender.waitAfter(1, () => 0)).toBe(1500);
    expect(browser.sender.waitAfter(1, () => 1)).toBe(2500);
  });
});
