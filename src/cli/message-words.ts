import { QUESTION_OVER } from "../core/ask.ts";
import type { OutboxEntry } from "../core/delivery.ts";
import type { Review } from "../core/ports/reviewer.ts";
import { reasonInWords } from "../render/hold-words.ts";
import type { People } from "../core/person.ts";
import { FORGOTTEN } from "../lib/mentions.ts";
import { choiceOf } from "../lib/text.ts";
import { formatInstant, type Reader } from "../render/prose.ts";

/** As much of a message's key as people need to name it. */
export function shortKeyOf({ key }: Pick<OutboxEntry, "key">): string {
  const start = key.indexOf(":") + 1;
  return key.slice(start, start + 8);
}

/** Where a message goes, such as `file briefings/today.md`. */
export function whereTo({ delivery, options }: Pick<OutboxEntry, "delivery" | "options">): string {
  return [delivery, ...Object.values(options).filter((value) => typeof value === "string")].join(" ");
}

/** Why a held message waits, each reason as a sentence; none where only its error says why. */
export function whyHeld({ state, approval }: Pick<OutboxEntry, "state" | "approval">): string[] {
  return state === "held" ? (approval?.reasons.map(reasonInWords) ?? []) : [];
}

function whoDecides({ approval }: OutboxEntry): string {
  const names = approval?.approvers.map((key) => (key === "me" ? "you" : key)) ?? ["you"];
  return `a yes or no of ${choiceOf(names)}`;
}

/** Those who are asked about a held message where the workspace's owner is not among them, by name; none where the owner is. */
export function othersAsked({ approval }: Pick<OutboxEntry, "approval">, { owner, people }: { owner: string; people: People }): string[] {
  const keys = approval?.approvers ?? ["me"];
  if (keys.some((key) => key === "me" || key === owner)) return [];
  return keys.map((key) => people.all.find((person) => person.key === key)?.name ?? key);
}

/** Who ended a message, or let it go; nobody who can be named where it ended because somebody was forgotten. */
function whoDecided({ state, decidedBy }: Pick<OutboxEntry, "state" | "decidedBy">): string {
  if (decidedBy === undefined) return "";
  if (state === "denied" && decidedBy === FORGOTTEN) return "ended, since somebody it was about was forgotten";
  return `${state === "denied" ? "denied" : "approved"} by ${decidedBy}`;
}

const SAID: Readonly<Record<Review["verdict"], string>> = {
  agreed: "the reviewer agreed",
  unsure: "the reviewer was not sure",
  denied: "the reviewer said no",
};

function reviewInWords(review: Review | undefined): string {
  return review ? `${SAID[review.verdict]}: ${review.why}` : "";
}

/** What has become of a message, in words that follow its state: until when it waits, who decided, what the reviewer said, where it is now, why it failed. */
export function messageInWords(entry: OutboxEntry, reader: Reader): string {
  const { state, receipt, error, review, expiresAt, attempts, nextAttemptAt } = entry;
  const told = [
    state === "held" && expiresAt !== undefined ? `waits for ${whoDecides(entry)} until ${formatInstant(expiresAt, reader)}` : "",
    state === "pending" && attempts > 0 ? `is tried again on ${formatInstant(nextAttemptAt, reader)}` : "",
    state === "expired" && error?.code !== QUESTION_OVER ? "nobody said yes or no in time" : "",
    whoDecided(entry),
    // Why it waits says so already.
    state === "held" && review?.verdict === "unsure" ? "" : reviewInWords(review),
    receipt ?? "",
    state === "sent" || error === undefined ? "" : [error.message, error.hint].filter((words) => words !== undefined).join(". "),
  ];
  return told.filter((words) => words !== "").join("; ");
}
