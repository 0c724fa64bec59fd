import type { OutboxEntry } from "../core/delivery.ts";
import { reasonInWords } from "../render/hold-words.ts";
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

function choiceOf(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

/** What has become of a message, in words that follow its state: until when it waits, who decided, where it is now, why it failed. */
export function messageInWords(entry: OutboxEntry, reader: Reader): string {
  const { state, receipt, error, decidedBy, expiresAt, attempts, nextAttemptAt } = entry;
  const told = [
    state === "held" && expiresAt !== undefined ? `waits for ${whoDecides(entry)} until ${formatInstant(expiresAt, reader)}` : "",
    state === "pending" && attempts > 0 ? `is tried again on ${formatInstant(nextAttemptAt, reader)}` : "",
    state === "expired" ? "nobody said yes or no in time" : "",
    decidedBy === undefined ? "" : `${state === "denied" ? "denied" : "approved"} by ${decidedBy}`,
    receipt ?? "",
    state === "sent" || error === undefined ? "" : [error.message, error.hint].filter((words) => words !== undefined).join(". "),
  ];
  return told.filter((words) => words !== "").join("; ");
}
