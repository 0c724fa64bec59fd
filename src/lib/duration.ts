import { countOf } from "./text.ts";

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** The form of a duration as people write it: one whole number and one unit. */
export const DURATION_PATTERN = /^([1-9]\d{0,5})([smhd])$/;

/** `15m`, `1h` or `1d` in milliseconds; undefined for anything else. */
export function parseDuration(text: string): number | undefined {
  const [, count, unit] = DURATION_PATTERN.exec(text) ?? [];
  return count !== undefined && isUnit(unit) ? Number(count) * UNIT_MS[unit] : undefined;
}

/** Milliseconds in the largest unit that divides them, in words: `15 minutes`, `1 day`. */
export function durationInWords(ms: number): string {
  const units = [
    ["day", UNIT_MS.d],
    ["hour", UNIT_MS.h],
    ["minute", UNIT_MS.m],
    ["second", UNIT_MS.s],
  ] as const;
  const [unit, size] = units.find(([, unitMs]) => ms % unitMs === 0) ?? ["millisecond", 1];
  return countOf(ms / size, unit);
}

function isUnit(unit: string | undefined): unit is keyof typeof UNIT_MS {
  return unit !== undefined && Object.hasOwn(UNIT_MS, unit);
}
