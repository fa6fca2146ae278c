import { useEffect, useRef } from "preact/hooks";
import type { Range } from "../../training/packet";
import { clockText } from "../rest";
import type { Settings } from "../settings";
import { buzz, signalEnd, tone } from "../signals";
import { useNow } from "./time";

export const LEAD_IN_MS = 3000;

interface Props {
  /** When the hold begins, milliseconds since 1970: a few seconds to get into position. */
  readonly begins: number;
  readonly range: Range;
  readonly settings: Settings;
}

/** The clock of a hold: counts up, says when the least is reached and when the most is. */
export function Hold({ begins, range: [low, high], settings }: Props) {
  const now = useNow(true, 100);
  const held = Math.floor((now - begins) / 1000);
  useSignals(held, low, high, settings);
  if (held < 0) return <p class="beat">Get into position: {-held}</p>;
  const text =
    held >= high
      ? "All of it. Stop here."
      : held >= low
        ? `Enough; up to ${high} s if it is steady.`
        : `Hold for ${low} s at least.`;
  return (
    <div class="hold">
      <p class="hold-time" role="timer" aria-live="off">
        {clockText(held)}
      </p>
      <p>{text}</p>
    </div>
  );
}

function useSignals(held: number, low: number, high: number, settings: Settings): void {
  const told = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const before = told.current;
    told.current = held;
    if (before >= held) return;
    const passed = (second: number): boolean => before < second && held >= second;
    if (passed(high)) signalEnd(settings);
    else if (passed(low) || passed(0)) {
      tone(settings, 880, 0.3);
      buzz(settings, [200]);
    } else if (held < 0) tone(settings, 440, 0.06);
  }, [held]);
}
