import type { FieldValue, Item } from "../../core/item.ts";

/** What of one kind of things is shown. */
export interface Shown {
  /** Names of fields, the most telling first. */
  fields: readonly string[];
  /** Values that go without saying. */
  usual?: Readonly<Record<string, FieldValue>>;
  /** Fields of which it only matters that there is something in them. */
  marks?: readonly string[];
  /** Whether `ts` says when; its fields do where it is absent. */
  at?: true;
  /** Roles of those who are named, the first one that somebody has. */
  who: readonly string[];
}

const SHOWN: Readonly<Record<string, Shown>> = {
  mail: { fields: ["unread", "bulk", "bounced", "inviteStart"], marks: ["bulk"], at: true, who: ["from"] },
  message: { fields: ["channelName", "question", "everybody", "replies", "bot"], usual: { replies: 0 }, at: true, who: ["from"] },
  instance: {
    fields: ["start", "end", "allDay", "status", "showAs", "location"],
    usual: { status: "confirmed", showAs: "busy" },
    who: ["organizer"],
  },
  task: {
    fields: ["status", "due", "priority", "blockedBy", "blockedSince", "project", "eta", "estimate", "dependsOn"],
    usual: { status: "todo" },
    who: ["owner"],
  },
  pull_request: {
    fields: ["repository", "number", "state", "draft", "checks", "approvals", "failedSince", "conflictingSince", "bot"],
    usual: { checks: "none" },
    at: true,
    who: ["author"],
  },
  issue: { fields: ["repository", "number", "state", "labels", "milestone", "comments", "bot"], at: true, who: ["author"] },
  ci_job: {
    fields: ["repository", "workflow", "job", "branch", "status", "conclusion"],
    usual: { status: "done" },
    at: true,
    who: [],
  },
  range: { fields: ["repository", "from", "to", "changes"], at: true, who: [] },
  rollout: {
    fields: ["service", "stage", "state", "stageSince", "nextStepAt", "health", "version", "budgetLeft", "burnRates", "canary"],
    who: ["owner"],
  },
  launch: { fields: ["date", "cadence"], who: ["owner"] },
  incident: {
    fields: ["service", "state", "severity", "detectedAt", "mitigatedAt", "resolvedAt", "impact", "cause"],
    at: true,
    who: ["lead", "reporter"],
  },
  feedback: { fields: ["customer", "channel", "issues"], at: true, who: ["from"] },
  release: { fields: ["repository", "tag", "prerelease"], at: true, who: ["author"] },
  document: { fields: ["type", "modifiedAt", "modifiedBy", "sharedAt"], who: ["owner"] },
  entry: { fields: ["feed", "feedTitle"], at: true, who: ["author"] },
  resource: { fields: ["server", "mimeType"], at: true, who: [] },
  tool_result: { fields: ["server", "tool", "key"], at: true, who: [] },
  text_file: { fields: ["path", "words", "unread"], who: [] },
  requirement: { fields: ["severity", "advice", "path"], who: [] },
  transcript: { fields: ["date", "turns"], who: ["speaker"] },
  comment: { fields: ["documentTitle", "answered", "assigned", "replies"], usual: { replies: 0 }, at: true, who: ["from"] },
};

/** Of a kind that nobody has said more about: its first fields. */
const MOST_FIELDS = 5;

/** What of a thing is shown, by its kind. */
export function shownOf({ kind, fields }: Pick<Item, "kind" | "fields">): Shown {
  return (
    SHOWN[kind] ?? {
      fields: Object.keys(fields).filter(isTelling(fields)).slice(0, MOST_FIELDS),
      at: true,
      who: ["author", "owner", "from"],
    }
  );
}

/** Hashes are for machines, and lists are long. */
function isTelling(fields: Item["fields"]) {
  return (name: string): boolean => !/sha|hash|^id$|example/i.test(name) && !Array.isArray(fields[name]);
}
