import { Temporal } from "temporal-polyfill";
import type { Acknowledgement } from "./finding.ts";

/** Who says it, when (a UTC instant), and the zone whose days are counted. */
export interface Saying {
  by: string;
  at: string;
  timezone: string;
  /** For good where it is left out. */
  days?: number | undefined;
}

/** What somebody says of a flag. It holds until the day begins that is so many days later: who snoozes until tomorrow hears of it tomorrow morning. */
export function acknowledgementOf(kind: Acknowledgement["kind"], { by, at, timezone, days }: Saying): Acknowledgement {
  if (days === undefined) return { kind, by, at };
  const day = Temporal.Instant.from(at).toZonedDateTimeISO(timezone).startOfDay().add({ days });
  return { kind, by, at, until: new Date(day.epochMilliseconds).toISOString() };
}
