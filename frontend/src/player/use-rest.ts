import { useEffect, useRef, useState } from "preact/hooks";
import { useNow } from "./components/time";
import { keepRestChange, readRestChange, type Rest, restAt, type RestChange } from "./rest";
import { lastSet, type Visit } from "./visit";

interface Resting {
  readonly rest: Rest | null;
  readonly now: number;
  readonly lengthen: (seconds: number) => void;
  readonly skip: () => void;
}

/** The rest under way. `onEnd` is called when it ends while it is watched, not when it is skipped. */
export function useRest(visit: Visit, onEnd: () => void): Resting {
  const [change, setChange] = useState<RestChange | null>(readRestChange);
  const [, renew] = useState(0);
  useEffect(() => {
    // Another tab lengthened or skipped it.
    const read = (): void => setChange(readRestChange());
    addEventListener("storage", read);
    return () => removeEventListener("storage", read);
  }, []);
  const last = lastSet(visit);
  const until = visit.step?.restUntil ?? null;
  const find = (now: number): Rest | null =>
    last === null || until === null ? null : restAt(last.at / 1000, until, last.id, change, now);
  const running = find(Date.now()) !== null;
  const now = useNow(running);
  const rest = find(Math.max(now, Date.now()));

  useEnding(running && last !== null ? last.id : null, rest?.ends ?? null, () => {
    renew((count) => count + 1);
    onEnd();
  });
  const alter = (next: Omit<RestChange, "after">): void => {
    if (last === null) return;
    const kept = { after: last.id, ...next };
    keepRestChange(kept);
    setChange(kept);
  };
  const extra = change?.after === last?.id ? (change?.extraSeconds ?? 0) : 0;
  return {
    rest,
    now: Math.max(now, Date.now()),
    lengthen: (seconds) => alter({ extraSeconds: extra + seconds, skipped: false }),
    skip: () => alter({ extraSeconds: extra, skipped: true }),
  };
}

/**
 * Calls back once when the deadline is reached; a timer that was held up is late, never lost.
 *
 * On a phone that wakes up, the second's tick may come before the timer and end the rest on the
 * screen, which puts the timer away: then the end is called here.
 */
function useEnding(key: string | null, ends: number | null, onEnd: () => void): void {
  const callback = useRef(onEnd);
  callback.current = onEnd;
  useEffect(() => {
    if (key === null || ends === null) return undefined;
    let over = false;
    const end = (): void => {
      if (over) return;
      over = true;
      callback.current();
    };
    const timer = setTimeout(end, ends - Date.now());
    return () => {
      clearTimeout(timer);
      if (Date.now() >= ends) end();
    };
  }, [key, ends === null ? null : Math.round(ends)]);
}
