import type { Letters } from "../../../analysis/context/names.ts";
import type { Correspondence } from "../../../analysis/chase/letters/correspondence.ts";
import type { Heard } from "../../../analysis/chase/hear.ts";
import type { PlanUpdate } from "../../../core/briefing.ts";
import type { Context } from "../../../core/ports/engine.ts";
import type { Run } from "../../../core/run.ts";
import type { AnalystDesk } from "../analyst.ts";
import type { Frozen } from "../freeze.ts";
import { keepDocument } from "../keep-document.ts";
import type { RunnerParts } from "../parts.ts";
import type { Chase } from "./open.ts";

interface Writing {
  frozen: Frozen;
  desk: AnalystDesk;
  letters: Letters;
  chase: Chase;
}

/** Writes what goes to people beside the briefing, and what goes into the plan. */
export function correspond(context: Context, parts: RunnerParts, run: Run, writing: Writing): Promise<Correspondence> {
  return keepDocument(context, parts.store.documents, "correspond", async (signal) => {
    const { frozen, desk, letters: aliases, chase } = writing;
    const { automation, workspace, chase: record } = frozen;
    const { people } = workspace;
    const { id, name, owner } = automation;
    const taken = await Promise.all(chase.heard.heard.map((each) => updatesBy(parts, writing, lastWordsIn(each, chase), signal)));
    // What waits for a yes first is promised to nobody.
    const heard = chase.heard.heard.map((each, index) => ({
      ...each,
      updates: (taken[index] ?? []).filter(({ isPromised }) => isPromised).map(({ update }) => update),
    }));
    const before = [...(record?.asks.filter(({ messages }) => messages.length > 0) ?? []), ...(record?.sent ?? [])];
    return desk.correspond(
      {
        ...{ automation: { id, name }, run: run.id, asOf: context.asOf, people, requester: owner, aliases, heard },
        updates: taken.flat().map(({ update }) => update),
        zones: chase.zones,
        known: [...new Set(before.map(({ person }) => person))],
      },
      signal,
    );
  });
}

/** What a reply says that none after it has corrected: of two changes of one task the second would find a plan that is not as it was read. */
function lastWordsIn({ asks, ...rest }: Heard, { heard }: Chase): Heard {
  const replies = new Map(heard.asks.map(({ id, answer }) => [id, answer?.reply]));
  return { ...rest, asks: asks.filter(({ id, answer }) => answer?.reply === replies.get(id)) };
}

/** What a reply changes in the plan, as far as the definition lets it be changed, and whether that needs nobody's yes. */
async function updatesBy(parts: RunnerParts, { frozen, desk }: Writing, { asks, reply }: Heard, signal: AbortSignal) {
  const { automation, workspace } = frozen;
  const answered = asks.filter(({ answer }) => answer?.reply === reply.id);
  const updates = await desk.updates({ asks: answered, people: workspace.people }, signal);
  const placed = await Promise.all(updates.map(async (update) => ({ update, places: await placesOf(parts, automation, update) })));
  return placed.flatMap(({ update, places }) => {
    const isPromised = automation.approval.when !== "always" && places.some(({ proposed, staged }) => !proposed && !staged);
    return places.length === 0 ? [] : [{ update, isPromised }];
  });
}

/** The writes by which the definition lets a task be changed where it lies. */
export async function placesOf({ deliveries }: Pick<RunnerParts, "deliveries">, { writes }: Frozen["automation"], update: PlanUpdate) {
  const grants = writes.filter(({ carries }) => carries === "updates");
  const holds = await Promise.all(
    grants.map(async ({ delivery, options }) => (await deliveries.load(delivery)).holds?.(options, update) === true),
  );
  return grants.filter((_, index) => holds[index]);
}
