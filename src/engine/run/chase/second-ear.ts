import type { SecondEar } from "../../../analysis/chase/hear.ts";
import { checkClaims } from "../../../analysis/chase/replies/check-claims.ts";
import { answerSchema, materialOf } from "../../../analysis/chase/replies/prompt.ts";
import type { Automation } from "../../../core/automation.ts";
import type { People } from "../../../core/person.ts";
import type { Context } from "../../../core/ports/engine.ts";
import type { Listener } from "../../../core/ports/listener.ts";
import type { DocumentStore } from "../../../core/ports/store.ts";
import type { Run } from "../../../core/run.ts";
import { stepsOf } from "../keep-document.ts";

interface EarParts {
  /** Nobody where no model is asked. */
  listener: Listener | undefined;
  documents: DocumentStore;
  automation: Automation;
  people: People;
}

/** Has a model look at what code is not sure of. What it claims is held against the writer's words, and is never sure. */
export function createSecondEar(context: Context, run: Run, { listener, documents, automation, people }: EarParts): SecondEar {
  return async (number, reply, asked, before) => {
    const text = listener && materialOf(reply, asked, people.all, before);
    if (!listener || text === undefined) return before;
    const answer = await listener.listen({ call: { run: run.id, automation }, number, text }, stepsOf(context, documents));
    const { claims = [] } = answerSchema.safeParse(answer).data ?? {};
    return checkClaims(claims, before, { reply, asked, people: people.all });
  };
}
