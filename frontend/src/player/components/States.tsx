import type { ComponentChildren } from "preact";
import { sentenceOf, type SyncState } from "../../sync/state";
import { Icon } from "./Icon";

interface FrameProps {
  readonly icon: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

function Frame({ icon, title, children }: FrameProps) {
  return (
    <main class="player-alone" id="main">
      <div class="state">
        <Icon name={icon} />
        <h1 class="player-name">{title}</h1>
        {children}
      </div>
    </main>
  );
}

/** No programme, or all of it is done. */
export function NoSession() {
  return (
    <Frame icon="empty" title="No session to train">
      <p>Make a plan for your time and equipment, and your first session stands here.</p>
      <a class="button button-primary" href="/start">
        Make a plan
      </a>
      <a class="button" href="/">
        Today
      </a>
    </Frame>
  );
}

/** The server speaks a newer language than this page. */
export function Newer() {
  return (
    <Frame icon="info" title="Ilium has been updated">
      <p>Load the page again to go on. Your sets are kept.</p>
      <button class="button button-primary" type="button" onClick={() => location.reload()}>
        Load again
      </button>
    </Frame>
  );
}

/** There is nothing here to show, and the server cannot be asked. */
export function Broken({
  sync,
  onRetry,
}: {
  readonly sync: SyncState;
  readonly onRetry: () => void;
}) {
  if (sync.condition === "sign-in" || sync.condition === "other-person") return <SignIn />;
  const unsaved = sync.condition === "unsaved";
  return (
    <Frame
      icon={unsaved ? "warning" : "offline"}
      title={unsaved ? "Nothing can be kept here" : "Not on this phone yet"}
    >
      <p>
        {unsaved
          ? `${sentenceOf(sync)}.`
          : "Open the session once while you are connected. From then on it works without a network."}
      </p>
      <button class="button button-primary" type="button" onClick={onRetry}>
        Try again
      </button>
      <a class="button" href="/">
        Today
      </a>
    </Frame>
  );
}

/** No one is known on this device. */
export function SignIn() {
  return (
    <Frame icon="you" title="Sign in to train">
      <p>Your session is loaded once you are signed in.</p>
      <a class="button button-primary" href="/sign-in?next=/session">
        Sign in
      </a>
    </Frame>
  );
}

export function Loading() {
  return (
    <main class="player-alone" id="main" aria-busy="true" aria-label="Loading">
      <div class="stack">
        <span class="skeleton skeleton-short" />
        <span class="skeleton skeleton-tall" />
        <span class="skeleton" />
        <span class="skeleton" />
      </div>
    </main>
  );
}
