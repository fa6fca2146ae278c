/** Sends what waits from an offline session, on whatever page is opened first with a network. */
import { peopleWaiting } from "../sync/log";
import { sendAll } from "../sync/sender";

/**
 * Send the queue of whoever it belongs to. The server takes it only for who is signed in, so that
 * no one's sets go into another diary.
 */
export async function sendWhatWaits(): Promise<void> {
  // The player has its own, which says how it goes.
  if (document.getElementById("player") !== null) return;
  for (const person of await peopleWaiting()) {
    if ((await sendAll(person)) === "sent") sayThatTheyAreIn();
  }
}

function sayThatTheyAreIn(): void {
  const toast = document.createElement("div");
  toast.className = "toast";
  const show = document.createElement("button");
  show.className = "button button-quiet";
  show.type = "button";
  show.textContent = "Show";
  show.addEventListener("click", () => location.reload());
  toast.append("The sets that waited on this phone are in your diary. ", show);
  document.getElementById("toasts")?.append(toast);
}
