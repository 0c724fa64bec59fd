import type { Draft } from "./draft.ts";

/** The Markdown file of a draft. Every value is written as JSON, which YAML takes as it is, so that no word can pass for a key. */
export function fileTextOf({ name, report, on, reads, writes, quiet, body }: Draft): string {
  const lines = [
    `name: ${JSON.stringify(name)}`,
    ...(report === undefined ? [] : [`report: ${report}`]),
    ...(on === undefined ? [] : [`on: ${JSON.stringify(on)}`]),
    "reads:",
    ...reads.map((id) => `  - ${id === "files" ? filesFor(report) : id}`),
    "writes:",
    ...writes.map((write) => `  - ${typeof write === "string" ? write : JSON.stringify(write)}`),
    ...(quiet === undefined ? [] : [`quiet: ${quiet}`]),
  ];
  return ["---", ...lines, "---", "", body, ""].join("\n");
}

/** What the files of a report hold, where that is no tasks and notes. */
const FORMS: Readonly<Record<string, string>> = { meeting_notes: "transcripts" };

function filesFor(report: string | undefined): string {
  const form = FORMS[report ?? ""];
  return form === undefined ? "files" : `files: { as: ${form} }`;
}
