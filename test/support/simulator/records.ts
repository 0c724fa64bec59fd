import type { Item } from "../../../src/core/item.ts";
import type { IncidentFields } from "../../../src/core/kinds/incident.ts";
import type { IssueFields } from "../../../src/core/kinds/issue.ts";
import { itemOf } from "../items.ts";
import { fullName, type Name } from "./cast.ts";

/** An open incident of the tides that began at an instant, unless told otherwise. */
export function incidentItem(title: string, beganAt: string, words: Partial<IncidentFields> = {}): Item {
  const fields: IncidentFields = { ...BROKEN, detectedAt: beganAt, ...words };
  const id = `rows:${title.toLowerCase().replaceAll(/\W+/g, "-")}`;
  return itemOf({ id, source: "rows", kind: "incident", title, ts: beganAt, updatedAt: beganAt, fields: { ...fields } });
}

const BROKEN: Omit<IncidentFields, "detectedAt"> = {
  ...{ service: "tides", state: "open", severity: "SEV2", mitigatedAt: null, resolvedAt: null, impact: "Tables are late." },
};

/** An open issue of `harbor/tides` that was opened at an instant, unless told otherwise. */
export function issueItem(title: string, openedAt: string, words: Partial<IssueFields> = {}): Item {
  const fields: IssueFields = { ...FILED, ...words };
  const id = `github:${fields.repository}/issues/${fields.number}`;
  return itemOf({ id, source: "github", kind: "issue", title, ts: openedAt, updatedAt: openedAt, fields: { ...fields } });
}

const FILED: IssueFields = {
  ...{ repository: "harbor/tides", number: 31, state: "open", reason: null, labels: [], milestone: null, comments: 0 },
  ...{ closedAt: null, mentionsViewer: false, bot: false, viewer: "github:me" },
};

/** What was said in a meeting that began at an instant, one turn of one speaker after the other. */
export function transcriptItem(title: string, beganAt: string, turns: readonly (readonly [by: Name, words: string])[]): Item {
  const clock = (index: number): string => `00:${String(index + 2).padStart(2, "0")}:10`;
  const speakers = [...new Set(turns.map(([by]) => fullName(by)))];
  return itemOf({
    id: `files:meetings/${title.toLowerCase().replaceAll(/\W+/g, "-")}.vtt`,
    source: "files",
    kind: "transcript",
    title,
    body: turns.map(([by, words], index) => `${clock(index)} ${fullName(by)}: ${words}`).join("\n"),
    ts: beganAt,
    updatedAt: beganAt,
    actors: speakers.map((name) => ({ name, role: "speaker" })),
    fields: { path: `meetings/${title}.vtt`, date: beganAt.slice(0, 10), dated: true, turns: turns.length, seconds: 60 * turns.length },
  });
}
