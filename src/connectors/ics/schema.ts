import { isAbsolute, normalize, sep } from "node:path";
import { z } from "zod";
import { USUAL_REACH } from "../../lib/calendar/range.ts";
import { parseDuration } from "../../lib/duration.ts";

/** Read where no paths are named. */
export const DEFAULT_FOLDER = "calendar";
const DAY_MS = 86_400_000;
const MOST_DAYS = 90;

const span = z.string().refine((text) => (parseDuration(text) ?? Infinity) <= MOST_DAYS * DAY_MS, {
  error: `to be a duration of at most ${MOST_DAYS}d, such as 14d`,
});

/** What a definition may say under `ics:`. */
export const icsSchema = z
  .strictObject({
    paths: z
      .array(z.string().min(1).refine(isWithin, { error: "to be a path within the workspace" }))
      .min(1)
      .max(50)
      .default([DEFAULT_FOLDER])
      .describe("Calendar files, or folders whose .ics files are read, relative to the workspace and within it."),
    ahead: span.default(USUAL_REACH.ahead).describe("How far ahead of the run dates are read, to the end of that day."),
    behind: span.default(USUAL_REACH.behind).describe("How far back from the run dates are read, from the start of that day."),
  })
  .describe("Dates in calendar files.");

function isWithin(path: string): boolean {
  const steps = normalize(path).split(sep);
  return !isAbsolute(path) && !["..", "~"].includes(steps[0] ?? "");
}

export type IcsOptions = z.infer<typeof icsSchema>;
