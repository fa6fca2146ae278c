const FAILED = ["htmx:sendError", "htmx:responseError", "htmx:timeout"];

/** Say when a change could not be worked out; the next answer takes the sentence away. */
export function watchRequests(): void {
  for (const name of FAILED) document.addEventListener(name, () => show(true));
  document.addEventListener("htmx:afterSwap", () => show(false));
}

function show(failed: boolean): void {
  for (const element of document.querySelectorAll<HTMLElement>("[data-request-failed]")) {
    element.hidden = !failed;
  }
}
