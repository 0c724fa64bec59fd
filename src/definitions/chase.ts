import { z } from "zod";
import { CHASE_SUBJECTS, type Automation } from "../core/automation.ts";
import type { WriteGrant } from "../core/grant.ts";
import { hoursOf, weekdaysOf, writtenDay, writtenHours, writtenTime } from "../lib/work-week.ts";
import { oneOrMany } from "./trigger-schema.ts";

/** How people are asked, as a definition says it. */
export const chase = z.strictObject({
  about: oneOrMany(z.enum(CHASE_SUBJECTS))
    .exactOptional()
    .describe(
      "What people are asked about: tasks of their own, reviews that tasks wait for, or blockers, which is what else holds a task up. All of them when absent.",
    ),
  cadence: z
    .int()
    .min(1)
    .max(60)
    .default(2)
    .describe("Business days after which nobody knows any more how a task stands, where it has not moved."),
  hours: writtenHours.default("10:00-16:30").describe("Between which times people are written to, each in their own zone."),
  days: z
    .array(writtenDay)
    .min(1)
    .default(["mon", "tue", "wed", "thu"])
    .describe("Days on which a first question is asked, where the date does not press."),
  digest: writtenTime
    .exactOptional()
    .describe("From when on each day its runs tell their owner; before, they only ask and hear. When absent, each run tells."),
});

/** The terms by which a definition asks people; nothing where it has nobody to ask and says nothing of it. */
export function chaseOf(
  written: z.infer<typeof chase> | undefined,
  writes: readonly Pick<WriteGrant, "carries">[],
): Pick<Automation, "chase"> {
  if (!written && !writes.some(({ carries }) => carries === "questions")) return {};
  const { about, cadence, hours, days, digest } = written ?? chase.parse({});
  return {
    chase: {
      ...(about !== undefined && { about: [...new Set([about].flat())] }),
      cadenceDays: cadence,
      hours: hoursOf(hours),
      days: weekdaysOf(days),
      ...(digest !== undefined && { digestAt: digest }),
    },
  };
}
