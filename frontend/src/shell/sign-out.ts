import { nowSignedOut } from "../sync/packets";

/** Where forms that sign out are sent: ours, the accounts' own, and leaving for good. */
const SIGN_OUT: ReadonlySet<string> = new Set([
  "/sign-out",
  "/account/logout/",
  "/you/leave",
  "/you/delete",
]);

/** On signing out, forget on this device what could be shown of the person. */
export function forgetOnSignOut(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    if (form.method !== "post" || !SIGN_OUT.has(new URL(form.action).pathname)) return;
    event.preventDefault();
    navigator.serviceWorker?.controller?.postMessage("sign-out");
    // submit() sends no second event. A browser without a database has nothing to forget.
    void nowSignedOut()
      .catch(() => undefined)
      .then(() => form.submit());
  });
}
