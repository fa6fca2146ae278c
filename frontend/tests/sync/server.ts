/** A server in place of fetch: keeps events by their id, and can be made to fail. */
import { vi } from "vitest";
import type { SyncEvent } from "../../src/sync/events";
import type { Packet } from "../../src/training/packet";

interface Call {
  readonly path: string;
  readonly person: string | null;
  readonly ids: readonly string[];
}

export class FakeServer {
  readonly kept: SyncEvent[] = [];
  readonly calls: Call[] = [];
  /** Answers to give before it works as usual; `down` is no answer at all. */
  readonly trouble: (Response | "down")[] = [];
  refused = new Map<string, string>();
  /** Events that make it refuse all that come with them. */
  poison = new Set<string>();
  packet: Packet | null = null;
  /** What happens while a packet is on its way. */
  meanwhile: () => Promise<void> = async () => undefined;

  constructor() {
    vi.stubGlobal("fetch", (path: string, init: RequestInit) => this.answer(path, init));
  }

  private async answer(path: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    const body = init.body
      ? (JSON.parse(String(init.body)) as { events: SyncEvent[] })
      : { events: [] };
    const ids = body.events.map(({ id }) => id);
    this.calls.push({ path, person: headers.get("X-Ilium-Person"), ids });
    const trouble = this.trouble.shift();
    if (trouble === "down") throw new TypeError("Failed to fetch");
    if (trouble !== undefined) return trouble;
    if (init.method !== "POST") await this.meanwhile();
    if (init.method !== "POST") return this.packet === null ? problem(404) : json(this.packet);
    if (ids.some((id) => this.poison.has(id))) return problem(422, "This cannot be read.");
    return json({ results: body.events.map((event) => this.keep(event)) });
  }

  private keep(event: SyncEvent) {
    const problem = this.refused.get(event.id);
    if (problem !== undefined) return { id: event.id, status: "refused", problem };
    if (!this.kept.some(({ id }) => id === event.id)) this.kept.push(event);
    return { id: event.id, status: "kept" };
  }
}

export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "Content-Type": "application/json" },
  });
}

export function problem(
  status: number,
  detail = "No.",
  headers: Record<string, string> = {},
): Response {
  return new Response(JSON.stringify({ status, title: "Problem", detail }), {
    status,
    headers: { "Content-Type": "application/problem+json", ...headers },
  });
}
