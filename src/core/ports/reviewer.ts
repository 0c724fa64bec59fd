import type { Sentence } from "../sentence.ts";
import type { JudgedCall } from "./judged-call.ts";

/** What a reviewer is shown: fetched text is in it as evidence, and never gives permission. */
export interface ReviewRequest {
  /** Who asks; no part of what is shown. */
  call: JudgedCall;
  /** The definition in words, as policy enforces it. */
  definition: readonly Sentence[];
  /** Where the message goes, in words. */
  to: string;
  /** The message as its reader would read it. */
  message: string;
  /** What it rests on: the items that it cites, shortened. */
  evidence: readonly { title: string; text: string }[];
}

/** What came of it. `denied` where it said no; `unsure` where it could not say, was late, or answered junk: a person is asked then. */
export interface Review {
  verdict: "agreed" | "unsure" | "denied";
  why: string;
}

/** A review, and the hash of all that would be sent as it was then: of anything else it says nothing. */
export interface KeptReview extends Review {
  content: string;
}

/** A second opinion on what is about to be sent, which can only narrow what policy allows. */
export interface Reviewer {
  /** Resolves with whatever it answered, which is checked; may reject or never answer. */
  review(request: ReviewRequest, signal: AbortSignal): Promise<unknown>;
}
