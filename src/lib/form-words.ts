import { z } from "zod";

/** What is wrong with the form of something, without any of its own words: a key that nobody asked for can be anything. */
export function formWords({ issues }: z.ZodError): string {
  const told = issues.map((issue) =>
    issue.code === "unrecognized_keys" ? { ...issue, keys: [], message: "There are keys that were not asked for" } : issue,
  );
  return z.prettifyError(new z.ZodError(told));
}
