/**
 * Keeps this browser and the server in step for one person.
 *
 * The log goes to the server as soon as it can; what the server has comes back when something
 * but a set was sent, when the page is looked at again, and once a minute while sets are sent.
 */
import { type Channel, openChannel } from "./channel";
import { refreshPacket, refreshSubstitutes, type Refreshed } from "./refresh";
import { LONGEST_WAIT_MS, type Outcome, sendAll, waitAfter, withLock } from "./sender";
import { waiting } from "./log";

const FRESH_MS = 60_000;

export interface SyncListener {
  /** The log, the packet or the substitutes have changed. */
  readonly onChange: () => void;
  /** How the last try ended. */
  readonly onOutcome: (outcome: Outcome | "unsaved") => void;
  /** The server has no session for this person, or speaks a newer language. */
  readonly onPacket: (refreshed: "none" | "newer") => void;
}

export class Sync {
  private readonly channel: Channel;
  private running = false;
  private again = false;
  private wanted = { packet: false, substitutes: false };
  private failures = 0;
  private refreshedAt = Number.NEGATIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly person: string,
    private readonly listener: SyncListener,
  ) {
    this.channel = openChannel((changed) => {
      if (changed === person) listener.onChange();
    });
  }

  /** Begin, and go on until `stop`. */
  start(wanted: { readonly packet: boolean; readonly substitutes: boolean }): void {
    addEventListener("online", this.wake);
    addEventListener("pageshow", this.wake);
    document.addEventListener("visibilitychange", this.wake);
    this.kick(wanted);
  }

  stop(): void {
    removeEventListener("online", this.wake);
    removeEventListener("pageshow", this.wake);
    document.removeEventListener("visibilitychange", this.wake);
    clearTimeout(this.timer);
    this.channel.close();
  }

  /** Something was put into the log here. */
  appended(kinds: { readonly plan: boolean }): void {
    this.channel.tell(this.person);
    this.kick({ packet: kinds.plan, substitutes: kinds.plan });
  }

  /** Try now. */
  kick(wanted = { packet: false, substitutes: false }): void {
    this.wanted = {
      packet: this.wanted.packet || wanted.packet,
      substitutes: this.wanted.substitutes || wanted.substitutes,
    };
    if (this.running) this.again = true;
    else void this.run();
  }

  private readonly wake = (): void => {
    if (document.visibilityState === "hidden") return;
    this.kick({ packet: Date.now() - this.refreshedAt > FRESH_MS, substitutes: false });
  };

  private async run(): Promise<void> {
    this.running = true;
    clearTimeout(this.timer);
    let outcome: Outcome | "unsaved";
    do {
      this.again = false;
      outcome = await this.round().catch(() => "unsaved" as const);
    } while (this.again && outcome === "sent");
    this.running = false;
    this.again = false;
    this.failures = outcome === "sent" ? 0 : this.failures + 1;
    this.listener.onOutcome(outcome);
    if (outcome !== "sent") this.timer = setTimeout(() => this.kick(), this.pause(outcome));
  }

  private pause(outcome: Outcome | "unsaved"): number {
    // Signing in happens on another page, which wakes this one; no need to ask often.
    const patient = outcome === "sign-in" || outcome === "other-person";
    return patient ? LONGEST_WAIT_MS : waitAfter(this.failures);
  }

  private async round(): Promise<Outcome> {
    const sends = (await waiting(this.person, 1)).length > 0;
    const sent = await sendAll(this.person);
    if (sends) this.changed();
    if (sent !== "sent") return sent;
    const stale = sends && Date.now() - this.refreshedAt > FRESH_MS;
    if (this.wanted.packet || stale) {
      const refreshed = await withLock(() => refreshPacket(this.person));
      const outcome = this.took(refreshed);
      if (outcome !== "sent") return outcome;
    }
    if (this.wanted.substitutes) {
      await refreshSubstitutes(this.person);
      this.wanted.substitutes = false;
      this.changed();
    }
    return "sent";
  }

  private took(refreshed: Refreshed): Outcome {
    if (refreshed === "none" || refreshed === "newer") {
      this.wanted = { packet: false, substitutes: false };
      this.listener.onPacket(refreshed);
      return "sent";
    }
    if (refreshed === "sent") {
      this.wanted.packet = false;
      this.refreshedAt = Date.now();
      this.changed();
    }
    return refreshed;
  }

  private changed(): void {
    this.channel.tell(this.person);
    this.listener.onChange();
  }
}
