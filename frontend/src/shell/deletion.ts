/** After a diary was deleted: this browser keeps nothing of the person either. */
import { forgetPerson } from "../sync/packets";

/** Forget whom the page says was deleted; on every other page, do nothing. */
export async function forgetDeleted(): Promise<void> {
  // Only the answer to a deletion has it, and no address leads there.
  const person = document.querySelector<HTMLElement>("[data-forget]")?.dataset["forget"];
  if (person === undefined) return;
  navigator.serviceWorker?.controller?.postMessage("sign-out");
  await forgetPerson(person);
  localStorage.clear();
}
