/** The session as it stands: the packet, and what this device did since it was made. */
import type { LogRow, StationParts } from "../sync/database";
import type { Card, Figure, Ladder, Packet, SetVersion, Station } from "../training/packet";
import { effectiveSets, newestVersions, type PerformedSet } from "../training/performed";
import { changed, ladderOf, nextStep, type Rules, setsAt, type Step } from "../training/session";
import { type Latest, latestOf, originsOf } from "./changes";

export interface Visit {
  readonly packet: Packet;
  /** With today's swaps made. */
  readonly stations: readonly Station[];
  readonly cards: Readonly<Record<string, Card>>;
  readonly figures: Readonly<Record<string, Figure>>;
  /** The ladders and sentences that the rules read. */
  readonly rules: Rules;
  /** The sets that count, in the order of doing. */
  readonly done: readonly PerformedSet[];
  /** The newest version of every set, removed ones too, by the set's id. */
  readonly versions: ReadonlyMap<string, SetVersion>;
  readonly skipped: ReadonlySet<string>;
  /** The stations that today's swaps took out. */
  readonly replaced: readonly Station[];
  /** By the variant that was swapped in: the one whose place it took. */
  readonly origins: ReadonlyMap<string, string>;
  /** The swap or skip that came last, if no set was done since. */
  readonly latest: Latest | null;
  /** The set to do next, null when all are done. */
  readonly step: Step | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
}

/**
 * The visit of a packet and the rows of this device's log. What the server refused counts here all
 * the same: it was done, and the session goes on from it.
 */
export function visitOf(packet: Packet, log: readonly LogRow[]): Visit {
  const { session } = packet;
  const rows = log.filter((row) => row.session === session.id);
  const events = rows.map((row) => row.event);
  const versions = [...packet.sets, ...events.flatMap((e) => (e.type === "set" ? [e.record] : []))];
  const started = events.find((event) => event.type === "session_started");
  const finished = events.find((event) => event.type === "session_finished");
  const local = rows.flatMap(localChange);
  const known = new Set(packet.changes.map((change) => change.id));
  const changes = [
    ...packet.changes,
    ...local.map(({ change }) => change).filter((change) => !known.has(change.id)),
  ];
  const now = changed(packet, local);
  const shown = shownWith(
    packet,
    rows.flatMap(({ parts }) => parts ?? []),
  );
  const done = effectiveSets(versions);
  return {
    packet,
    ...now,
    origins: originsOf(changes),
    latest: latestOf(changes, done),
    ...shown,
    done,
    versions: newestVersions(versions),
    step: nextStep(shown.rules, now.stations, done, now.skipped),
    startedAt: session.started_at ?? started?.record.started_at ?? null,
    finishedAt: session.finished_at ?? finished?.at ?? null,
  };
}

function localChange({ event, parts }: LogRow) {
  if (event.type !== "session_changed") return [];
  return [{ change: event.record, station: parts?.station ?? null }];
}

/** What the packet holds to show its stations, and what came with swaps. */
function shownWith(packet: Packet, swaps: readonly StationParts[]) {
  const cards: Record<string, Card> = { ...packet.cards };
  const figures: Record<string, Figure> = { ...packet.figures };
  const ladders: Record<string, Ladder> = { ...packet.ladders };
  for (const { station, card, figure, ladder } of swaps) {
    cards[station.variant] = card;
    if (figure !== null) figures[card.figure] = figure;
    if (ladder !== null && station.ladder !== null) ladders[station.ladder] = ladder;
  }
  return { cards, figures, rules: { ladders, sentences: packet.sentences } };
}

/** How a station is called and taught. */
export function cardOf(visit: Visit, station: Station): Card {
  const card = visit.cards[station.variant];
  if (card === undefined) throw new RangeError(`the packet has no card for ${station.variant}`);
  return card;
}

/** The loads that a station can use; null where nothing at hand can load it. */
export function loadsOf(visit: Visit, station: Station): Ladder | null {
  return ladderOf(visit.rules, station);
}

/** The sets of this session that belong to a station. */
export function ownSets(visit: Visit, station: Station): readonly PerformedSet[] {
  return setsAt(station, visit.done);
}

/** The station that can take its place back from this one; null if there is none. */
export function originOf(visit: Visit, station: Station): Station | null {
  const old = visit.origins.get(station.variant);
  return visit.replaced.find((one) => one.variant === old && !hurts(visit, one)) ?? null;
}

/** Whether a station is left out and can be done after all. */
export function canResume(visit: Visit, station: Station): boolean {
  return visit.skipped.has(station.variant) && !hurts(visit, station);
}

/** What hurt is over for today. */
function hurts(visit: Visit, station: Station): boolean {
  return ownSets(visit, station).some((set) => set.pain !== null);
}

/** The stations that sets were done of; if none are named, those too that were swapped out. */
export function withSets(
  visit: Visit,
  stations: readonly Station[] = [...visit.stations, ...visit.replaced],
): readonly Station[] {
  return stations.filter((one) => ownSets(visit, one).length > 0);
}

/** The set that was done last. */
export function lastSet(visit: Visit): PerformedSet | null {
  return visit.done.at(-1) ?? null;
}

/** The set that ended a drill, if where the drill was felt has not been said yet. */
export function drillToPlace(visit: Visit): PerformedSet | null {
  const last = lastSet(visit);
  if (last?.role !== "activation" || last.felt !== null || last.pain !== null) return null;
  const place = visit.stations.findIndex(
    (one) => one.variant === last.variant && one.role === last.role,
  );
  const ended = place >= 0 && !visit.skipped.has(last.variant) && visit.step?.station !== place;
  return ended ? last : null;
}
