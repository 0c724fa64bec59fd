import { z } from "zod";

/** Whoever is told of more than these at once mends none: of a thousand mistakes most are the same one. */
const MOST_ISSUES = 20;

/** What is wrong first with the form of something, without any of its own words: a key that nobody asked for can be anything. */
export function formWords({ issues }: z.ZodError): string {
  const told = issues
    .slice(0, MOST_ISSUES)
    .map((issue) =>
      issue.code === "unrecognized_keys" ? { ...issue, keys: [], message: "There are keys that were not asked for" } : issue,
    );
  return z.prettifyError(new z.ZodError(told));
}
