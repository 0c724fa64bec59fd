import { isAbsolute, normalize, sep } from "node:path";
import { z } from "zod";

/** Read where no paths are named. */
export const DEFAULT_FOLDER = "test-results";

/** What a definition may say under `junit:`. */
export const junitSchema = z
  .strictObject({
    paths: z
      .array(z.string().min(1).refine(isWithin, { error: "to be a path within the workspace" }))
      .min(1)
      .max(50)
      .default([DEFAULT_FOLDER])
      .describe("Test reports, or folders whose .xml and .trx files are read, relative to the workspace and within it."),
    max: z.int().min(1).max(20_000).default(2_000).describe("At most this many failing or flaky tests are told, failing ones first."),
  })
  .describe("Test results in JUnit's XML format.");

function isWithin(path: string): boolean {
  const steps = normalize(path).split(sep);
  return !isAbsolute(path) && !["..", "~"].includes(steps[0] ?? "");
}

export type JunitOptions = z.infer<typeof junitSchema>;
