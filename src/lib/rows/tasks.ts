import type { Actor, DraftItem, FieldValue } from "../../core/item.ts";
import type { LaunchFields, PlanTaskFields } from "../../core/kinds/launch.ts";
import type { Row } from "../../core/row.ts";
import type { ColumnNames, Place } from "./place.ts";
import type { RowReader } from "./reader.ts";
import { titled } from "./titled.ts";
import { TASK_WORDS } from "./words.ts";

/** The columns of a team's tasks. */
export const taskColumns: ColumnNames = {
  title: ["name", "task", "task name", "what", "item", "summary", "action", "deliverable"],
  status: ["state", "progress", "stage", "done", "complete", "completed"],
  owner: ["assignee", "assigned to", "assigned", "assign", "dri", "who", "responsible", "person", "lead", "owners", "assignees"],
  due: ["due date", "deadline", "due by", "ship date", "target date", "target", "date", "finish", "end", "end date", "when"],
  blockedBy: ["blocked by", "blocker", "blockers", "blocked", "waiting for", "waiting on"],
  blockedSince: ["blocked since"],
  startedAt: ["started", "started at", "start", "start date"],
  priority: ["prio", "importance"],
  project: ["epic", "team", "area"],
  parent: ["parent task", "parent item", "part of"],
};

/** The columns of tasks that lead to a launch, and of the launch itself. */
export const planColumns: ColumnNames = {
  ...taskColumns,
  plan: ["launch", "release", "milestone"],
  key: ["id", "no", "nr", "number", "task id", "ref"],
  dependsOn: ["depends on", "depends", "dependencies", "dependency", "after", "requires", "needs", "predecessors", "predecessor"],
  eta: ["expected", "expected date", "expected by", "forecast", "estimated finish"],
  estimate: ["remaining", "days left", "remaining days", "effort", "est", "duration", "size", "days", "work"],
  gate: ["go no go", "gate", "is gate"],
  statusAt: ["last update", "last status", "status at", "status date", "updated", "last updated", "last checked", "last edited"],
  type: ["kind", "item type"],
  cadence: ["update every", "status every", "update cadence"],
};

/** A key as people give tasks: `T-12`, `#4`, `7`. */
const KEY = /^(?:[A-Z][A-Z0-9]*-?|#)?\d+$/i;
const GATE = /\bgo ?[/-] ?no[ -]?go\b/i;

/** A task of a team. */
export function taskOf(row: Row, place: Place, reader: RowReader): DraftItem | undefined {
  return drafted(row, place, reader, {});
}

/** A task of a plan, or the launch that the plan leads to, as the column `type` says. */
export function planItemOf(row: Row, place: Place, reader: RowReader): DraftItem | undefined {
  const type = reader.text("type")?.toLowerCase();
  const plan = reader.text("plan") ?? place.plan ?? place.name;
  if (type === "launch") return launchOf(row, place, reader, plan);
  const blockers = reader.list("blockedBy");
  // What trackers call "blocked by" is what a task depends on, blocked or not.
  const isRelation = blockers.length > 0 && (reader.isList("blockedBy") || blockers.every((each) => KEY.test(each)));
  const title = reader.text("title") ?? "";
  const fields: PlanTaskFields = {
    plan,
    key: reader.text("key") ?? title,
    dependsOn: [...new Set([...reader.list("dependsOn"), ...(isRelation ? blockers : [])])],
    eta: reader.date("eta"),
    estimate: reader.days("estimate"),
    gate: reader.flag("gate") || type === "gate" || GATE.test(title) || GATE.test(type ?? ""),
    statusAt: reader.instant("statusAt") ?? row.updatedAt,
    statusName: reader.text("status"),
  };
  const isBlocked = reader.word("status", TASK_WORDS) === "blocked";
  return drafted(row, place, reader, { ...fields, ...(isRelation && !isBlocked && { blockedBy: null }) });
}

/** What a plan leads to. */
function launchOf(row: Row, place: Place, reader: RowReader, plan: string): DraftItem | undefined {
  const fields: LaunchFields = {
    plan,
    date: reader.date("due"),
    cadence: reader.days("cadence"),
  };
  const title = reader.text("title");
  if (title === null) return undefined;
  return titled(row, place, reader, { kind: "launch", title, actors: reader.people("owner", "owner"), fields });
}

function drafted(row: Row, place: Place, reader: RowReader, more: Readonly<Record<string, FieldValue>>): DraftItem | undefined {
  const title = reader.text("title");
  if (title === null) return undefined;
  const actors: readonly Actor[] = reader.people("owner", "owner");
  const written = reader.word("status", TASK_WORDS) ?? "todo";
  const blockedBy = "blockedBy" in more ? null : reader.text("blockedBy");
  const isOpen = written === "todo" || written === "in_progress";
  const own = {
    status: isOpen && blockedBy !== null ? "blocked" : written,
    owner: actors[0]?.name ?? null,
    due: reader.date("due"),
    blockedBy,
    blockedSince: reader.date("blockedSince"),
    startedAt: reader.date("startedAt"),
    priority: reader.text("priority")?.toLowerCase() ?? null,
    project: reader.text("project"),
    ...(reader.has("parent") && { parent: reader.text("parent") }),
  };
  return titled(row, place, reader, { kind: "task", title, actors, fields: { ...own, ...more } });
}
