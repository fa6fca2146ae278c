import type { Station } from "../../training/packet";
import type { PerformedSet } from "../../training/performed";
import { progress } from "../../training/session";
import { useNotices } from "../notices";
import type { Settings } from "../settings";
import { canResume, cardOf, ownSets, type Visit, withSets } from "../visit";
import { ROLE_NAMES, setText } from "../words";
import { Dialog } from "./Dialog";
import { Icon } from "./Icon";

interface Props {
  readonly visit: Visit;
  readonly settings: Settings;
  readonly onSettings: (settings: Settings) => void;
  readonly onEdit: (set: PerformedSet) => void;
  readonly onUndo: () => void;
  readonly onLeaveOut: (() => void) | null;
  /** Do what was left out after all. */
  readonly onResume: (station: Station) => void;
  readonly onFinish: () => void;
  readonly onClose: () => void;
}

const STATES = { done: "done", "left out": "left out", current: "now", ahead: "" } as const;

/** The whole session: what is done, what is to come, and how the player behaves. */
export function Overview(props: Props) {
  const { visit, onEdit, onUndo, onLeaveOut, onResume, onFinish, onClose } = props;
  return (
    <Dialog title="This session" onClose={onClose}>
      <div class="stack stack-loose">
        <ol class="rows">
          {progress(visit.stations, visit.done, visit.skipped, visit.step).map(
            ({ station: place, role, state }) => {
              const station = visit.stations[place];
              if (station === undefined) return null;
              return (
                <li key={place} class="row" aria-current={state === "current" ? "step" : undefined}>
                  <div>
                    <p class="row-detail small">{ROLE_NAMES[role]}</p>
                    <p class="row-title">{cardOf(visit, station).name}</p>
                    <p class="row-detail">{station.line}</p>
                  </div>
                  <p class="row-value">{STATES[state]}</p>
                  <Sets sets={ownSets(visit, station)} visit={visit} onEdit={onEdit} />
                  {canResume(visit, station) && (
                    <Resume
                      name={cardOf(visit, station).name}
                      onResume={() => onResume(station)}
                    />
                  )}
                </li>
              );
            },
          )}
          {withSets(visit, visit.replaced).map((station) => (
            <li key={station.variant} class="row">
              <div>
                <p class="row-detail small">{ROLE_NAMES[station.role]}</p>
                <p class="row-title">{cardOf(visit, station).name}</p>
              </div>
              <p class="row-value">swapped</p>
              <Sets sets={ownSets(visit, station)} visit={visit} onEdit={onEdit} />
            </li>
          ))}
        </ol>
        <div class="stack">
          {visit.done.length > 0 && (
            <button class="button button-wide" type="button" onClick={onUndo}>
              <Icon name="undo" small />
              Take the last set back
            </button>
          )}
          {onLeaveOut && (
            <button class="button button-wide" type="button" onClick={onLeaveOut}>
              Leave the rest of this exercise out
            </button>
          )}
          <button class="button button-wide" type="button" onClick={onFinish}>
            Finish the session now
          </button>
        </div>
        <Switches settings={props.settings} onSettings={props.onSettings} />
      </div>
    </Dialog>
  );
}

interface SetsProps {
  readonly sets: readonly PerformedSet[];
  readonly visit: Visit;
  readonly onEdit: (set: PerformedSet) => void;
}

function Sets({ sets, visit, onEdit }: SetsProps) {
  if (sets.length === 0) return null;
  return (
    <ul class="logged whole">
      {sets.map((set) => (
        <li key={set.id}>
          <span>{setText(set, visit.packet.unit)}</span>
          <button class="button button-quiet" type="button" onClick={() => onEdit(set)}>
            Change<span class="visually-hidden"> {setText(set, visit.packet.unit)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function Resume({ name, onResume }: { readonly name: string; readonly onResume: () => void }) {
  return (
    <p class="whole">
      <button class="button" type="button" onClick={onResume}>
        <Icon name="undo" small />
        Do it after all<span class="visually-hidden">: {name}</span>
      </button>
    </p>
  );
}

function Switches({ settings, onSettings }: Pick<Props, "settings" | "onSettings">) {
  return (
    <section class="stack stack-tight">
      <h3>On this phone</h3>
      <Switch
        label="Tones"
        on={settings.sound}
        onChange={(sound) => onSettings({ ...settings, sound })}
      />
      <Switch
        label="Vibration"
        on={settings.vibration}
        onChange={(vibration) => onSettings({ ...settings, vibration })}
      />
      <Switch
        label="Say sets and cues aloud"
        on={settings.speech}
        onChange={(speech) => onSettings({ ...settings, speech })}
      />
      <Notices />
    </section>
  );
}

function Notices() {
  const ask = useNotices();
  if (ask === null) return null;
  return (
    <button class="button button-wide" type="button" onClick={() => void ask()}>
      Tell me when a rest ends while the screen is off
    </button>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly on: boolean;
  readonly onChange: (on: boolean) => void;
}

function Switch({ label, on, onChange }: SwitchProps) {
  return (
    <label class="check switch">
      {label}
      <input
        type="checkbox"
        role="switch"
        checked={on}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </label>
  );
}
