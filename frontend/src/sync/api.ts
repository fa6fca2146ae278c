/** Talking to the server: what it answered, or why there is no answer, as a value. */
import { readCookie } from "../shell/cookies";

const PATIENCE_MS = 20_000;

/** An answer, or the reason why there is none. */
export type Answer =
  | { readonly kind: "ok"; readonly body: unknown }
  /** No network, a network without the server behind it, or no answer in time. */
  | { readonly kind: "unreachable" }
  /** 401: whoever was signed in is not any more. */
  | { readonly kind: "sign-in" }
  /** 409: someone else is signed in. */
  | { readonly kind: "other-person" }
  /** 404: there is none. */
  | { readonly kind: "missing" }
  /** The server is in trouble, or asks to come back later. */
  | { readonly kind: "busy"; readonly retryAfterSeconds: number | null }
  /** The request as a whole was refused; `detail` is a sentence. */
  | { readonly kind: "refused"; readonly status: number; readonly detail: string };

/** Ask the server for a document, or send it one. */
export async function ask(path: string, person: string | null, body?: unknown): Promise<Answer> {
  let response: Response;
  try {
    response = await fetch(path, request(person, body));
  } catch {
    return { kind: "unreachable" };
  }
  return interpret(response);
}

function request(person: string | null, body: unknown): RequestInit {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (person !== null) headers["X-Ilium-Person"] = person;
  const common: RequestInit = {
    headers,
    credentials: "same-origin",
    cache: "no-store",
    redirect: "error", // a captive portal is no answer
    signal: AbortSignal.timeout(PATIENCE_MS),
  };
  if (body === undefined) return common;
  headers["Content-Type"] = "application/json";
  headers["X-CSRFToken"] = readCookie("csrftoken") ?? "";
  return { ...common, method: "POST", body: JSON.stringify(body) };
}

async function interpret(response: Response): Promise<Answer> {
  const { status } = response;
  if (status === 401) return { kind: "sign-in" };
  if (status === 409) return { kind: "other-person" };
  if (status === 429 || status >= 500) {
    const seconds = Number(response.headers.get("Retry-After"));
    return { kind: "busy", retryAfterSeconds: seconds > 0 ? seconds : null };
  }
  const body = await jsonOf(response);
  if (status === 404 && body !== undefined) return { kind: "missing" };
  // A page in place of JSON comes from something between here and the server.
  if (body === undefined) return response.ok ? { kind: "unreachable" } : refusal(status, {});
  return response.ok ? { kind: "ok", body } : refusal(status, body);
}

async function jsonOf(response: Response): Promise<unknown> {
  if (!(response.headers.get("Content-Type") ?? "").includes("json")) return undefined;
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

function refusal(status: number, body: unknown): Answer {
  const { detail, title } = (body ?? {}) as { detail?: unknown; title?: unknown };
  const said = [detail, title].find((text) => typeof text === "string");
  return {
    kind: "refused",
    status,
    detail: typeof said === "string" ? said : `The server said ${status}.`,
  };
}
