import { z } from "zod";
import { DefinitionError } from "../core/errors.ts";
import type { Model, ModelInput } from "../core/ports/model.ts";

export interface AuthorParts {
  model: Model;
  /** What the model is told; the same for every sentence. */
  instructions: string;
  /** All that is wrong with a file, and what it may do that was not asked for, each a sentence; none where it can be used. */
  findFaults(file: string): Promise<readonly string[]>;
}

const MOST_REPAIRS = 2;
const MOST_TOKENS = 2_000;

const answer = z.strictObject({
  file: z.string().nullable().describe("The whole file."),
  unclear: z.string().nullable().describe("What can't be done or was not understood, in one sentence."),
});

/**
 * Has a model write the file of an automation out of a sentence, and put right what is wrong with it, twice at most. Resolves with a file
 * without faults. Throws DefinitionError `sentence-unclear` where there is none, and what the model throws.
 */
export async function writeDefinition(parts: AuthorParts, sentence: string, signal: AbortSignal): Promise<string> {
  const input: ModelInput[] = [{ kind: "text", text: `The owner's sentence: ${JSON.stringify(sentence)}` }];
  let faults: readonly string[] = [];
  for (let round = 0; round <= MOST_REPAIRS; round += 1) {
    const turn = await parts.model.ask(requestOf(parts, input), signal);
    const { file, unclear } = readAnswer(turn.outcome);
    if (file === null) throw notUnderstood(unclear ?? "nothing");
    faults = await parts.findFaults(file);
    if (faults.length === 0) return file;
    input.push({ kind: "carried", carried: turn.carried }, { kind: "text", text: repairOf(faults) });
  }
  throw notUnderstood(faults[0] ?? "nothing");
}

function requestOf({ instructions }: AuthorParts, input: readonly ModelInput[]) {
  return {
    ...({ role: "author", size: "large" } as const),
    ...{ instructions, input, tools: [], cacheKey: "author", maxOutputTokens: MOST_TOKENS },
    answer: { name: "automation", schema: answer },
  };
}

function readAnswer(outcome: Awaited<ReturnType<Model["ask"]>>["outcome"]): z.infer<typeof answer> {
  if (outcome.kind === "refusal") return { file: null, unclear: outcome.text };
  const parsed = answer.safeParse(outcome.kind === "answer" ? outcome.value : undefined);
  return parsed.data ?? { file: null, unclear: "an answer of another form" };
}

function repairOf(faults: readonly string[]): string {
  return `The file can't be used. Write it again, whole, without these faults:\n${faults.map((fault) => `- ${fault}`).join("\n")}`;
}

function notUnderstood(got: string): DefinitionError {
  return new DefinitionError("sentence-unclear", `expected a sentence that an automation can be made of, got: ${got}`, {
    hint: 'As in: "every weekday at 9 summarise my day and flag risks".',
  });
}
