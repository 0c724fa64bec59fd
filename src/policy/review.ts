import type { Automation } from "../core/automation.ts";
import type { OutboxEntry } from "../core/delivery.ts";
import { takesBriefings, type WriteGrant } from "../core/grant.ts";
import type { Review } from "../core/ports/reviewer.ts";
import type { Sentence } from "../core/sentence.ts";
import { choiceOf, countOf } from "../lib/text.ts";
import { flowsNeeded, goesFurther } from "./audiences.ts";
import type { GrantWords } from "./grant-words.ts";

/** Whether a reviewer is asked about what a write sends: where it goes further than the owner, or takes there what the owner may not see, or the definition names the reviewer's doubt. */
export function needsReview(automation: Pick<Automation, "approval" | "owner" | "reads" | "triggers">, write: WriteGrant): boolean {
  // No model has a word in a question, or in what is changed in a plan.
  if (write.staged || !takesBriefings(write)) return false;
  const { when } = automation.approval;
  const isWide = goesFurther(automation, write) || flowsNeeded(automation, write).length > 0;
  return isWide || (typeof when !== "string" && when.includes("reviewer_unsure"));
}

/** What the reviewer says of a message that is about to leave: of other words than those it has seen it says nothing, unless a person has said yes to them. */
export function reviewNow({ review, approval }: Pick<OutboxEntry, "review" | "approval">, content: string): { review?: Review } {
  if (!review) return {};
  if (review.verdict !== "agreed" || review.content === content || approval?.content === content) return { review };
  return { review: { verdict: "unsure", why: "it has seen other words than these" } };
}

/** How many of the latest reviews are looked at. */
export const REVIEWS_COUNTED = 50;
const MOST_IN_ROW = 3;
const MOST_OF_ALL = 10;

/** Why an automation is to be paused for what its reviewer said, newest first; undefined where it is not. */
export function whyPaused(verdicts: readonly Review["verdict"][]): string | undefined {
  const latest = verdicts.slice(0, REVIEWS_COUNTED);
  if (latest.length >= MOST_IN_ROW && latest.slice(0, MOST_IN_ROW).every((verdict) => verdict === "denied")) {
    return `the reviewer said no to ${countOf(MOST_IN_ROW, "message")} in a row`;
  }
  const denied = latest.filter((verdict) => verdict === "denied").length;
  return denied < MOST_OF_ALL ? undefined : `the reviewer said no to ${denied} of the last ${countOf(latest.length, "message")}`;
}

/** Which messages a reviewer reads first, and what follows from what it says. */
export function reviewSentences(automation: Automation, { write }: Pick<GrantWords, "write">): Sentence[] {
  const asked = automation.writes.filter((each) => needsReview(automation, each));
  if (asked.length === 0) return [];
  const which = asked.length === automation.writes.length ? "each message" : `each message ${choiceOf(asked.map(write))}`;
  const follows = "it is not sent where the reviewer says no, and waits for a person where it is not sure";
  return [{ about: "review", text: `A reviewer reads ${which} first: ${follows}. It can permit nothing that is not said here.` }];
}
