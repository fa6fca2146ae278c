/** Substitutes for an item: which of those that the server ranked can still be offered. */

import type {
  Card,
  Limit,
  Packet,
  SessionChange,
  Station,
  Substitute,
  Substitutes,
} from "./packet";

/** Why another exercise is wanted: its equipment is taken, or it hurts somewhere. */
export type Wish = { readonly kind: "busy" } | { readonly kind: "pain"; readonly limit: Limit };

/** A substitute as it would be done. */
export interface Offer {
  readonly station: Station;
  readonly card: Card;
  readonly substitute: Substitute;
}

/**
 * The substitutes for the item at a place of the session, best first.
 *
 * An item that was swapped in on this device has the substitutes of the item before it. Left out is
 * what is in the session already and, where something is taken, what needs it too.
 *
 * @param now the session's stations after this device's changes.
 */
export function offered(
  packet: Packet,
  found: Substitutes,
  now: readonly Station[],
  place: number,
  wish: Wish,
): readonly Offer[] {
  const lists = found.lists[place];
  const here = now[place];
  if (lists === undefined || here === undefined || found.session !== packet.session.id) return [];
  const cards = { ...found.cards, ...packet.cards };
  const taken = new Set(now.map((station) => cards[station.variant]?.exercise));
  const replaced = lists.variant !== here.variant;
  const list = wish.kind === "busy" ? lists.busy : lists.pain[wish.limit];
  return list
    .map((substitute) => offer(found, substitute))
    .filter((one) => one !== null)
    .filter(({ card }) => !taken.has(card.exercise))
    .filter(
      ({ station }) => wish.kind !== "busy" || !replaced || !shares(station.needs, here.needs),
    );
}

/** The complete station of a substitute: the reasons of the swap come after its own. */
function offer(found: Substitutes, substitute: Substitute): Offer | null {
  const station = found.stations[substitute.station];
  const card = station === undefined ? undefined : found.cards[station.variant];
  if (station === undefined || card === undefined) return null;
  const reasons = [...station.reasons, ...substitute.reasons];
  return { station: { ...station, reasons, item: substitute.item }, card, substitute };
}

function shares(one: readonly string[], other: readonly string[]): boolean {
  return one.some((thing) => other.includes(thing));
}

/** The station of a swap that was made from these substitutes; null if they do not hold it. */
export function stationOfSwap(found: Substitutes, change: SessionChange): Station | null {
  const lists = found.lists.flatMap(({ busy, pain }) => [busy, ...Object.values(pain)]);
  const substitute = lists.flat().find(({ item }) => item === change.payload["new"]);
  return substitute === undefined ? null : (offer(found, substitute)?.station ?? null);
}
