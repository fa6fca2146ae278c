/**
 * The packet: everything that one session needs, as the server sends it (`GET /api/v1/session`).
 *
 * `src/ilium/web/player/packet.py` defines the same document; the agreement test reads real
 * packets with the rules beside this file. Keys are those of the JSON. Weights are whole grams.
 */

export const PACKET_SCHEMA = "ilium.packet/1";
export const SUBSTITUTES_SCHEMA = "ilium.substitutes/1";

export type Role = "activation" | "heavy" | "isolation";
export type Side = "left" | "right" | "both";
export type SetKind = "working" | "ramp" | "drop";
export type Unit = "kg" | "lb";
export type Limit = "low_back" | "knee" | "front_of_hip" | "side_of_hip";
/** Where it hurts; of a pain elsewhere nothing is known but that the exercise has to stop. */
export type Pain = Limit | "elsewhere";
export type LoadKind =
  | "barbell"
  | "dumbbell"
  | "kettlebell"
  | "stack"
  | "plate"
  | "band"
  | "bodyweight"
  | "none";

/** A closed range of whole numbers. */
export type Range = readonly [number, number];

/** A load. `grams` is null for bands, for no load and for the bare body; `band` names a band. */
export interface Load {
  readonly kind: LoadKind;
  readonly grams: number | null;
  readonly band: string | null;
}

/** One load that the person can put together. */
export interface Rung {
  readonly grams: number | null;
  readonly band: string | null;
  /** As it is shown: `62.5 kg`, `light band`, `bodyweight + 5 kg`. */
  readonly text: string;
  /** As it stands in a sentence, where that differs: `the light band`. */
  readonly named: string | null;
  /** On each end of the bar, `20 + 1.25 kg`; empty for the bar alone; null for other loads. */
  readonly plates: string | null;
}

/** The loads of one kind, lightest first. */
export interface Ladder {
  readonly kind: LoadKind;
  readonly rungs: readonly Rung[];
}

/** One set to do. `load` is null where the person has to find it first. */
export interface SetTarget {
  readonly kind: SetKind;
  readonly side: Side;
  readonly load: Load | null;
  readonly reps: Range | null;
  readonly seconds: Range | null;
  readonly rir: Range | null;
}

/** What the item asks for, in the terms of progression: what the rules for the next set need. */
export interface Aim {
  readonly low: number;
  readonly high: number;
  /** Reps in reserve that are aimed at. */
  readonly rir: Range;
  /** The same as a person feels it, and is told. */
  readonly felt: Range;
  /** The sides that are judged apart. */
  readonly lanes: readonly Side[];
  readonly timed: boolean;
}

/** A reason as a sentence in the person's unit, and where its source can be read, if anywhere. */
export interface Explained {
  readonly code: string;
  readonly text: string;
  /** An address on this site or of a study; null where the sentence is all there is. */
  readonly link: string | null;
  /** What the link leads to, or the study where it has no address: `Halperin 2022`, `Hip thrust`. */
  readonly source: string | null;
}

export interface Fault {
  readonly fault: string;
  readonly fix: string;
}

/** A variant as it is taught. Kept once in `cards`, by the variant's id. */
export interface Card {
  readonly name: string;
  readonly exercise: string;
  /** The key of its drawing in `figures`. */
  readonly figure: string;
  readonly summary: string;
  readonly laterality: "bilateral" | "unilateral";
  readonly measure: "reps" | "seconds";
  readonly setup: readonly string[];
  readonly execution: readonly string[];
  readonly faults: readonly Fault[];
  /** What each modifier of the variant changes, one sentence each. */
  readonly modifiers: readonly string[];
  /** Where to take care because of a limit of the person. */
  readonly cautions: readonly string[];
}

/** Start and end position. Kept once in `figures`, by the key that `Card.figure` names. */
export interface Figure {
  /** SVG documents, drawn by Ilium; null where there is no drawing. */
  readonly start: string | null;
  readonly end: string | null;
  /** The same in words. */
  readonly text: string;
}

