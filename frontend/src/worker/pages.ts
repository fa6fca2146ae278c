import { lastPerson, nowSignedIn } from "../sync/packets";
import { shellPage } from "./shell";

const PREFIX = "pages-";
const PERSON_HEADER = "X-Ilium-Person";
const PATIENCE_MS = 3000;

const SESSION = "/session";
const SESSION_SHELL = "/session/shell";
const OFFLINE = "/offline";

/** Forget the pages of whoever was signed in, except one person's. */
export async function forgetPages(except = ""): Promise<void> {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(PREFIX) && name !== PREFIX + except);
  await Promise.all(others.map((name) => caches.delete(name)));
}

/** A page: from the network, or what stands in for it. */
export async function answerPage(event: FetchEvent, url: URL): Promise<Response> {
  const fetched = fetch(event.request);
  const kept = fetched.then((response) => keep(url, response)).catch(() => undefined);
  event.waitUntil(kept);
  return url.pathname === SESSION ? await session(fetched) : await page(fetched, url);
}

/** The session opens even when the server is down, slow, or asks to sign in again. */
async function session(fetched: Promise<Response>): Promise<Response> {
  const response = await within(fetched, PATIENCE_MS);
  if (response?.ok) return response;
  return (await shellPage(SESSION_SHELL)) ?? fetched;
}

async function page(fetched: Promise<Response>, url: URL): Promise<Response> {
  const quick = await within(fetched, PATIENCE_MS);
  if (quick !== undefined && quick.status < 500) return quick;
  const seen = await seenBefore(url);
  if (seen !== undefined) return seen;
  try {
    return await fetched;
  } catch {
    return (await shellPage(OFFLINE)) ?? Response.error();
  }
}

/** The response if it comes in time; undefined when it is late or cannot come. */
async function within(fetched: Promise<Response>, patience: number): Promise<Response | undefined> {
  const late = new Promise<undefined>((resolve) => setTimeout(resolve, patience));
  return Promise.race([fetched.catch(() => undefined), late]);
}

/** Only the last person's pages are ever here. */
async function seenBefore(url: URL): Promise<Response | undefined> {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX)) continue;
    const found = await (await caches.open(name)).match(url.pathname + url.search);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function keep(url: URL, response: Response): Promise<void> {
  const person = response.headers.get(PERSON_HEADER);
  // A page for no one: nobody is signed in any more, whichever way that came about.
  if (person === null) return response.ok ? forgetPages() : undefined;
  const copy = isPage(response) && url.pathname !== SESSION ? response.clone() : null; // before it is read
  await forgetPages(person);
  if (copy !== null)
    await (await caches.open(PREFIX + person)).put(url.pathname + url.search, copy);
  await forgetSessions(person);
}

/** Forget the sessions of others, which would open without a network. What waits stays theirs. */
async function forgetSessions(person: string): Promise<void> {
  const last = await lastPerson();
  if (last !== null && last !== person) await nowSignedIn(person);
}

const isPage = (response: Response): boolean =>
  response.ok &&
  !response.redirected &&
  (response.headers.get("Content-Type") ?? "").startsWith("text/html");
