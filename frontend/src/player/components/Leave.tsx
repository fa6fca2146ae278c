import type { Visit } from "../visit";
import { counted } from "../words";
import { Dialog } from "./Dialog";

interface Props {
  readonly visit: Visit;
  readonly onFinish: () => void;
  readonly onClose: () => void;
}

/** Leaving early: asked once, and nothing is lost either way. */
export function Leave({ visit, onFinish, onClose }: Props) {
  return (
    <Dialog title="Stop here?" onClose={onClose}>
      <div class="stack">
        <p class="advice">
          {counted(visit.done.length, "set")} done, all of it kept. You can go on later today where
          you stopped.
        </p>
        <a class="button button-primary button-wide" href="/">
          Go on later
        </a>
        <button class="button button-wide" type="button" onClick={onFinish}>
          Finish the session
        </button>
        <button class="button button-quiet button-wide" type="button" onClick={onClose}>
          Keep training
        </button>
      </div>
    </Dialog>
  );
}

interface ConfirmProps {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before what cannot be taken back. */
export function Confirm({ title, text, action, onConfirm, onClose }: ConfirmProps) {
  return (
    <Dialog title={title} onClose={onClose}>
      <p class="advice">{text}</p>
      <footer>
        <button class="button" type="button" onClick={onClose}>
          No
        </button>
        <button class="button button-primary" type="button" autofocus onClick={onConfirm}>
          {action}
        </button>
      </footer>
    </Dialog>
  );
}
