import { lazy } from "./lazy.ts";

/** Loaded with the first count: it takes a quarter of a second, and 75 MB. */
const encoding = lazy(() => import("gpt-tokenizer/encoding/o200k_base"));

/** Counts the tokens that a text is to a model. */
export type CountTokens = (text: string) => number;

/** The tokens of OpenAI's models; other models count a little differently. Text that looks like a mark of the tokenizer's own is text. */
export async function tokenCounter(): Promise<CountTokens> {
  const { countTokens } = await encoding();
  return (text) => countTokens(text, { disallowedSpecial: new Set() });
}
