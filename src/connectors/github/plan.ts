import { z } from "zod";
import type { Item } from "../../core/item.ts";
import type { LaunchFields } from "../../core/kinds/launch.ts";
import type { Cell, Row } from "../../core/row.ts";
import { sealItem } from "../../lib/hash.ts";
import { draftOfRow } from "../../lib/rows/draft.ts";
import { toldStatusOf } from "../../lib/rows/told.ts";
import { actorOf, instantOf, webAddress } from "./actors.ts";
import type { Ask } from "./ask.ts";
import type { Failure } from "./failure.ts";
import { issueSchema, type WireIssue } from "./issues.ts";
import { readTouches } from "./own-comments.ts";
import { plainLine, plainLines } from "./plain-text.ts";
import { readList } from "./read-list.ts";
import type { PlanOfIssues } from "./schema.ts";

/** https://docs.github.com/rest/issues/milestones#list-milestones */
const milestoneSchema = z.looseObject({
  number: z.number(),
  title: z.string(),
  html_url: z.string(),
  due_on: z.string().nullish(),
  updated_at: z.string(),
});
type Milestone = z.infer<typeof milestoneSchema>;

/** What people write of a task at the head of a line. */
const SAID = /^[ \t]*(?:[-*][ \t]+)?\**(eta|due|estimate|status|blocked since)\**:\**[ \t]+(\S.*)$/gim;
const NUMBERS = String.raw`[ \t]*:?[ \t]*((?:#\d+(?:[ \t]*(?:,|and|&)?[ \t]*)?)+)`;
/** `blocked by #12 and #14` */
const BLOCKED = new RegExp(String.raw`\bblocked by${NUMBERS}`, "gi");
/** What else has to be done before, the entries of a task list among it. */
const WAITS = new RegExp(String.raw`\b(?:depends on|requires|after)${NUMBERS}|^[ \t]*[-*][ \t]+\[[ x]\][ \t]+(#\d+)\b`, "gim");

/** What one repository's plan came to. */
interface Read {
  items: Item[];
  failures: Failure[];
  notes: string[];
}

interface Wish {
  repository: string;
  plan: PlanOfIssues;
  timezone: string;
  /** What the fetch before brought. */
  picture: readonly Item[];
  max: number;
}

/** The issues of a label or a milestone as the tasks of a plan, closed ones too, and the launch that they lead to. */
export async function readPlan(ask: Ask, { repository, plan, timezone, picture, max }: Wish): Promise<Read> {
  const looked = plan.milestone === undefined ? undefined : await findMilestone(ask, repository, plan.milestone);
  if (looked && "failure" in looked) return { items: [], failures: [looked.failure], notes: [] };
  const found = looked?.found;
  const name = found?.title ?? plan.label ?? repository;
  const which = found ? `milestone=${found.number}` : `labels=${encodeURIComponent(name)}`;
  const { rows, failures, notes } = await readList(ask, {
    ...{ what: `the plan ${name} of ${repository}`, row: issueSchema, max },
    path: `/repos/${repository}/issues?state=all&${which}&sort=updated&direction=desc`,
  });
  const place = { source: "github", prefix: `github:${repository}#`, name: `${repository} ${name}`, timezone, plan: name };
  const issues = rows.filter((row) => row.pull_request === undefined);
  const touches = await readTouches(ask, { repository, issues, picture, max });
  const read = issues.map((issue) => draftOfRow("plan", toRow(issue, touches.touchedAt.get(issue.number), found === undefined), place));
  const tasks = read.flatMap(({ item }) => (item ? [sealItem({ ...item, fields: { ...item.fields, repository } })] : []));
  return {
    items: [...launchOf(tasks, { repository, name, milestone: found, date: plan.launch }), ...tasks],
    failures: [...failures, ...touches.failures],
    notes: [...notes, ...read.flatMap(({ remarks }) => remarks)],
  };
}

async function findMilestone(ask: Ask, repository: string, title: string): Promise<{ found: Milestone } | { failure: Failure }> {
  const what = `milestones of ${repository}`;
  const { rows, failures } = await readList(ask, {
    what,
    path: `/repos/${repository}/milestones?state=all`,
    row: milestoneSchema,
    max: 1_000,
  });
  const found = rows.find((row) => row.title === title);
  const missing = { what, error: `expected one called ${title}, got none`, hint: "Name it under plan as it is called at GitHub." };
  return found ? { found } : { failure: failures[0] ?? missing };
}

interface Lead {
  repository: string;
  name: string;
  milestone: Milestone | undefined;
  /** As the definition says it. */
  date: string | undefined;
}

/** A launch is told where somebody has said when it is. */
function launchOf(tasks: readonly Item[], { repository, name, milestone, date }: Lead): Item[] {
  const day = date ?? milestone?.due_on?.slice(0, 10);
  const newest = tasks
    .map(({ updatedAt }) => updatedAt)
    .toSorted()
    .at(-1);
  const updatedAt = instantOf(milestone?.updated_at) ?? newest;
  if (day === undefined || updatedAt === undefined) return [];
  const fields: LaunchFields = { plan: name, date: day, cadence: null };
  const url = webAddress(milestone?.html_url);
  const id = `github:${repository}/plan/${name}`;
  return [
    sealItem({
      ...{ id, source: "github", kind: "launch", title: plainLine(name), body: "", ...(url !== undefined && { url }) },
      ...{ ts: updatedAt, updatedAt, actors: [], fields: { ...fields } },
    }),
  ];
}

/**
 * An issue as the row of a table: how it stands, its labels say, or that it is closed; it is due with its milestone where nobody has written another day,
 * and the milestone is not the plan itself.
 */
function toRow(issue: WireIssue, touchedAt: string | undefined, isDueByMilestone: boolean): Row {
  const body = plainLines(issue.body ?? "");
  const said = [...body.matchAll(SAID)].map(([, key = "", value = ""]): [string, Cell] => [key.toLowerCase(), value.trim()]);
  const owners = issue.assignees.map(({ login }) => actorOf(login, "owner"));
  const due = isDueByMilestone ? issue.milestone?.due_on?.slice(0, 10) : undefined;
  const cells = new Map<string, Cell>([
    ...(due === undefined ? [] : [["due", due] as const]),
    ...said,
    ["title", plainLine(issue.title)],
    ["key", `#${issue.number}`],
    ["status", statusOf(issue, said.find(([key]) => key === "status")?.[1])],
    ["owner", owners.map(({ name }) => name)],
    ["depends on", numbersIn(body, WAITS)],
    ["blocked by", numbersIn(body, BLOCKED)],
  ]);
  const url = webAddress(issue.html_url);
  const createdAt = instantOf(issue.created_at) ?? issue.created_at;
  return {
    ...{ id: String(issue.number), cells, people: new Map([["owner", owners]]), body, createdAt },
    ...(url !== undefined && { url }),
    updatedAt: touchedAt ?? instantOf(issue.updated_at) ?? createdAt,
  };
}

function numbersIn(body: string, pattern: RegExp): string[] {
  return [...new Set([...body.matchAll(pattern)].flatMap(([found]) => found.match(/#\d+/g) ?? []))];
}

function statusOf({ state, state_reason: reason, labels }: WireIssue, said: Cell | undefined): Cell {
  if (state === "closed") return reason === "not_planned" ? "not planned" : "done";
  const label = labels.find((each) => ["blocked", "at_risk", "on_track"].includes(toldStatusOf(each) ?? ""));
  return label ?? said ?? "open";
}
