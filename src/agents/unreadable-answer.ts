import { PermanentError } from "../core/errors.ts";
import type { ModelTurn } from "../core/ports/model.ts";

/** An answer that was paid for and can't be used. */
export interface Unusable extends Omit<ModelTurn, "outcome"> {
  /** What is wrong with it, as the model is told. */
  problem: string;
}

/** A model has answered, in another form than it was asked for: `model-unreadable`. */
export class UnreadableAnswer extends PermanentError {
  readonly said: Unusable;

  constructor(message: string, hint: string, said: Unusable) {
    super("model-unreadable", message, { hint });
    this.name = "PermanentError";
    this.said = said;
  }
}
