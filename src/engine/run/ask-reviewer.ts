import { toStoredError } from "../../core/errors.ts";
import type { Clock, Logger } from "../../core/ports/ambient.ts";
import type { KeptReview, Review, Reviewer, ReviewRequest } from "../../core/ports/reviewer.ts";
import { valueWithoutSecrets } from "../../lib/known-secrets.ts";
import { parseReview } from "../../policy/parse-review.ts";
import { guardText } from "../../render/guard.ts";

/** Who is asked, and by whose clock. */
export interface Reviewers {
  reviewer: Reviewer;
  clock: Clock;
  logger: Logger;
}

/** What the reviewer said, by the name of the write; nothing for those that it was not asked about. */
export type Reviews = ReadonlyMap<string, KeptReview>;

/** How long a reviewer may take to answer. */
export const REVIEW_MS = 30_000;
/** In characters. */
const LONGEST_WHY = 300;

/**
 * What a reviewer says to one message. An answer that is late, is none or never comes is doubt, so that a person is asked. Rejects only
 * with the signal's reason, once that is aborted.
 */
export async function askReviewer({ reviewer, clock, logger }: Reviewers, request: ReviewRequest, signal: AbortSignal): Promise<Review> {
  const controller = new AbortController();
  const { promise: ending, resolve, reject } = Promise.withResolvers<Review>();
  const cancelTimer = clock.after(REVIEW_MS, () => resolve(unsure("no answer in time")));
  signal.addEventListener("abort", () => reject(reasonOf(signal)), { once: true, signal: controller.signal });
  try {
    return await Promise.race([answerOf(reviewer, request, AbortSignal.any([signal, controller.signal]), logger), ending]);
  } finally {
    cancelTimer();
    // Whoever is late need not go on.
    controller.abort();
  }
}

/** Never rejects. */
async function answerOf(reviewer: Reviewer, request: ReviewRequest, signal: AbortSignal, logger: Logger): Promise<Review> {
  try {
    const review = parseReview(await reviewer.review(request, signal));
    if (!review) return unsure("its answer could not be read");
    return { ...review, why: guardText(valueWithoutSecrets(review.why), LONGEST_WHY).trim() || "it did not say why" };
  } catch (error) {
    if (!signal.aborted) logger.warn({ error: toStoredError(error) }, "the reviewer could not be asked");
    return unsure("it could not be asked");
  }
}

function unsure(why: string): Review {
  return { verdict: "unsure", why };
}

function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error("expected an answer, got a stop");
}
