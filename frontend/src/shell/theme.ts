import { keepCookie, readCookie } from "./cookies";

/** `light` or `dark` by hand; anything else follows the device. The server reads it too. */
const COOKIE = "ilium_theme";

function apply(theme: string | null): void {
  const root = document.documentElement;
  if (theme === "light" || theme === "dark") root.dataset["theme"] = theme;
  else delete root.dataset["theme"];
}

/** Show the chosen theme, also on a page kept from before, and follow inputs named `theme`. */
export function setUpTheme(): void {
  apply(readCookie(COOKIE));
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (!(input instanceof HTMLInputElement) || input.name !== "theme") return;
    keepCookie(COOKIE, input.value);
    apply(input.value);
  });
}
