import { keepCookie, readCookie } from "./cookies";

/** Tell the server the browser's time zone: it decides which day it is. */
export function keepZone(): void {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone && readCookie("ilium_zone") !== zone) keepCookie("ilium_zone", zone);
}
