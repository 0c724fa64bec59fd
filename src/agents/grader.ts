import type { GradeAnswer, Grader, GradeRequest } from "../core/ports/grader.ts";
import type { ModelRequest } from "../core/ports/model.ts";
import { hashOfBytes } from "../lib/hash.ts";
import { gradesSchema } from "../verify/grades.ts";
import { failureWords } from "./failure-words.ts";
import { fenced } from "./fence.ts";
import { patienceFor } from "./turn.ts";
import type { AgentParts } from "./work.ts";

/** What judges work with. */
export type JudgeParts = Pick<AgentParts, "modelFor" | "prompt">;

/** Ten answers with a quote each, and what a model thinks before it. */
const MOST_OUTPUT = 4_000;

/** The small model as grader: it sees the criteria and the things, and nothing of what was written about them. */
export function createGrader({ modelFor, prompt }: JudgeParts): Grader {
  const ask = async (request: GradeRequest, signal: AbortSignal): Promise<GradeAnswer> => {
    const instructions = await prompt("grader");
    const { outcome, model } = await modelFor(request.call).ask(requestFor(request, instructions), signal);
    if (outcome.kind === "refusal") return { short: "the model would not say" };
    return { value: outcome.kind === "answer" ? outcome.value : undefined, model, prompt: hashOfBytes(instructions) };
  };
  return {
    async grade(request, steps) {
      try {
        return await steps.keep("grade", (signal) => ask(request, signal), patienceFor(request.call.automation));
      } catch (error) {
        steps.signal.throwIfAborted();
        return { short: failureWords(error) };
      }
    },
  };
}

function requestFor({ call, criteria, things, asOf }: GradeRequest, instructions: string): ModelRequest {
  const asked = criteria.map((criterion, index) => `${index + 1}. ${criterion}`).join("\n");
  const shown = things.map(({ name, text }) => fenced(name, text)).join("\n");
  return {
    role: "grader",
    size: "small",
    instructions,
    input: [{ kind: "text", text: `# Criteria\n${asked}\n\n# Things\n${shown}\n\n# Now\n${asOf}` }],
    tools: [],
    answer: { name: "grades", schema: gradesSchema },
    cacheKey: `${call.automation.id}/grader`,
    maxOutputTokens: MOST_OUTPUT,
  };
}
