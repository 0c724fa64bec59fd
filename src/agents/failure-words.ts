import { toStoredError } from "../core/errors.ts";

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
  "step-timeout": "the model took too long",
};

/** Why a model has not written, in plain words. */
export function failureWords(error: unknown): string {
  const { code, message } = toStoredError(error);
  if (code === "over-budget") return `what models may cost leaves no room for another answer (${message})`;
  return WORDS[code] ?? `the model failed (${code})`;
}

/** Whether it was shown more than it can read. */
export function isTooLong(error: unknown): boolean {
  return toStoredError(error).code === "model-too-long";
}
