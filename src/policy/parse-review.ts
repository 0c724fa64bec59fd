import { z } from "zod";
import type { Review } from "../core/ports/reviewer.ts";
import { plainJsonOf } from "../lib/plain-json.ts";

/** In characters of JSON: a verdict and a few sentences. */
const LARGEST_ANSWER = 8_192;

/** What a reviewer is to answer. */
export const reviewSchema: z.ZodType<Review> = z.strictObject({ verdict: z.enum(["agreed", "unsure", "denied"]), why: z.string() });

/** What a reviewer answered as a Review; undefined for what is none. Never throws, whatever is handed in, and keeps no part of it. */
export function parseReview(value: unknown): Review | undefined {
  try {
    return reviewSchema.safeParse(plainJsonOf(value, LARGEST_ANSWER)).data;
  } catch {
    // A getter that throws, a circle, megabytes: none of it is an opinion.
    return undefined;
  }
}
