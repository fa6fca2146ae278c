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

/**
 * A preset counts only where its button was tapped: htmx sends the button that has the focus along
 * with its form, also when another field's change is what is sent.
 */
export function sendOnlyTappedPresets(): void {
  document.addEventListener("htmx:configRequest", (event) => {
    const { elt, parameters } = (event as CustomEvent<RequestDetail>).detail;
    if (elt instanceof HTMLFormElement) delete parameters["preset"];
  });
}

interface RequestDetail {
  readonly elt: Element;
  readonly parameters: Record<string, unknown>;
}
