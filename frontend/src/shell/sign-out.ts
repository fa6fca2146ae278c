import { nowSignedOut } from "../sync/packets";

const SIGN_OUT = "/sign-out";

/** On signing out, forget on this device what could be shown of the person. */
export function forgetOnSignOut(): void {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || new URL(form.action).pathname !== SIGN_OUT) return;
    event.preventDefault();
    navigator.serviceWorker?.controller?.postMessage("sign-out");
    // submit() sends no second event. A browser without a database has nothing to forget.
    void nowSignedOut()
      .catch(() => undefined)
      .then(() => form.submit());
  });
}
