import type { Model, ModelRequest } from "../core/ports/model.ts";
import { UnreadableAnswer, type Unusable } from "./unreadable-answer.ts";

/** What can't be read is asked for once more, with what is wrong with it: each of the two is a call of its own. */
export function askingAgain(model: Model): Model {
  return {
    async ask(request, signal) {
      try {
        return await model.ask(request, signal);
      } catch (error) {
        if (!(error instanceof UnreadableAnswer)) throw error;
        return model.ask(correctedBy(request, error.said), signal);
      }
    },
  };
}

function correctedBy(request: ModelRequest, { carried, problem }: Unusable): ModelRequest {
  const text = `Your answer can't be used: ${problem}. Answer again, in the form that was asked for and with nothing else.`;
  return { ...request, input: [...request.input, { kind: "carried", carried }, { kind: "text", text }] };
}