/** A set of the last time, ready to read. */
export interface LastSet {
  readonly side: Side;
  readonly load: Load;
  readonly reps: number | null;
  readonly seconds: number | null;
  readonly rir: number | null;
  /** `left 10 × 12 kg, 2 in reserve`. */
  readonly text: string;
}

export interface LastTime {
  /** The person's date, `2026-11-23`. */
  readonly date: string;
  readonly sets: readonly LastSet[];
}

/** An estimated one-repetition maximum and its standard deviation. */
export interface Estimate {
  readonly grams: number;
  readonly deviation_grams: number;
  /** `84 kg, give or take 5 kg`. */
  readonly text: string;
}

/** One item of the session, with what to do and how. */
export interface Station {
  readonly role: Role;
  /** The variant's id: the key of its history, its card, and of swaps and skips. */
  readonly variant: string;
  readonly sides: "both" | "each";
  /** What has to be free for it: equipment ids. */
  readonly needs: readonly string[];
  readonly tempo: string;
  readonly rest_s: number;
  /** About so long, everything included. */
  readonly minutes: number;
  /** `3 × 8-10 a side at 12 kg, stop with 1-3 in reserve`. */
  readonly line: string;
  readonly sets: readonly SetTarget[];
  /** The most important first: the load's. */
  readonly reasons: readonly Explained[];
  readonly last: LastTime | null;
  readonly estimates: Readonly<Partial<Record<Side, Estimate>>>;
  /** Null where nothing at hand can load it: then the load that was found is kept. */
  readonly aim: Aim | null;
  /** The key of its ladder in `ladders`, null with `aim`. */
  readonly ladder: string | null;
  /** Whether the load is still being found. */
  readonly calibrating: boolean;
  /** Whether today is easier on purpose: its sets are kept with `deload`. */
  readonly light: boolean;
  /** What noting pain here will change next time. */
  readonly after_pain: string;
  /** A harder exercise, once this one is outgrown. */
  readonly suggest: { readonly exercise: string; readonly name: string } | null;
  /** The programme's item as JSON text: `new` in the payload of a swap. */
  readonly item: string;
}

/** The session that the packet is for, begun or not. */
export interface PacketSession {
  /** The same on every device that begins this planned session. */
  readonly id: string;
  /** The revision of the programme it comes from: `programme` of the session's record. */
  readonly programme: string;
  readonly week: number;
  readonly weeks: number;
  readonly day: number;
  readonly weekday: "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
  readonly deload: boolean;
  readonly minutes: number;
  /** The person's date that everything is prescribed for. */
  readonly on: string;
  /** Whether it is time to train: `Planned for today.` */
  readonly when: string;
  readonly due: boolean;
  readonly started_at: string | null;
  readonly finished_at: string | null;
}

/** The wire's form of a load: kilograms as decimal text. */
export interface LoadRecord {
  readonly kind: LoadKind;
  readonly kilograms?: string | null;
  readonly band?: string | null;
}

/** The wire's form of a performed set: `performed` of a version. */
export interface PerformedRecord {
  readonly id: string;
  readonly variant: string;
  readonly side: Side;
  readonly load: LoadRecord;
  readonly reps: number | null;
  readonly seconds: number | null;
  readonly rir: number | null;
  readonly felt: string | null;
  readonly pain: Pain | null;
  readonly at: string;
  readonly role: Role;
  readonly kind: SetKind;
  readonly deload: boolean;
  readonly session: string | null;
  readonly target_reps: Range | null;
  readonly target_rir: Range | null;
  readonly note: string;
}

/** One version of a set (`record` of a `set` event). Of a set the newest version counts. */
export interface SetVersion {
  readonly id: string;
  readonly recorded_at: string;
  readonly removed: boolean;
  readonly performed: PerformedRecord;
}

/** Something decided within the session (`record` of a `session_changed` event). */
export interface SessionChange {
  readonly id: string;
  readonly session: string;
  /** `swap` with `{old, new}`; `skip`, and `resume` that takes it back, with `{variant}`. */
  readonly kind: "swap" | "skip" | "resume";
  readonly payload: Readonly<Record<string, string | number | boolean | null>>;
  readonly at: string;
}

