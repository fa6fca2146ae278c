/** Forms marked so are sent as soon as a choice is made; their button is for who has no script. */
export function submitOnChange(): void {
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-submit-on-change]")) {
    const button = form.querySelector("button");
    if (button !== null) button.hidden = true;
    form.addEventListener("change", () => form.requestSubmit());
  }
}
