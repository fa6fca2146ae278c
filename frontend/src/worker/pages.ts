import { lastPerson, nowSignedIn } from "../sync/packets";
import { shellPage } from "./shell";

const PREFIX = "pages-";
const PERSON_HEADER = "X-Ilium-Person";
const KEPT_HEADER = "X-Ilium-Kept";
const PATIENCE_MS = 3000;

/**
 * Names in a page's query that say what was just done, as in `/history?said=changed`. Such an
 * address comes again after the next deed, and the page of the one before would contradict it.
 */
const JUST_DONE = ["changed", "done", "removed", "said", "saved", "taken"];

/** Why the network gives no page: there is none, it is slow, or the server is in trouble. */
type Lack = "none" | "slow" | "trouble";

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
  const quick = await within(fetched, PATIENCE_MS);
  if (quick instanceof Response && quick.ok) return quick;
  return (await shellPage(SESSION_SHELL)) ?? fetched;
}

async function page(fetched: Promise<Response>, url: URL): Promise<Response> {
  if (!justDone(url)) {
    const quick = await within(fetched, PATIENCE_MS);
    if (quick instanceof Response) return quick;
    const seen = await seenBefore(url);
    if (seen !== undefined) return await asItWas(seen, quick);
  }
  try {
    return await fetched;
  } catch {
    return (await shellPage(OFFLINE)) ?? Response.error();
  }
}

/** The response if it comes in time and the server is well; else what is wrong. */
async function within(fetched: Promise<Response>, patience: number): Promise<Response | Lack> {
  const late = new Promise<Lack>((resolve) => setTimeout(() => resolve("slow"), patience));
  const answered = fetched.then(
    (response): Response | Lack => (response.status < 500 ? response : "trouble"),
    (): Lack => "none",
  );
  return Promise.race([answered, late]);
}

/** A kept page that knows when it was kept and why it is shown; `shell/kept.ts` says so on it. */
async function asItWas(kept: Response, why: Lack): Promise<Response> {
  const html = await kept.text();
  const marks = `data-kept="${kept.headers.get(KEPT_HEADER)}" data-lack="${why}"`;
  return new Response(html.replace("<html", `<html ${marks}`), kept);
}

/** Only the last person's pages are ever here. */
async function seenBefore(url: URL): Promise<Response | undefined> {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX)) continue;
    const found = await (await caches.open(name)).match(url.pathname + url.search);
    // Without the time an earlier version kept it, and the page could not say that it is old.
    if (found?.headers.has(KEPT_HEADER)) return found;
  }
  return undefined;
}

async function keep(url: URL, response: Response): Promise<void> {
  const person = response.headers.get(PERSON_HEADER);
  // A page for no one: nobody is signed in any more, whichever way that came about.
  if (person === null) return response.ok ? forgetPages() : undefined;
  const copy = isPage(response) && mayBeKept(url) ? dated(response.clone()) : null; // before it is read
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

/** The same with the time, as its own date may be the server's clock or missing. */
function dated(response: Response): Response {
  const { status, statusText, body } = response;
  const headers = new Headers(response.headers);
  headers.set(KEPT_HEADER, new Date().toISOString());
  return new Response(body, { status, statusText, headers });
}

const justDone = ({ searchParams }: URL): boolean =>
  JUST_DONE.some((name) => searchParams.has(name));

const mayBeKept = (url: URL): boolean => url.pathname !== SESSION && !justDone(url);

const isPage = (response: Response): boolean =>
  response.ok &&
  !response.redirected &&
  (response.headers.get("Content-Type") ?? "").startsWith("text/html");
