/** The events that are sent to `POST /api/v1/events`; each is complete in itself. */
import type { SessionChange, SetVersion } from "../training/packet";

/** A visit to the gym, as the server keeps it. */
export interface SessionRecord {
  /** Follows from programme, week and day: two devices that begin it mean the same session. */
  readonly id: string;
  readonly programme: string;
  readonly week: number;
  readonly day: number;
  readonly started_at: string;
  readonly finished_at: null;
  readonly zone: string;
}

export type SyncEvent =
  | { readonly type: "session_started"; readonly id: string; readonly record: SessionRecord }
  | { readonly type: "session_changed"; readonly id: string; readonly record: SessionChange }
  | { readonly type: "set"; readonly id: string; readonly record: SetVersion }
  | {
      readonly type: "session_finished";
      readonly id: string;
      readonly session: string;
      readonly at: string;
    };

/** What the server says of each event, in order. */
export interface EventResult {
  readonly id: string;
  readonly status: "kept" | "refused";
  /** A sentence, for a refused one. */
  readonly problem?: string | null;
}

/** The session that an event belongs to; null for a set without one. */
export function sessionOf(event: SyncEvent): string | null {
  switch (event.type) {
    case "session_started":
      return event.record.id;
    case "session_changed":
      return event.record.session;
    case "session_finished":
      return event.session;
    case "set":
      return event.record.performed.session;
  }
}
