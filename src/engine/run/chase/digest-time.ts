import { Temporal } from "temporal-polyfill";
import type { Automation } from "../../../core/automation.ts";
import type { Run } from "../../../core/run.ts";

/** When a run's owner is told what it has come to, `HH:MM`, where that is later on its day: until then it asks, hears, and remembers nothing else. */
export function digestTimeAhead({ chase, timezone }: Automation, { input }: Pick<Run, "input">): string | undefined {
  const { digestAt } = chase ?? {};
  if (digestAt === undefined || input.trigger === "manual") return undefined;
  const time = Temporal.Instant.from(input.asOf).toZonedDateTimeISO(timezone).toPlainTime().toString({ smallestUnit: "minute" });
  return time < digestAt ? digestAt : undefined;
}
