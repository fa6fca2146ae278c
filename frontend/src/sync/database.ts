import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import type { Card, Figure, Ladder, Packet, Station, Substitutes } from "../training/packet";
import type { SyncEvent } from "./events";

/** A station with all that showing it takes: kept with a swap, so that it needs nothing else. */
export interface StationParts {
  readonly station: Station;
  readonly card: Card;
  readonly figure: Figure | null;
  readonly ladder: Ladder | null;
}

/** An event in the log. Rows are sent in the order of `seq`. */
export interface LogRow {
  /** Given by the database. */
  readonly seq: number;
  readonly id: string;
  readonly person: string;
  readonly session: string | null;
  readonly event: SyncEvent;
  /** `kept` by the server, or `refused` for a reason that stands in `problem`. */
  readonly status: "waiting" | "kept" | "refused";
  readonly problem: string | null;
  /** For a swap, what takes the place. */
  readonly parts: StationParts | null;
}

export interface IliumSchema extends DBSchema {
  packets: { key: string; value: Packet };
  substitutes: { key: string; value: Substitutes };
  events: {
    key: number;
    value: LogRow;
    indexes: { id: string; person: string; queue: [string, LogRow["status"]] };
  };
  meta: { key: string; value: string };
}

export type Database = IDBPDatabase<IliumSchema>;

const NAME = "ilium";
const VERSION = 1;

let opened: Promise<Database> | undefined;

/** The database of this browser, opened once; opened anew if the browser closed it. */
export function database(): Promise<Database> {
  opened ??= openDB<IliumSchema>(NAME, VERSION, {
    upgrade(db) {
      db.createObjectStore("packets");
      db.createObjectStore("substitutes");
      db.createObjectStore("meta");
      const events = db.createObjectStore("events", { keyPath: "seq", autoIncrement: true });
      events.createIndex("id", "id", { unique: true });
      events.createIndex("person", "person");
      events.createIndex("queue", ["person", "status"]);
    },
    blocking(_current, _blocked, event) {
      // A newer version of Ilium in another tab wants to change the database.
      (event.target as IDBDatabase).close();
      opened = undefined;
    },
    terminated() {
      opened = undefined;
    },
  }).catch((error: unknown) => {
    opened = undefined; // the next try opens it anew
    throw error;
  });
  return opened;
}
