/** What the sync needs of a browser, in Node: a database, cookies, a page that is seen. */
import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { vi } from "vitest";

/** The browser's locks: one task at a time, in the order of asking. */
class Locks {
  private last: Promise<unknown> = Promise.resolve();

  request<T>(_name: string, task: () => Promise<T>): Promise<T> {
    const next = this.last.then(task, task);
    this.last = next;
    return next;
  }
}

/** A browser with nothing in it, and the modules of the sync loaded anew into it. */
export async function freshBrowser() {
  vi.resetModules();
  vi.stubGlobal("indexedDB", new IDBFactory());
  vi.stubGlobal(
    "document",
    Object.assign(new EventTarget(), { cookie: "csrftoken=token", visibilityState: "visible" }),
  );
  vi.stubGlobal("navigator", { locks: new Locks() });
  vi.stubGlobal("addEventListener", () => undefined);
  vi.stubGlobal("removeEventListener", () => undefined);
  return {
    log: await import("../../src/sync/log"),
    packets: await import("../../src/sync/packets"),
    sender: await import("../../src/sync/sender"),
    refresh: await import("../../src/sync/refresh"),
  };
}

/** Another tab of the same browser: its own modules, the same database. */
export async function anotherTab() {
  vi.resetModules();
  return {
    log: await import("../../src/sync/log"),
    sender: await import("../../src/sync/sender"),
  };
}
