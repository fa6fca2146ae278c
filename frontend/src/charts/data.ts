/** What the server puts beside a chart as JSON. */

/** Bars of weeks, and the range they are held against. */
export interface Weeks {
  readonly days: readonly string[];
  readonly values: readonly number[];
  readonly band: readonly [number, number] | null;
  readonly unit: string;
}

/** A line with its uncertainty and the single days' dots; null where a day says nothing. */
export interface Series {
  readonly label: string;
  readonly values: readonly (number | null)[];
  readonly low: readonly (number | null)[] | null;
  readonly high: readonly (number | null)[] | null;
  readonly dots: readonly (number | null)[];
}

/** Lines over the same days. */
export interface Trend {
  readonly days: readonly string[];
  readonly unit: string;
  readonly series: readonly Series[];
}

/** The JSON of a `json_script` element. It comes from the same server as this script. */
export function readData<Shape>(id: string): Shape {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`There is no data ${id}.`);
  return JSON.parse(element.textContent) as Shape;
}

/** Seconds since 1970 of a day, as UTC. */
export function secondsOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000;
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `3 Nov`, or `Nov 2026` where days would be too fine. */
export function dayText(seconds: number, coarse = false): string {
  const day = new Date(seconds * 1000);
  const month = MONTHS[day.getUTCMonth()] ?? "";
  return coarse ? `${month} ${day.getUTCFullYear()}` : `${day.getUTCDate()} ${month}`;
}
