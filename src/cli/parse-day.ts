import { Temporal } from "temporal-polyfill";
import { parseInstant, usageError } from "./options.ts";

/** A plain date as the instant at which it begins in a zone, or an instant; a usage error for anything else. */
export function parseDay(name: string, text: string | undefined, timezone: string): string {
  if (text === undefined) throw usageError(`expected ${name} to be given, got nothing`, `Write it as ${name} 2026-11-20.`);
  const instant = parseInstant(name, text);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return instant;
  return new Date(Temporal.PlainDate.from(text).toZonedDateTime(timezone).epochMilliseconds).toISOString();
}
