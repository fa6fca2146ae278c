import { useEffect, useRef, useState } from "preact/hooks";
import type { Settings } from "../settings";
import { buzz, tone } from "../signals";
import { type Beat, beatAt, phasesOf } from "../tempo";

const LEAD_IN_SECONDS = 3;
const HERTZ = { lift: 880, hold: 660, lower: 550 } as const;
const COUNT_HERTZ = 440;

interface Props {
  readonly tempo: string;
  readonly settings: Settings;
}

/** Counts the set: lift, hold, lower. By the clock, so it does not fall behind. */
export function Metronome({ tempo, settings }: Props) {
  const elapsed = useElapsed();
  const beat = beatAt(phasesOf(tempo), elapsed);
  useTicks(beat, settings);
  if (beat === null) {
    return <p class="beat">Ready in {Math.ceil(-elapsed)}</p>;
  }
  return (
    <p class="beat">
      <span class="beat-word">{beat.word}</span> <span class="beat-second">{beat.second}</span>
      <span class="beat-rep">rep {beat.rep}</span>
    </p>
  );
}

/** Seconds since the counting began, after a short lead-in. */
function useElapsed(): number {
  const began = useRef(performance.now() + LEAD_IN_SECONDS * 1000);
  const [elapsed, setElapsed] = useState(-LEAD_IN_SECONDS);
  useEffect(() => {
    const timer = setInterval(() => setElapsed((performance.now() - began.current) / 1000), 50);
    return () => clearInterval(timer);
  }, []);
  return elapsed;
}

/** A tone at each second, a higher one and a vibration where a phase begins. */
function useTicks(beat: Beat | null, settings: Settings): void {
  const count = beat?.count ?? -1;
  useEffect(() => {
    if (beat === null) return;
    const begins = beat.second === 1;
    tone(settings, begins ? HERTZ[beat.word] : COUNT_HERTZ, begins ? 0.18 : 0.06);
    if (begins) buzz(settings, [40]);
  }, [count]);
}
