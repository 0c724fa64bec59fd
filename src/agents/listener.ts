import { answerSchema } from "../analysis/chase/replies/prompt.ts";
import type { Listener, ListenRequest } from "../core/ports/listener.ts";
import type { ModelRequest } from "../core/ports/model.ts";
import { fenced } from "./fence.ts";
import type { JudgeParts } from "./grader.ts";
import { patienceFor } from "./turn.ts";

/** A claim with its quote for each of a few items, and what a model thinks before it. */
const MOST_OUTPUT = 2_000;

/** The small model as listener: it sees one reply, the names of what was asked about, and nothing else. */
export function createListener({ modelFor, prompt }: JudgeParts): Listener {
  return {
    async listen(request, steps) {
      const ask = async (signal: AbortSignal): Promise<unknown> => {
        const { outcome } = await modelFor(request.call).ask(requestFor(request, await prompt("listener")), signal);
        return outcome.kind === "answer" ? outcome.value : null;
      };
      try {
        return (await steps.keep(`hear ${request.number}`, ask, patienceFor(request.call.automation))) ?? undefined;
      } catch {
        steps.signal.throwIfAborted();
        // Code has understood what it could, and asks back about the rest.
        return undefined;
      }
    },
  };
}

function requestFor({ call, text }: ListenRequest, instructions: string): ModelRequest {
  return {
    role: "listener",
    size: "small",
    instructions,
    input: [{ kind: "text", text: fenced("reply", text) }],
    tools: [],
    answer: { name: "claims", schema: answerSchema },
    cacheKey: `${call.automation.id}/listener`,
    maxOutputTokens: MOST_OUTPUT,
  };
}
