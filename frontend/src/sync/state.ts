import type { LogRow } from "./database";
import type { Outcome } from "./sender";

/** What the person is told about their data. */
export interface SyncState {
  readonly condition: "sending" | "synced" | "offline" | "sign-in" | "other-person" | "unsaved";
  /** Events that are only on this device. */
  readonly waiting: number;
  /** Events that the server did not take; they stay here and can be exported. */
  readonly refused: readonly LogRow[];
}

export function stateOf(rows: readonly LogRow[], outcome: Outcome | null): SyncState {
  const count = rows.filter((row) => row.status === "waiting").length;
  const refused = rows.filter((row) => row.status === "refused");
  return { condition: conditionOf(count, outcome), waiting: count, refused };
}

function conditionOf(count: number, outcome: Outcome | null): SyncState["condition"] {
  if (outcome === "sign-in" || outcome === "other-person") return outcome;
  if (outcome === "unreachable" || outcome === "busy") return "offline";
  return count > 0 || outcome === null ? "sending" : "synced";
}

const plural = (count: number): string => (count === 1 ? "1 entry" : `${count} entries`);

/** The state in one line. */
export function sentenceOf({ condition, waiting }: SyncState): string {
  const kept = waiting > 0 ? `Kept on this phone: ${plural(waiting)} waiting` : "";
  switch (condition) {
    case "synced":
      return "Synced";
    case "sending":
      return kept || "Connecting";
    case "offline":
      return kept ? `Offline. ${kept}` : "Offline";
    case "sign-in":
      return kept ? `Sign in again to sync. ${kept}` : "Sign in again to sync";
    case "other-person":
      return "Someone else is signed in. Your sets wait here for you";
    case "unsaved":
      return "This browser cannot keep data. Free some space, or leave the private window";
  }
}
