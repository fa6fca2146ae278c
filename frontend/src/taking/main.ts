/** Taking the plan along: a page is printed, an address is copied. */
import { copyFrom } from "./copying";

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-print]")) {
  button.addEventListener("click", () => print());
}

for (const button of document.querySelectorAll<HTMLButtonElement>("[data-copy]")) {
  button.addEventListener("click", () => void copyFrom(button, document, navigator.clipboard));
}
