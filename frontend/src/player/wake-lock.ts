/** Keeps the screen on while a session is under way. */
let wanted = false;
let lock: WakeLockSentinel | null = null;

/** Keep the screen on, or let it go. Taken again when the page is looked at again. */
export function keepAwake(on: boolean): void {
  wanted = on;
  if (on) void acquire();
  else void lock?.release();
}

async function acquire(): Promise<void> {
  if (!wanted || !("wakeLock" in navigator) || document.visibilityState !== "visible") return;
  if (lock !== null && !lock.released) return;
  try {
    lock = await navigator.wakeLock.request("screen");
  } catch {
    // A low battery refuses it; the timers count to deadlines anyway.
  }
}

document.addEventListener("visibilitychange", () => void acquire());
