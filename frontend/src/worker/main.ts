/**
 * The service worker: the session opens, and pages that were seen open again, with no network.
 *
 * - Files with a hash in their name come from the cache first; they never change.
 * - Pages come from the network, and after a short wait from the cache of the person who is
 *   signed in; such a page says since when it is so. One that says what was just done is never
 *   kept. `/session` has a page without a person in it, so it always opens.
 * - Answers of the API are never kept; the session's data lives in IndexedDB.
 */
import { answerPage, forgetPages } from "./pages";
import { cachedFirst, installShell, dropOldShells } from "./shell";

declare const self: ServiceWorkerGlobalScope;

self.addEventListener("install", (event) => {
  event.waitUntil(installShell().then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  // An open session goes on: its script is one file that is loaded already.
  event.waitUntil(dropOldShells().then(() => self.clients.claim()));
});

self.addEventListener("message", (event) => {
  if (event.data === "sign-out") event.waitUntil(forgetPages());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(cachedFirst(request));
  else if (request.mode === "navigate") event.respondWith(answerPage(event, url));
});
