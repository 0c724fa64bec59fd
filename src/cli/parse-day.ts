import { Temporal } from "temporal-polyfill";
import { parseInstant, usageError } from "./options.ts";

const DAY = { is: "a date or an instant", as: "2026-11-20" };

/** A plain date as the first or last millisecond that it has in a zone, or an instant; a usage error for anything else. */
export function parseDay(name: string, text: string | undefined, timezone: string, edge: "first" | "last"): string {
  if (text === undefined) throw usageError(`expected ${name} to be given, got nothing`, `Write it as ${name} ${DAY.as}.`);
  const instant = parseInstant(name, text, DAY);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return instant;
  const startMs = (date: Temporal.PlainDate): number => date.toZonedDateTime(timezone).epochMilliseconds;
  const date = Temporal.PlainDate.from(text);
  return new Date(edge === "first" ? startMs(date) : startMs(date.add({ days: 1 })) - 1).toISOString();
}
