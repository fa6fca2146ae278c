/** What a page says that the service worker had kept: that it is old, and why it is shown. */

const LACKS: Readonly<Record<string, string>> = {
  none: "No network.",
  slow: "The network is slow.",
  trouble: "The server is in trouble.",
};

/** Fill the line at the top of the page, if the service worker wrote into it when it was kept. */
export function sayThatItIsOld(): void {
  const { kept, lack = "" } = document.documentElement.dataset;
  const line = document.querySelector<HTMLElement>("#kept > p");
  const words = line?.querySelector("span");
  if (kept === undefined || !line || !words) return;
  words.textContent = keptText(lack, new Date(kept), new Date());
  line.hidden = false;
}

/** `No network. This is how it was at 23:44.` With the day if that is not today. */
export function keptText(lack: string, kept: Date, now: Date): string {
  const time = kept.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const day = kept.toLocaleDateString("en-GB", { day: "numeric", month: "long" });
  const today = kept.toDateString() === now.toDateString();
  return `${LACKS[lack] ?? ""} This is how it was ${today ? "" : `on ${day} `}at ${time}.`.trim();
}