/** A place for the pain button, and how it is called. */
export interface Place {
  readonly pain: Pain;
  readonly name: string;
}

/** Where a drill can be felt. `target` is false where it was meant for another muscle. */
export interface FeltPlace {
  readonly region: string;
  readonly place: string;
  readonly name: string;
  readonly target: boolean;
}

/** Fixed sentences of the player that the server words. */
export interface Words {
  /** What reps in reserve are. */
  readonly reserve: string;
  readonly pain_where: string;
  readonly pain_noted: string;
  readonly pain_elsewhere: string;
  /** No substitute: the rest of the item is left out. */
  readonly nothing_stands_in: string;
  readonly felt_where: string;
  /** After a place that is not a target. */
  readonly felt_elsewhere: string;
  readonly next_time_offline: string;
}

export interface Packet {
  readonly schema: typeof PACKET_SCHEMA;
  readonly person: string;
  readonly made_at: string;
  readonly zone: string;
  readonly unit: Unit;
  readonly session: PacketSession;
  /** In order of doing, the changes in `changes` already made. */
  readonly stations: readonly Station[];
  readonly cards: Readonly<Record<string, Card>>;
  readonly figures: Readonly<Record<string, Figure>>;
  readonly ladders: Readonly<Record<string, Ladder>>;
  /** The newest version of every set of this session, removed ones too: other devices' work. */
  readonly sets: readonly SetVersion[];
  /** The changes that `stations` and `skipped` follow from. */
  readonly changes: readonly SessionChange[];
  /** Variants that are left out, or whose rest is. */
  readonly skipped: readonly string[];
  /** The stations that swaps took out today: sets of them may be done, and they can come back. */
  readonly replaced: readonly Station[];
  readonly places: readonly Place[];
  readonly felt: readonly FeltPlace[];
  /** Sentence templates of the reasons that the rules can give, by code. */
  readonly sentences: Readonly<Record<string, string>>;
  readonly words: Words;
}

/** A substitute: a complete station that may take an item's place. */
export interface Substitute {
  /** Key in the document's `stations`. */
  readonly station: string;
  /** The item as JSON text: `new` in the payload of the swap. */
  readonly item: string;
  /** What it does in the other's place, the most telling first. */
  readonly reasons: readonly Explained[];
  /** Which rules of the plan a full week breaks with it; empty where it fits. */
  readonly broken: readonly Explained[];
}

/** The substitutes of one item, best first. */
export interface SubstituteLists {
  /** The variant that they were found for. */
  readonly variant: string;
  /** When its equipment is taken. */
  readonly busy: readonly Substitute[];
  /** When it hurts there. */
  readonly pain: Readonly<Record<Limit, readonly Substitute[]>>;
}

/** The second document (`GET /api/v1/session/substitutes`), for the same session. */
export interface Substitutes {
  readonly schema: typeof SUBSTITUTES_SCHEMA;
  readonly person: string;
  readonly session: string;
  readonly made_at: string;
  /** One for each place of the session, in the order of the packet's `stations`. */
  readonly lists: readonly SubstituteLists[];
  /** Without the reasons of the swap and with an empty `item`: both come with the list's entry. */
  readonly stations: Readonly<Record<string, Station>>;
  readonly cards: Readonly<Record<string, Card>>;
  readonly figures: Readonly<Record<string, Figure>>;
  readonly ladders: Readonly<Record<string, Ladder>>;
}

/** What changed for next time (`GET /api/v1/session/next`), once the session is finished. */
export interface NextTime {
  readonly schema: "ilium.next/1";
  readonly session: string;
  /** Null when the programme has no further session with these items. */
  readonly week: number | null;
  readonly on: string | null;
  readonly items: readonly {
    readonly variant: string;
    readonly name: string;
    readonly role: Role;
    readonly line: string;
    readonly reasons: readonly Explained[];
  }[];
}
