import type { Draft } from "./draft.ts";

/** The Markdown file of a draft. Every value is written as JSON, which YAML takes as it is, so that no word can pass for a key. */
export function fileTextOf({ name, report, on, reads, writes, quiet, body }: Draft): string {
  const lines = [
    `name: ${JSON.stringify(name)}`,
    ...(report === undefined ? [] : [`report: ${report}`]),
    ...(on === undefined ? [] : [`on: ${JSON.stringify(on)}`]),
    "reads:",
    ...reads.map((id) => `  - ${id}`),
    "writes:",
    ...writes.map((write) => `  - ${typeof write === "string" ? write : JSON.stringify(write)}`),
    ...(quiet === undefined ? [] : [`quiet: ${quiet}`]),
  ];
  return ["---", ...lines, "---", "", body, ""].join("\n");
}
