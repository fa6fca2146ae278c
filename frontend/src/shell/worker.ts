/** Let the pages work without a network, where the browser can. */
export function registerWorker(): void {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register("/sw.js", { updateViaCache: "none" }).catch(() => {
    // Private windows and plain HTTP refuse it; all works but offline.
  });
}
