import { useState } from "preact/hooks";
import { sentenceOf, type SyncState } from "../../sync/state";
import { Dialog } from "./Dialog";

interface Props {
  readonly sync: SyncState;
  readonly onRetry: () => void;
  /** Let go of what was refused. */
  readonly onDiscard: () => void;
  readonly onClose: () => void;
}

/** Where your sets are, in full, and what can be done about it. */
export function SyncDialog({ sync, onRetry, onDiscard, onClose }: Props) {
  return (
    <Dialog title="Your sets" onClose={onClose}>
      <div class="stack">
        <p class="advice">{sentenceOf(sync)}.</p>
        <p>{EXPLAINED[sync.condition]}</p>
        <Refused sync={sync} onDiscard={onDiscard} />
        {sync.condition === "sign-in" && (
          <a class="button button-primary button-wide" href="/sign-in?next=/session">
            Sign in
          </a>
        )}
        {sync.condition === "offline" && (
          <button class="button button-wide" type="button" onClick={onRetry}>
            Try now
          </button>
        )}
      </div>
    </Dialog>
  );
}

const EXPLAINED: Readonly<Record<SyncState["condition"], string>> = {
  synced: "Everything that you did is in your diary.",
  sending: "They are kept on this phone and go to your diary now.",
  offline:
    "Go on training: every set is kept on this phone, and goes to your diary when the network is back.",
  "sign-in":
    "Go on training: every set is kept on this phone. Sign in when you have a moment, and they go to your diary.",
  "other-person":
    "Nothing of yours goes into another diary. Sign in as yourself, and your sets go to yours.",
  unsaved: "A set that cannot be kept is not counted as done. Write it down until there is space.",
};

function Refused({ sync: { refused }, onDiscard }: Pick<Props, "sync" | "onDiscard">) {
  const [saved, setSaved] = useState(false);
  if (refused.length === 0) return null;
  const problems = [...new Set(refused.map((row) => row.problem ?? ""))].filter(
    (text) => text !== "",
  );
  return (
    <section class="stack stack-tight">
      <h3>Not taken into your diary: {refused.length}</h3>
      {problems.map((problem) => (
        <p key={problem}>{problem}</p>
      ))}
      <button
        class="button button-wide"
        type="button"
        onClick={() => {
          download(refused.map((row) => row.event));
          setSaved(true);
        }}
      >
        Save them to a file
      </button>
      {saved && (
        <button class="button button-danger button-wide" type="button" onClick={onDiscard}>
          Remove them from this phone
        </button>
      )}
    </section>
  );
}

function download(events: readonly unknown[]): void {
  const text = JSON.stringify({ schema: "ilium.events/1", events }, null, 1);
  const address = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = "ilium-events.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
