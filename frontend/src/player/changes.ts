/** What was swapped and left out today, so that it can be taken back. */
import type { SessionChange } from "../training/packet";
import type { PerformedSet } from "../training/performed";

/** A change in force that nothing was done after. */
export type Latest =
  | { readonly kind: "skip"; readonly variant: string }
  | { readonly kind: "swap"; readonly variant: string };

/** By the variant that was swapped in: the one whose place it took. A swap back undoes the first. */
export function originsOf(changes: readonly SessionChange[]): ReadonlyMap<string, string> {
  const origins = new Map<string, string>();
  for (const change of changes) {
    if (change.kind !== "swap") continue;
    const old = String(change.payload["old"]);
    const put = variantPut(change);
    if (origins.get(old) === put) origins.delete(old);
    else origins.set(put, old);
  }
  return origins;
}

/**
 * The change that came last, if it is in force and no set was done since. `variant` is the one that
 * is left out, or that was swapped in.
 */
export function latestOf(
  changes: readonly SessionChange[],
  done: readonly PerformedSet[],
): Latest | null {
  const last = changes.at(-1);
  const set = done.at(-1);
  if (last === undefined || last.kind === "resume") return null;
  if (set !== undefined && set.at > Date.parse(last.at) * 1000) return null;
  if (last.kind === "skip") return { kind: "skip", variant: String(last.payload["variant"]) };
  const variant = variantPut(last);
  return originsOf(changes).has(variant) ? { kind: "swap", variant } : null;
}

interface PutItem {
  readonly exercise: string;
  readonly modifiers: readonly string[];
}

/** The variant of the item that a swap puts in place. */
function variantPut({ payload }: SessionChange): string {
  const item = JSON.parse(String(payload["new"])) as PutItem;
  return [item.exercise, ...[...item.modifiers].sort()].join("+");
}
