import type { ComponentChildren } from "preact";
import { Icon } from "./Icon";

interface Props {
  /** What is stepped, as `Reps`. */
  readonly label: string;
  readonly less: string;
  readonly more: string;
  /** Null where there is nothing less or more. */
  readonly onLess: (() => void) | null;
  readonly onMore: (() => void) | null;
  readonly children: ComponentChildren;
}

/** Minus, a value, plus. */
export function Stepper({ label, less, more, onLess, onMore, children }: Props) {
  return (
    <div class="stepper" role="group" aria-label={label}>
      <button type="button" aria-label={less} disabled={onLess === null} onClick={() => onLess?.()}>
        <Icon name="minus" />
      </button>
      <span class="stepper-value">{children}</span>
      <button type="button" aria-label={more} disabled={onMore === null} onClick={() => onMore?.()}>
        <Icon name="plus" />
      </button>
    </div>
  );
}
