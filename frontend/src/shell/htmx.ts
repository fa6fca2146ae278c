import htmx from "htmx.org";
import { readCookie } from "./cookies";

/**
 * htmx as a strict content security policy needs it: it evaluates no text as script, adds no
 * style element, talks to this site only, and keeps no copies of a person's pages.
 */
Object.assign(htmx.config, {
  allowEval: false,
  allowScriptTags: false,
  includeIndicatorStyles: false,
  selfRequestsOnly: true,
  historyCacheSize: 0,
  responseHandling: [
    { code: "204", swap: false },
    { code: "[23]..", swap: true },
    { code: "422", swap: true }, // a form that comes back with its errors
    { code: "[45]..", swap: false, error: true },
  ],
});

document.addEventListener("htmx:configRequest", (event) => {
  const token = readCookie("csrftoken");
  const { headers } = (event as CustomEvent<{ headers: Record<string, string> }>).detail;
  if (token !== null) headers["X-CSRFToken"] = token;
});
