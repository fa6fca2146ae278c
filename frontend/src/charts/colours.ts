/** The colours of the design system as a canvas needs them: resolved for the theme that is shown. */

export interface Colours {
  readonly ink: string;
  readonly quiet: string;
  readonly hairline: string;
  readonly edge: string;
  readonly ground: string;
  readonly hue: string;
  readonly soft: string;
}

/** The colours inside an element; `hue` and `soft` are those of the region it is about. */
export function coloursOf(element: HTMLElement): Colours {
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  const resolved = (value: string): string => {
    probe.style.color = value;
    return getComputedStyle(probe).color;
  };
  const colours: Colours = {
    ink: resolved("var(--ink)"),
    quiet: resolved("var(--quiet)"),
    hairline: resolved("var(--hairline)"),
    edge: resolved("var(--edge)"),
    ground: resolved("var(--ground)"),
    hue: resolved("var(--hue, var(--ink))"),
    soft: resolved("var(--hue-soft, color-mix(in srgb, var(--ink) 12%, transparent))"),
  };
  probe.remove();
  return colours;
}

/** Calls back when the theme changes, by the device or by hand. */
export function onThemeChange(redraw: () => void): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  new MutationObserver(redraw).observe(document.documentElement, {
    attributes: true,
    attributeFilter: ["data-theme"],
  });
}
