/**
 * One person's session on this device: what is shown, and what can be done.
 *
 * Every action writes to the log first; what is shown follows from the packet and the log.
 */
import type { LogRow, StationParts } from "../sync/database";
import type { SyncEvent } from "../sync/events";
import { append, discard, rowsOf } from "../sync/log";
import { keepIfNewer, keptPacket, keptSubstitutes, nowSignedIn } from "../sync/packets";
import type { Outcome } from "../sync/sender";
import { stateOf, type SyncState } from "../sync/state";
import { Sync } from "../sync/sync";
import type { Packet, Substitutes } from "../training/packet";
import { type Visit, visitOf } from "./visit";

/** What the player shows. */
export interface Scene {
  /** `none`: no session to train. `newer`: this page is older than the server. */
  readonly kind: "loading" | "none" | "newer" | "ready" | "broken";
  /** The session; once finished, it stays until the page is left. */
  readonly visit: Visit | null;
  readonly substitutes: Substitutes | null;
  readonly sync: SyncState;
}

const SIGN_IN = "/sign-in?next=/session";

/** Longer than any session: after that, someone else may be holding the device. */
const LONGEST_PAUSE_MICROSECONDS = 3 * 3600 * 1_000_000;

const NOTHING: SyncState = { condition: "sending", waiting: 0, refused: [] };

export class Course {
  scene: Scene = { kind: "loading", visit: null, substitutes: null, sync: NOTHING };
  private readonly listeners = new Set<() => void>();
  private readonly sync: Sync;
  private outcome: Outcome | null = null;
  private absent: "none" | "newer" | null = null;
  private reading = Promise.resolve();
  /** Whether the last set could not be kept: said until one can, whatever the server answers. */
  private unkept = false;

  constructor(readonly person: string) {
    this.sync = new Sync(person, {
      onChange: () => void this.read(),
      onOutcome: (outcome) => this.ended(outcome),
      onPacket: (absent) => {
        this.absent = absent;
        void this.read();
      },
    });
  }

  /** Show what is here, then get in step with the server. */
  async open(sent: Packet | null): Promise<void> {
    let news = false;
    try {
      await nowSignedIn(this.person);
      if (sent !== null) news = await keepIfNewer(sent);
    } catch (error) {
      this.unsaved(error);
      return;
    }
    if (news) this.outcome = "sent";
    await this.read();
    // A page that came with news is up to date unless something waits to be told.
    this.sync.start({ packet: !news || this.scene.sync.waiting > 0, substitutes: true });
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Keep what was done; it is on the disk when this resolves. */
  async record(events: readonly SyncEvent[], parts: StationParts | null = null): Promise<void> {
    try {
      await append(this.person, events, parts);
      this.unkept = false;
    } catch (error) {
      this.unkept = true;
      this.unsaved(error);
      throw error;
    }
    await this.read();
    this.sync.appended({ plan: events.some((event) => event.type !== "set") });
  }

  /** Let go of what the server refused. */
  async discardRefused(): Promise<void> {
    await discard(this.scene.sync.refused);
    await this.read();
  }

  /** Ask the server again. */
  retry(): void {
    this.sync.kick({ packet: true, substitutes: true });
  }

  /** Read what is kept here and show it; one after the other, so that the newest is shown last. */
  private read(): Promise<void> {
    this.reading = this.reading.then(async () => {
      const [packet, substitutes, rows] = await Promise.all([
        keptPacket(this.person),
        keptSubstitutes(this.person),
        rowsOf(this.person),
      ]);
      const state = stateOf(rows, this.outcome);
      const sync = this.unkept ? { ...state, condition: "unsaved" as const } : state;
      this.show({ ...this.found(packet, rows), substitutes, sync });
    });
    this.reading = this.reading.catch((error: unknown) => this.unsaved(error));
    return this.reading;
  }

  private found(packet: Packet | null, rows: readonly LogRow[]): Pick<Scene, "kind" | "visit"> {
    const { visit } = this.scene;
    // The next session's packet comes as soon as this one is sent; what changed is read first.
    const over = visit !== null && visit.finishedAt !== null;
    if (over && packet?.session.id !== visit.packet.session.id) return { kind: "ready", visit };
    if (this.absent !== null && packet === null) return { kind: this.absent, visit: null };
    if (packet === null) return { kind: this.outcome === null ? "loading" : "broken", visit: null };
    return { kind: "ready", visit: visitOf(packet, rows) };
  }

  private ended(outcome: Outcome | "unsaved"): void {
    if (outcome === "unsaved") {
      this.unsaved("the log cannot be read");
      return;
    }
    this.outcome = outcome;
    void this.read().then(() => {
      if (outcome === "sign-in" && !this.isTraining()) location.replace(SIGN_IN);
    });
  }

  /** Whether a session is under way here: then signing in can wait until it is over. */
  private isTraining(): boolean {
    const { visit, sync } = this.scene;
    if (sync.waiting > 0) return true;
    if (visit === null || visit.startedAt === null || visit.finishedAt !== null) return false;
    const last = visit.done.at(-1)?.at ?? Date.parse(visit.startedAt) * 1000;
    return Date.now() * 1000 - last < LONGEST_PAUSE_MICROSECONDS;
  }

  private unsaved(error: unknown): void {
    console.error(error);
    const kind = this.scene.visit === null ? "broken" : this.scene.kind;
    this.show({ kind, sync: { ...this.scene.sync, condition: "unsaved" } });
  }

  private show(change: Partial<Scene>): void {
    this.scene = { ...this.scene, ...change };
    for (const listener of this.listeners) listener();
  }
}
