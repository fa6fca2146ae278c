declare const self: ServiceWorkerGlobalScope & { readonly iliumShell: Shell };

/** Written in front of this script by the server. */
interface Shell {
  /** Hash of everything below. */
  readonly version: string;
  /** Pages without a person: the session's and the one shown offline. */
  readonly pages: readonly string[];
  /** Static files that these pages need. */
  readonly files: readonly string[];
}

const FILES = "files";
const PREFIX = "shell-";
const MOST_FILES = 300;

const current = (): string => PREFIX + self.iliumShell.version;

/** Fetch all that the session needs; fails as a whole, and is then tried again. */
export async function installShell(): Promise<void> {
  const { files, pages } = self.iliumShell;
  const kept = await caches.open(FILES);
  const missing = await Promise.all(
    files.map(async (file) => ((await kept.match(file)) ? [] : [file])),
  );
  await kept.addAll(missing.flat());
  const shell = await caches.open(current());
  await shell.addAll(pages.map((page) => new Request(page, { cache: "reload" })));
}

/** Remove the pages of older versions, and the oldest files beyond a generous number. */
export async function dropOldShells(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== current());
  await Promise.all(old.map((name) => caches.delete(name)));
  const kept = await caches.open(FILES);
  const needed = new Set(self.iliumShell.files);
  const removable = (await kept.keys()).filter(({ url }) => !needed.has(new URL(url).pathname));
  const surplus = removable.slice(0, Math.max(0, removable.length - MOST_FILES));
  await Promise.all(surplus.map((request) => kept.delete(request)));
}

/** A page of the shell. */
export async function shellPage(path: string): Promise<Response | undefined> {
  return (await caches.open(current())).match(path);
}

/** A file that never changes: from the cache, else fetched and kept. */
export async function cachedFirst(request: Request): Promise<Response> {
  const kept = await caches.open(FILES);
  const found = await kept.match(request);
  if (found !== undefined) return found;
  const response = await fetch(request);
  if (response.ok && response.status === 200) await kept.put(request, response.clone());
  return response;
}
