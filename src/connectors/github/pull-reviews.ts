import { REVIEW_STATES, type PullRequestFields } from "../../core/kinds/pull-request.ts";
import { instantOf, isProgram } from "./actors.ts";
import { plainLine } from "./plain-text.ts";
import type { PullDetails, Reviewer } from "./pull-wire.ts";

interface Review {
  login: string;
  state: (typeof REVIEW_STATES)[number];
  at: string;
  isProgram: boolean;
}

/** What each reviewer said last. A comment after a verdict takes nothing of it back, as GitHub has it. */
export function verdictsOf(pull: PullDetails): Pick<PullRequestFields, "reviews" | "approvals" | "firstReviewAt"> {
  const reviews = pull.reviews.flatMap(toReview).filter(({ login }) => login !== pull.author?.login);
  const last = new Map<string, Review>();
  for (const review of reviews.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    if (review.state !== "commented" || (last.get(review.login)?.state ?? "commented") === "commented") last.set(review.login, review);
  }
  const human = reviews.filter((review) => !review.isProgram);
  return {
    reviews: [...last.values()].map(({ login, state, at }) => `${login} ${state} ${at}`),
    approvals: [...last.values()].filter(({ state }) => state === "approved").length,
    firstReviewAt: human.map(({ at }) => at).toSorted()[0] ?? null,
  };
}

/** Who is asked to review and since when: from the last time they were, or from the beginning. */
export function requestsOf({ reviewRequests, timelineItems, createdAt }: PullDetails): string[] {
  return reviewRequests.flatMap(({ requestedReviewer }) => {
    const name = nameOf(requestedReviewer);
    if (name === undefined) return [];
    const asked = timelineItems.findLast((event) => event.type === "ReviewRequestedEvent" && nameOf(event.requestedReviewer) === name);
    return [`${name} ${instantOf(asked?.createdAt ?? createdAt)}`];
  });
}

function nameOf(reviewer: Reviewer): string | undefined {
  const name = reviewer?.login ?? reviewer?.combinedSlug;
  return name === undefined ? undefined : plainLine(name);
}

/** One that is not handed in yet has neither state nor time. */
function toReview({ state, submittedAt, author }: PullDetails["reviews"][number]): Review[] {
  const known = REVIEW_STATES.find((each) => each === state.toLowerCase());
  const at = instantOf(submittedAt);
  if (known === undefined || at === null) return [];
  const login = plainLine(author?.login ?? "ghost");
  return [{ login, state: known, at, isProgram: isProgram(login, author?.type) }];
}
