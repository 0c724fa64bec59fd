import { toStoredError, UNEXPECTED } from "../core/errors.ts";

/** Behind "Written by code alone: ". Codes of `ports/model.ts`, and of a step. */
const WORDS: Readonly<Record<string, string>> = {
  "model-busy": "the model was busy",
  "model-unreachable": "the model could not be reached",
  "model-cut-off": "the model broke off",
  "model-unreadable": "what the model answered could not be read",
  "model-too-long": "there was more than the model can read",
  "model-unknown": "there is no model of the name that is configured",
  "model-refused": "the model's service would not take the question",
  "reauth-needed": "the model's key is not accepted any more",
  "prompt-missing": "the file with its prompt is missing",
  "prompt-empty": "the file with its prompt is empty",
  "prompt-too-long": "the file with its prompt is too long",
  "prompt-unreadable": "the file with its prompt can't be read",
  [UNEXPECTED]: "the model failed in a way that Chief does not know",
  "step-timeout": "the model took too long",
  "model-no-time": "there was no time left for the model",
};

const FOR_ALL: ReadonlySet<string> = new Set(["model-busy", "model-unreachable", "model-no-time"]);

/** Why a model has not written, in plain words. */
export function failureWords(error: unknown): string {
  const { code, message, hint } = toStoredError(error);
  if (code === "over-budget") return `what models may cost leaves no room for another answer (${message})`;
  if (code === "secret-missing") return `the key of the model is not set${hint === undefined ? "" : `: ${asClause(hint)}`}`;
  return WORDS[code] ?? `the model failed (${code})`;
}

/** A sentence within another one. */
function asClause(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, "");
}

/** Whether it means the same for all parts of a run: each of them would only wait for it anew. */
export function isForAll(error: unknown): boolean {
  return FOR_ALL.has(toStoredError(error).code);
}

/** Whether it was shown more than it can read. */
export function isTooLong(error: unknown): boolean {
  return toStoredError(error).code === "model-too-long";
}
