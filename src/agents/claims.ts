import { z } from "zod";
import type { Claim } from "../core/claim.ts";
import { formWords } from "../lib/form-words.ts";

export const claimSchema = z.strictObject({
  kind: z.enum(["fact", "judgement", "suggestion"]),
  text: z.string(),
  cites: z.array(z.string()),
  flags: z.array(z.string()),
});

/** What an executor hands in. */
export const handedInSchema = z.strictObject({
  claims: z.array(claimSchema),
  left_out: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
});

/** More than a reader wants of one subtask. */
const MOST_CLAIMS = 16;

/** What a model announces where it was to hand in. */
const PROMISE =
  /^\W*(?:on it\b|sure\b|okay\b|ok\b|understood\b|will do\b|working on\b|one moment\b|let me\b|(?:i|we)(?:['’]ll| will| am going to|['’]m going to| shall| need to)\b)/i;

/** Claims that can be held against their evidence, or what to tell the model instead. */
export function readHandedIn(value: unknown): { claims: Claim[] } | { wrong: string } {
  const parsed = handedInSchema.safeParse(value);
  if (!parsed.success) return { wrong: `That has not the form that was asked for: ${formWords(parsed.error)}` };
  const { claims } = parsed.data;
  const told = claims.filter((claim) => !isPromise(claim));
  // Nothing to add is an answer, an announcement is none.
  if (told.length > 0 || claims.length === 0) return { claims: told.slice(0, MOST_CLAIMS) };
  return { wrong: "That says what will be done. Hand in the lines themselves, each with what it cites." };
}

/** A line that is about nothing but the one who writes it. */
function isPromise({ text, cites, flags }: Claim): boolean {
  return text.trim() === "" || (cites.length === 0 && flags.length === 0 && PROMISE.test(text));
}
