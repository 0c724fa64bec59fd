import { OWNER_ONLY, type Audience } from "../../core/audience.ts";
import type { PlanUpdate } from "../../core/briefing.ts";
import { PermanentError } from "../../core/errors.ts";
import type { Delivery, SendContext } from "../../core/ports/outside.ts";
import type { KnownNames } from "../../core/workspace.ts";
import { messageMark } from "../../lib/message-mark.ts";
import { notionIdOf } from "../../lib/notion-id.ts";
import { openFileRow } from "./file.ts";
import { openIssue, type GitHubParts } from "./github.ts";
import { openNotionRow, type NotionParts } from "./notion.ts";
import { describePlan, optionsSchema, placeOf, type GitHubPlace, type PlanOptions } from "./options.ts";
import { takes } from "./place.ts";
import { receiptOf } from "./receipt.ts";
import type { Settled } from "./settle.ts";
import { findUpdate, getUpdate } from "./update.ts";
import { commentOf, previewPlan } from "./words.ts";

export interface PlanParts extends NotionParts, GitHubParts {
  /** What the configuration names, where definitions are to be checked against it. */
  names?: Pick<KnownNames, "connections">;
}

type Context = SendContext<PlanOptions>;

/**
 * Writes what a person told of a task into the plan: the named fields of that one task, or a comment on it. It reads right before it
 * writes; what says something else than it did when the run read it stays, and the message ends with PermanentError `plan-moved`.
 */
export function createPlan(parts: PlanParts): Delivery<PlanOptions> {
  return {
    id: "plan",
    title: "Plan",
    schema: optionsSchema(parts.names),
    needsAccount: false,
    carries: () => "updates",
    holds: (options, update) => takes(update, options),
    describe: describePlan,
    audience: readersOf,
    target: placeOf,
    preview: (briefing, options) => previewPlan(briefing, findUpdate(briefing), options),
    async send(context) {
      context.signal.throwIfAborted();
      const update = getUpdate(context.briefing);
      const { github } = context.options;
      if (github) return commentOnce(context, update, github);
      const row = await openRow(context, update);
      if (row.settled.writes.length > 0) await row.write();
      return { receipt: receiptOf(update.item.id, row.settled.left) };
    },
    async find(context) {
      const update = getUpdate(context.briefing);
      const { github } = context.options;
      if (github) {
        const issue = await openIssue(update, github, context.signal, parts);
        const url = await issue.find(messageMark(context.idempotencyKey));
        return url === undefined ? undefined : { receipt: url };
      }
      const row = await openRow(context, update).catch(unlessMoved);
      return row?.settled.writes.length === 0 ? { receipt: receiptOf(update.item.id, row.settled.left) } : undefined;
    },
  };

  async function openRow({ options: { notion, file }, ...context }: Context, update: PlanUpdate): Promise<Row> {
    const { root, signal } = context;
    const { timezone } = context.briefing;
    if (notion) return openNotionRow(update, notion, { timezone, signal }, parts);
    if (file) return openFileRow(update, file, { root, timezone });
    throw new PermanentError("plan-nowhere", "expected a write to a plan to name its place, got none", {
      hint: "Name notion, file or github.",
    });
  }

  /** Looked for on every later attempt: GitHub takes the same comment as often as it comes. */
  async function commentOnce(context: Context, update: PlanUpdate, github: GitHubPlace): Promise<{ receipt: string }> {
    const issue = await openIssue(update, github, context.signal, parts);
    const mark = messageMark(context.idempotencyKey);
    const found = context.attempt > 1 ? await issue.find(mark) : undefined;
    return { receipt: found ?? (await issue.comment(`${commentOf(update, context.briefing)}\n\n${mark}`)) };
  }
}

interface Row {
  settled: Settled<unknown>;
  write(): Promise<void>;
}

/** Whoever reads the plan reads what was told. */
function readersOf({ notion, github }: PlanOptions): readonly Audience[] {
  if (notion) return [{ kind: "place", place: `notion:${notionIdOf(notion.dataSource)}` }];
  return github ? [{ kind: "place", place: `github:${github.repository.toLowerCase()}` }] : OWNER_ONLY;
}

/** Somebody has changed it since, so that what was sent is not there; to send it once more says so. */
function unlessMoved(error: unknown): undefined {
  if (error instanceof PermanentError && error.code === "plan-moved") return undefined;
  throw error;
}
