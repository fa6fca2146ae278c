import { progress } from "../../training/session";
import { sentenceOf, type SyncState } from "../../sync/state";
import type { Visit } from "../visit";
import { ROLE_NAMES, ROLES } from "../words";
import { Icon } from "./Icon";

interface Props {
  readonly visit: Visit;
  readonly sync: SyncState;
  /** Null where leaving needs no question. */
  readonly onLeave: (() => void) | null;
  readonly onSync: () => void;
  readonly onOverview: (() => void) | null;
}

/** Where you are in the session, and where your sets are. */
export function Top({ visit, sync, onLeave, onSync, onOverview }: Props) {
  return (
    <div class="player-top">
      <div class="player-bar">
        <LeaveButton onLeave={onLeave} />
        <SyncChip sync={sync} onTap={onSync} />
        {onOverview === null ? (
          <span class="button-icon" />
        ) : (
          <button
            class="button button-quiet button-icon"
            type="button"
            aria-label="All exercises and settings"
            onClick={onOverview}
          >
            <Icon name="more" />
          </button>
        )}
      </div>
      <Blocks visit={visit} />
    </div>
  );
}

function LeaveButton({ onLeave }: Pick<Props, "onLeave">) {
  if (onLeave === null) {
    return (
      <a class="button button-quiet button-icon" href="/" aria-label="Back to Today">
        <Icon name="close" />
      </a>
    );
  }
  return (
    <button
      class="button button-quiet button-icon"
      type="button"
      aria-label="Leave the session"
      onClick={onLeave}
    >
      <Icon name="close" />
    </button>
  );
}

const CHIPS: Readonly<
  Record<SyncState["condition"], { readonly state: string; readonly icon: string }>
> = {
  sending: { state: "sending", icon: "sync" },
  synced: { state: "saved", icon: "saved" },
  offline: { state: "offline", icon: "offline" },
  "sign-in": { state: "sign-in", icon: "warning" },
  "other-person": { state: "sign-in", icon: "warning" },
  unsaved: { state: "sign-in", icon: "warning" },
};

export function SyncChip({
  sync,
  onTap,
}: {
  readonly sync: SyncState;
  readonly onTap: () => void;
}) {
  const refused = sync.refused.length > 0;
  const { state, icon } = refused ? { state: "sign-in", icon: "warning" } : CHIPS[sync.condition];
  return (
    <button class="button button-quiet sync" type="button" data-state={state} onClick={onTap}>
      <Icon name={icon} small />
      {refused ? "Not all could be synced" : shortOf(sync)}
    </button>
  );
}

/** The state in the few words that there is room for; a tap says it in full. */
function shortOf(sync: SyncState): string {
  if (sync.condition === "sign-in") return "Sign in again";
  if (sync.condition === "other-person") return "Someone else is signed in";
  if (sync.condition === "unsaved") return "Not kept";
  if (sync.waiting > 0)
    return sync.condition === "offline"
      ? `Offline, ${sync.waiting} waiting`
      : `${sync.waiting} waiting`;
  return sentenceOf(sync);
}

function Blocks({ visit }: { readonly visit: Visit }) {
  const stations = progress(visit.stations, visit.done, visit.skipped, visit.step);
  const here = visit.step === null ? null : (visit.stations[visit.step.station]?.role ?? null);
  const roles = ROLES.filter((role) => stations.some((one) => one.role === role));
  return (
    <ol class="blocks" aria-label="Blocks of the session">
      {roles.map((role) => {
        const own = stations.filter((one) => one.role === role);
        const over = own.every(({ state }) => state === "done" || state === "left out");
        const place = own.findIndex(({ state }) => state === "current") + 1;
        const count = role === here && own.length > 1 ? ` ${place} of ${own.length}` : "";
        return (
          <li
            key={role}
            class={over ? "done" : undefined}
            aria-current={role === here ? "step" : undefined}
          >
            {ROLE_NAMES[role]}
            {count}
          </li>
        );
      })}
    </ol>
  );
}
