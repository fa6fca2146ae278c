import { useEffect, useState } from "preact/hooks";

/** The time now, milliseconds since 1970, renewed while `running` and when the page is seen again. */
export function useNow(running: boolean, everyMs = 200): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!running) return undefined;
    const tick = (): void => setNow(Date.now());
    tick();
    const timer = setInterval(tick, everyMs);
    document.addEventListener("visibilitychange", tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", tick);
    };
  }, [running, everyMs]);
  return now;
}
