import { Temporal } from "temporal-polyfill";
import type { Rollout } from "../../../core/kinds/rollout.ts";
import { toDate } from "../tasks/task.ts";

const MINUTES: Readonly<Record<string, number>> = { m: 1, h: 60, d: 24 * 60 };
const BURN = /^(?<count>\d+) ?(?<unit>[mhd])\s*[:=]?\s*(?<rate>\d+(?:\.\d+)?)\s*x?$/i;
const CANARY = /^(?<name>\D.*?)\s*[:=]?\s+(?<value>-?\d+(?:\.\d+)?)(?<rest>(?:\s+\w+=-?\d+(?:\.\d+)?)*)$/;
const FREEZE = /^(?<from>\d{4}-\d\d-\d\d(?:T\S+)?)\/(?<to>\d{4}-\d\d-\d\d(?:T\S+)?)$/;

/** How many times faster than allowed an error budget is spent, over the time looked back on. */
export interface BurnRate {
  windowMinutes: number;
  rate: number;
  /** Where it is written. */
  path: string;
}

/** What is measured where a new version runs, more being worse, beside what it was before. */
export interface Canary {
  value: number;
  baseline: number;
  /** Standard deviation of what it was before, where it is known. */
  deviation: number | undefined;
  /** Measurements, where they are counted. */
  count: number | undefined;
  path: string;
}

/** A span in which nothing may be rolled out: UTC instants, the second one no longer in it. */
export interface Freeze {
  from: string;
  to: string;
  path: string;
}

/** The burn rates that a rollout tells of; what is written in another way is left out. */
export function burnRatesOf({ burnRates }: Rollout): BurnRate[] {
  return burnRates.flatMap((written, index): BurnRate[] => {
    const { count, unit, rate } = BURN.exec(written.trim())?.groups ?? {};
    const minutes = MINUTES[unit?.toLowerCase() ?? ""];
    if (minutes === undefined) return [];
    return [{ windowMinutes: Number(count) * minutes, rate: Number(rate), path: `fields.burnRates.${index}` }];
  });
}

/** What is measured of a rollout, as far as it is told what that was before. */
export function canariesOf({ canary }: Rollout): Canary[] {
  return canary.flatMap((written, index): Canary[] => {
    const { value, rest = "" } = CANARY.exec(written.trim())?.groups ?? {};
    const named = new Map([...rest.matchAll(/(\w+)=(-?[\d.]+)/g)].map(([, name = "", number]) => [name.toLowerCase(), Number(number)]));
    const baseline = named.get("baseline");
    if (value === undefined || baseline === undefined) return [];
    return [{ value: Number(value), baseline, deviation: named.get("sd"), count: named.get("n"), path: `fields.canary.${index}` }];
  });
}

/** The spans in which a rollout may not go on; plain dates are days of the zone, the last one in it. */
export function freezesOf({ freezes }: Rollout, timezone: string): Freeze[] {
  return freezes.flatMap((written, index): Freeze[] => {
    const { from, to } = FREEZE.exec(written.trim())?.groups ?? {};
    const [begin, end] = [instantOf(from, 0, timezone), instantOf(to, 1, timezone)];
    return begin === undefined || end === undefined ? [] : [{ from: begin, to: end, path: `fields.freezes.${index}` }];
  });
}

/** An instant as it is; of a plain date, the beginning of a day so many days later; undefined where there is no such moment. */
export function instantOf(moment: string | undefined, laterDays: number, timezone: string): string | undefined {
  if (moment?.includes("T")) return Number.isNaN(Date.parse(moment)) ? undefined : new Date(moment).toISOString();
  const date = toDate(moment);
  if (date === undefined) return undefined;
  const day = Temporal.PlainDate.from(date).add({ days: laterDays }).toZonedDateTime(timezone);
  return new Date(day.epochMilliseconds).toISOString();
}
