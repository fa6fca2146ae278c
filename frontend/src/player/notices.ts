/** Notifications: only if the person asks for them. */
import { useState } from "preact/hooks";

/** Asks for the permission; null where there is nothing to ask, or it is given or refused already. */
export function useNotices(): (() => Promise<void>) | null {
  const possible = "Notification" in globalThis && "serviceWorker" in navigator;
  const [answer, setAnswer] = useState(possible ? Notification.permission : "denied");
  if (answer !== "default") return null;
  return async () => setAnswer(await Notification.requestPermission());
}
