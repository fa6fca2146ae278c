/**
 * Loads in whole grams: as text, as records, and as a person types them.
 *
 * Mirrors `src/ilium/loads.py`; tests/web/test_rules_agree.py holds the two together.
 */

import type { Load, LoadKind, LoadRecord, Unit } from "./packet";

export const KILOGRAM_KINDS: ReadonlySet<LoadKind> = new Set<LoadKind>([
  "barbell",
  "dumbbell",
  "kettlebell",
  "stack",
  "plate",
]);

/** Grams. Anything above is a slip of the finger. */
export const MAXIMUM_GRAMS = 1_000_000;

const GRAMS = 1000;

/** A pound is 0.45359237 kg exactly: so many units of 10 micrograms. */
const POUND = 45_359_237n;

/** Grams in units of 10 micrograms. */
const PER_GRAM = 100_000n;

/** Whether two loads are the same one. The bare body and the body with 0 kg are not. */
export function sameLoad(one: Load | null, other: Load | null): boolean {
  if (one === null || other === null) return one === other;
  return one.kind === other.kind && one.grams === other.grams && one.band === other.band;
}

/** Kilograms as decimal text, exact: 62500 is `62.5`. */
export function kilogramsText(grams: number): string {
  return decimalText(grams, 3);
}

/** A weight as a person reads it: kilograms as they are, pounds to a tenth. */
export function weightText(grams: number, unit: Unit): string {
  if (unit === "kg") return `${kilogramsText(grams)} kg`;
  const tenths = divided(BigInt(grams) * PER_GRAM * 10n, POUND);
  return `${decimalText(Number(tenths), 1)} lb`;
}

/** A load as a person reads it. */
export function loadText(load: Load, unit: Unit): string {
  switch (load.kind) {
    case "none":
      return "no load";
    case "band":
      return `${load.band ?? ""} band`;
    case "bodyweight":
      return load.grams ? `bodyweight + ${weightText(load.grams, unit)}` : "bodyweight";
    default:
      return weightText(load.grams ?? 0, unit);
  }
}

/** How a load is taken: `at 60 kg`, `with 12 kg (dumbbell)`, `with the light band`. */
export function atText(load: Load, unit: Unit): string {
  const text = loadText(load, unit);
  switch (load.kind) {
    case "dumbbell":
    case "kettlebell":
      return `with ${text} (${load.kind})`;
    case "band":
      return `with the ${text}`;
    case "bodyweight":
    case "none":
      return `with ${text}`;
    default:
      return `at ${text}`;
  }
}

/**
 * Grams from what a person typed: `62.5`, `62,5 kg`, `135lb`; null if it is not a weight from 0 to
 * 1000 kg. A number without a unit is in `unit`.
 */
export function parseWeight(text: string, unit: Unit): number | null {
  const found = /^(\d{1,9})?(?:[.,](\d{0,9}))?\s*(kg|lbs?)?$/.exec(text.trim().toLowerCase());
  if (found === null || !(found[1] || found[2])) return null;
  const fraction = found[2] ?? "";
  const digits = BigInt((found[1] ?? "") + fraction);
  const scale = 10n ** BigInt(fraction.length);
  const pounds = found[3] === undefined ? unit === "lb" : found[3] !== "kg";
  const grams = pounds
    ? divided(digits * POUND, scale * PER_GRAM)
    : divided(digits * BigInt(GRAMS), scale);
  const above = pounds
    ? digits * POUND > BigInt(MAXIMUM_GRAMS) * scale * PER_GRAM
    : digits * BigInt(GRAMS) > BigInt(MAXIMUM_GRAMS) * scale;
  return above ? null : Number(grams);
}

/** The wire's form of a load. */
export function loadRecord(load: Load): LoadRecord {
  if (load.band !== null) return { kind: load.kind, band: load.band };
  if (load.grams !== null) return { kind: load.kind, kilograms: kilogramsText(load.grams) };
  return { kind: load.kind };
}

/** A load from the wire. */
export function loadOf(record: LoadRecord): Load {
  const { kilograms } = record;
  return {
    kind: record.kind,
    grams: kilograms == null ? null : gramsOf(kilograms),
    band: record.band ?? null,
  };
}

/** Grams of decimal kilograms, as the server writes them: `62.5`, `1E+1`. */
function gramsOf(kilograms: string): number {
  const found = /^(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(kilograms);
  if (found === null) throw new RangeError(`${kilograms} is not a decimal number`);
  const fraction = found[2] ?? "";
  const power = Number(found[3] ?? 0) - fraction.length + 3;
  const digits = BigInt((found[1] ?? "") + fraction);
  return Number(
    power >= 0 ? digits * 10n ** BigInt(power) : divided(digits, 10n ** BigInt(-power)),
  );
}

/** A whole number of 10^-places as decimal text without trailing zeros. */
function decimalText(value: number, places: number): string {
  const digits = String(value).padStart(places + 1, "0");
  const fraction = digits.slice(-places).replace(/0+$/, "");
  const whole = digits.slice(0, -places);
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

/** The quotient as a whole number; a tie goes to the even one, as Python's Decimal rounds. */
function divided(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const twice = 2n * (dividend % divisor);
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  return up ? quotient + 1n : quotient;
}
