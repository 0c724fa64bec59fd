import type { ReportName } from "../../core/automation.ts";
import type { Draft } from "./draft.ts";

/** The Markdown file of a draft. Every value is written as JSON, which YAML takes as it is, so that no word can pass for a key. */
export function fileTextOf({ name, report, on, reads, writes, quiet, body }: Draft): string {
  const lines = [
    `name: ${JSON.stringify(name)}`,
    ...(report === undefined ? [] : [`report: ${report}`]),
    ...(on === undefined ? [] : [`on: ${JSON.stringify(on)}`]),
    "reads:",
    ...reads.flatMap((id) => (id === "files" ? filesFor(report) : [id])).map((grant) => `  - ${grant}`),
    "writes:",
    ...writes.map((write) => `  - ${typeof write === "string" ? write : JSON.stringify(write)}`),
    ...(quiet === undefined ? [] : [`quiet: ${quiet}`]),
  ];
  return ["---", ...lines, "---", "", body, ""].join("\n");
}

/** What the files of a report hold, where that is no tasks and notes. */
const FORMS: Readonly<Partial<Record<ReportName, readonly string[]>>> = {
  meeting_notes: ["transcripts"],
  incident_summary: ["notes", "incidents", "rollouts"],
  weekly_digest: ["notes", "plan", "rollouts"],
  risk_radar: ["notes", "plan", "rollouts", "incidents"],
  user_feedback: ["feedback"],
  document_review: ["documents", "checklist"],
};

function filesFor(report: ReportName | undefined): string[] {
  const forms = FORMS[report ?? "briefing"];
  return forms === undefined ? ["files"] : forms.map((form) => (form === "notes" ? "files" : `files: { as: ${form} }`));
}
