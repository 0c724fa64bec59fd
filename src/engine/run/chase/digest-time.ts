import { Temporal } from "temporal-polyfill";
import type { Automation } from "../../../core/automation.ts";
import type { Run } from "../../../core/run.ts";
import { plainDateOf } from "../../../core/work-calendar.ts";

/** When a run's owner is told what it has come to, `HH:MM`, where that is later on its day: until then it asks, hears, and remembers nothing else. */
export function digestTimeAhead({ chase, timezone }: Automation, { input }: Pick<Run, "input">): string | undefined {
  const { digestAt } = chase ?? {};
  if (digestAt === undefined || input.trigger === "manual") return undefined;
  return timeOf(input.asOf, timezone) < digestAt ? digestAt : undefined;
}

/** Whether the digest of a day was told already: what comes later on it without any news leaves that as it stands. */
export function isToldOfDay({ chase, timezone }: Pick<Automation, "chase" | "timezone">, reportedTo = "", asOf: string): boolean {
  const { digestAt } = chase ?? {};
  if (digestAt === undefined || reportedTo === "") return false;
  return plainDateOf(reportedTo, timezone) === plainDateOf(asOf, timezone) && timeOf(reportedTo, timezone) >= digestAt;
}

function timeOf(instant: string, timezone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timezone).toPlainTime().toString({ smallestUnit: "minute" });
}
