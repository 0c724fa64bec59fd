import { z } from "zod";
import type { DraftItem, Item, Window } from "../../core/item.ts";
import { issuesIn, type Issue, type IssueFields } from "../../core/kinds/issue.ts";
import { sealItem } from "../../lib/hash.ts";
import { actorOf, instantOf, isProgram, webAddress } from "./actors.ts";
import type { Ask } from "./ask.ts";
import type { Memory } from "./cursor.ts";
import type { Failure } from "./failure.ts";
import { plainLine, plainLines } from "./plain-text.ts";
import { readList } from "./read-list.ts";

const account = z.looseObject({ login: z.string(), type: z.string().optional() });

/** https://docs.github.com/rest/issues/issues#list-repository-issues */
export const issueSchema = z.looseObject({
  number: z.number(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.enum(["open", "closed"]),
  state_reason: z.string().nullish(),
  html_url: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
  closed_at: z.string().nullish(),
  comments: z.number().catch(0),
  user: account.nullish(),
  assignees: z.array(account).catch([]),
  labels: z.array(z.union([z.string(), z.looseObject({ name: z.string() }).transform(({ name }) => name)])).catch([]),
  milestone: z.looseObject({ title: z.string(), due_on: z.string().nullish() }).nullish(),
  repository: z.looseObject({ full_name: z.string() }).optional(),
  pull_request: z.unknown().optional(),
});
export type WireIssue = z.infer<typeof issueSchema>;

/** What issues are read with. */
export interface IssueWish {
  viewer: string | null;
  window: Window;
  memory: Memory;
  picture: readonly Item[];
  max: number;
}

interface Read {
  items: Item[];
  failures: Failure[];
  notes: string[];
}

/** The issues of a repository that changed within the window, or those that have to do with the reader: `assigned` or `mentioned`. */
export async function readIssues(
  ask: Ask,
  place: { repository: string } | { filter: "assigned" | "mentioned" },
  wish: IssueWish,
): Promise<Read> {
  const { window, memory, picture, viewer, max } = wish;
  const isOfRepository = "repository" in place;
  const path = isOfRepository
    ? `/repos/${place.repository}/issues?state=all&sort=updated&direction=desc`
    : `/issues?filter=${place.filter}&state=open&sort=updated&direction=desc`;
  const what = isOfRepository
    ? `issues of ${place.repository}`
    : place.filter === "assigned"
      ? "issues that are yours"
      : "issues that name you";
  const isEnough = ({ updated_at: at }: WireIssue): boolean => isOfRepository && Date.parse(at) < Date.parse(window.from);
  const isLater = ({ created_at: at }: WireIssue): boolean => Date.parse(at) > Date.parse(window.to);
  const { rows, isUnchanged, failures, notes } = await readList(ask, { what, path, row: issueSchema, isEnough, isLater, max }, memory);
  const known = issuesIn(picture).filter((issue) => stood(issue, place, wish));
  if (isUnchanged) return { items: known.map(({ item }) => item), failures, notes };
  const toItems = (row: WireIssue): Item[] => {
    const repository = isOfRepository ? place.repository : row.repository?.full_name;
    const isMention = !isOfRepository && place.filter === "mentioned";
    return repository === undefined ? [] : [sealItem(toDraft(row, { repository, viewer, isMention }))];
  };
  const issues = rows.filter((row) => row.pull_request === undefined && !isEnough(row));
  return { items: issues.flatMap(toItems), failures, notes };
}

/** Whether an issue of the fetch before is one of a list that has not changed since. */
function stood(issue: Issue, place: Parameters<typeof readIssues>[1], { window, viewer }: IssueWish): boolean {
  if ("repository" in place) return issue.repository === place.repository && issue.item.updatedAt >= window.from;
  if (issue.state !== "open") return false;
  const isMine = issue.item.actors.some(({ role, account: who }) => role === "assignee" && who === `github:${viewer}`);
  return place.filter === "mentioned" ? issue.mentionsViewer : isMine;
}

/** The same issue from several lists, once: that it names the reader is known from one of them only. */
export function mergeIssues(items: readonly Item[]): Item[] {
  const merged = new Map<string, Item>();
  for (const item of items) if (!merged.has(item.id) || item.fields["mentionsViewer"] === true) merged.set(item.id, item);
  return [...merged.values()];
}

interface Place {
  repository: string;
  viewer: string | null;
  isMention: boolean;
}

function toDraft(issue: WireIssue, { repository, viewer, isMention }: Place): DraftItem {
  const url = webAddress(issue.html_url);
  const ts = instantOf(issue.created_at) ?? issue.created_at;
  const fields: IssueFields = {
    ...{ repository, number: issue.number, state: issue.state },
    reason: issue.state_reason ? plainLine(issue.state_reason) : null,
    labels: issue.labels.map(plainLine),
    milestone: issue.milestone ? plainLine(issue.milestone.title) : null,
    ...{ comments: issue.comments, closedAt: instantOf(issue.closed_at) },
    mentionsViewer: isMention || (viewer !== null && new RegExp(`@${viewer}(?![\\w-])`, "i").test(issue.body ?? "")),
    bot: isProgram(issue.user?.login, issue.user?.type),
    viewer: viewer === null ? null : `github:${viewer}`,
  };
  return {
    ...{ id: `github:${repository}#${issue.number}`, source: "github", kind: "issue", ts },
    title: plainLine(issue.title),
    body: plainLines(issue.body ?? ""),
    ...(url !== undefined && { url }),
    updatedAt: instantOf(issue.updated_at) ?? ts,
    actors: [actorOf(issue.user?.login, "author"), ...issue.assignees.map(({ login }) => actorOf(login, "assignee"))],
    fields: { ...fields },
  };
}
