/** Times for what is recorded. A phone's clock can go back; the order of what was done cannot. */

/** Now, or just after the latest of some earlier times if the clock stands before it. */
export function after(earlier: readonly string[], now: number = Date.now()): string {
  const latest = Math.max(...earlier.map((time) => Date.parse(time)), Number.NEGATIVE_INFINITY);
  return new Date(Math.max(now, latest + 1)).toISOString();
}
