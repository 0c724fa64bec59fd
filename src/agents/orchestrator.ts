import { z } from "zod";
import type { Subtask } from "../core/ports/agent.ts";
import { shorten } from "../lib/text.ts";
import { fenced } from "./fence.ts";
import { aboutReader, aboutTime } from "./reader.ts";
import { askTurn } from "./turn.ts";
import { sourcesOf, type Work } from "./work.ts";

const outlineSchema = z.strictObject({
  subtasks: z.array(z.strictObject({ id: z.string(), task: z.string(), sources: z.array(z.string()), needs: z.array(z.string()) })),
});

type Outlined = z.infer<typeof outlineSchema>["subtasks"][number];

/** What it is shown of the material, in tokens: enough to see what there is. */
const DIGEST = 4_000;
const MOST_SUBTASKS = 6;
/** So many parts may stand one behind the other, each in need of the one before: they take their time one after the other. */
const DEEPEST = 3;
const LONGEST_TASK = 600;
const LONGEST_ID = 30;
/** Before the ids of subtasks for a model: no source is called so, and no other step of a run. */
const PREFIX = "ask-";

/**
 * What a model is to do: all at once, unless the reader asks several things, which it is then asked to take apart. Where that fails, all at
 * once again: one call that fails is no reason to do without the next.
 */
export async function outlineTasks(work: Work): Promise<Subtask[]> {
  const { automation } = work.assignment;
  const whole = [{ id: `${PREFIX}all`, sources: sourcesOf(work.assignment), task: "All of it." }];
  if (!asksSeveralThings(automation.body)) return whole;
  const outlined = await askForOutline(work);
  return outlined.length > 1 ? outlined : whole;
}

/** Two questions, or a list of two. What is told in one breath is written in one go, for what it costs. */
export function asksSeveralThings(body: string): boolean {
  const questions = body.match(/\?(?=\s|$)/g)?.length ?? 0;
  const entries = body.match(/^\s*(?:[-*+]|\d+[.)])\s+\S/gm)?.length ?? 0;
  return questions > 1 || entries > 1;
}

async function askForOutline(work: Work): Promise<Subtask[]> {
  const { parts, assignment, steps } = work;
  const { text } = await assignment.pack({ tokens: DIGEST }, steps.signal);
  const sources = sourcesOf(assignment);
  const about = [aboutReader(assignment), `Sources: ${sources.join(", ")}`, fenced("digest", text), aboutTime(assignment)];
  try {
    const instructions = await steps.keep("prompt", () => parts.prompt("orchestrator"));
    const { turn } = await askTurn(work, 1, {
      ...{ role: "orchestrator", instructions, tools: [], answer: { name: "outline", schema: outlineSchema } },
      input: about.map((text) => ({ kind: "text", text })),
    });
    const read = outlineSchema.safeParse(turn.outcome.kind === "answer" ? turn.outcome.value : undefined);
    return read.success ? cleaned(read.data.subtasks, sources) : [];
  } catch {
    // The turn is kept with its error; without an outline all is done at once.
    return [];
  }
}

/** Subtasks with ids that can name steps, of sources that there are, each needing only such as stand before it and are not too deep. */
function cleaned(outlined: readonly Outlined[], known: readonly string[]): Subtask[] {
  const ids = new Map<string, string>();
  const depths = new Map<string, number>();
  const depthOf = (id: string): number => depths.get(id) ?? 1;
  return outlined
    .filter(({ task }) => task.trim() !== "")
    .slice(0, MOST_SUBTASKS)
    .map(({ id, task, sources, needs }, index) => {
      const needed = [...new Set(needs.flatMap((need) => ids.get(need) ?? []))].filter((need) => depthOf(need) < DEEPEST);
      const safe = `${PREFIX}${index + 1}-${slugOf(id)}`;
      if (!ids.has(id)) ids.set(id, safe);
      depths.set(safe, 1 + Math.max(0, ...needed.map(depthOf)));
      const own = known.filter((source) => sources.includes(source));
      return { id: safe, sources: own.length > 0 ? own : known, task: shorten(task.trim(), LONGEST_TASK), needs: needed };
    });
}

function slugOf(id: string): string {
  return (
    id
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .slice(0, LONGEST_ID)
      .replace(/^-|-$/g, "") || "part"
  );
}
