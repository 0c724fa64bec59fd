import type { Briefing } from "../../core/briefing.ts";
import type { Graded } from "../../core/goal.ts";
import type { Context } from "../../core/ports/engine.ts";
import type { GradeAnswer, ShownThing } from "../../core/ports/grader.ts";
import type { DocumentStore } from "../../core/ports/store.ts";
import type { Run } from "../../core/run.ts";
import type { Assigned } from "./assign.ts";
import { keepDocument, stepsOf } from "./keep-document.ts";
import type { Judges } from "./parts.ts";

/** A briefing that holds, and who may be asked what the work has come to. */
interface Verified extends Assigned {
  briefing: Briefing;
  judges: Judges;
}

/** The same with where the goal stands; empty where there is none. */
interface GoalTold {
  briefing: Briefing;
  goal: readonly Graded[];
}

/** What is met as it was, what is open, and what could prove that. */
interface Looked {
  standing: readonly Graded[];
  open: readonly string[];
  things: readonly ShownThing[];
}

/** Why nobody says more of what is open. */
type Unasked = Pick<Graded, "state" | "why">;

/** What of the goal was found out in this run: all of it where nobody had to look. */
type Found = { graded: readonly Graded[] } | { looked: Looked; answer: Extract<GradeAnswer, { value: unknown }> | Unasked };

const NO_MODEL: Unasked = { state: "ungraded", why: "no model is asked" };
/** Where nothing has to do with a criterion, nothing can prove it. */
const NO_THINGS: Unasked = { state: "not_met", why: "nothing here has to do with it" };

/**
 * Says of each criterion of the goal whether it is met. What was met stays so while its proof stands, and with nothing new nobody is asked:
 * the grader hears only of what is open, once there is something that could prove it.
 */
export async function grade(context: Context, documents: DocumentStore, run: Run, verified: Verified): Promise<GoalTold> {
  const { automation, memory } = verified.frozen;
  const { briefing, desk, letters } = verified;
  if (automation.goal.length === 0) return { briefing, goal: [] };
  const always = automation.quiet === "always";
  return context.branch("goal", async (branch) => {
    const found = await find(branch, documents, run, verified);
    return keepDocument(branch, documents, "tell", async (signal) => {
      const goal = await gradedOf(found, verified, signal);
      return { goal, briefing: await desk.tellGoal({ briefing, graded: goal, held: memory.goal ?? [], always, letters }, signal) };
    });
  });
}

async function find(context: Context, documents: DocumentStore, run: Run, verified: Verified): Promise<Found> {
  const { frozen, gathering, desk, letters, judges } = verified;
  const { automation, memory } = frozen;
  const held = automation.goal.map((criterion) => heldOf(criterion, memory.goal));
  const isKnown = held.every(({ state }) => state !== "ungraded") && gathering.news.length === 0;
  if (isKnown && gathering.answers.every(({ lost }) => lost.length === 0)) return { graded: held };
  const looked: Looked = await keepDocument(context, documents, "evidence", (signal) => desk.goalEvidence({ held, letters }, signal));
  const { open, things, standing } = looked;
  if (isKnown && standing.length === held.filter(({ state }) => state === "met").length) return { graded: held };
  if (open.length === 0) return { graded: looked.standing };
  if (!judges.grader) return { looked, answer: NO_MODEL };
  if (things.length === 0) return { looked, answer: NO_THINGS };
  const request = { call: { run: run.id, automation }, criteria: open, things, asOf: gathering.asOf };
  const answer = await judges.grader.grade(request, stepsOf(context, documents));
  return { looked, answer: "short" in answer ? { state: "ungraded", why: answer.short } : answer };
}

async function gradedOf(found: Found, { frozen, desk, letters }: Verified, signal: AbortSignal): Promise<readonly Graded[]> {
  if ("graded" in found) return found.graded;
  const { looked, answer } = found;
  const { standing, open: criteria } = looked;
  const judged =
    "value" in answer
      ? await desk.grade({ criteria, answer: answer.value, letters }, signal)
      : criteria.map((criterion) => ({ criterion, ...answer }));
  const all = [...standing, ...judged];
  return frozen.automation.goal.map((criterion) => heldOf(criterion, all));
}

/** A criterion that is worded otherwise is another one. */
function heldOf(criterion: string, graded: readonly Graded[] | undefined): Graded {
  return graded?.find((each) => each.criterion === criterion) ?? { criterion, state: "ungraded" };
}
