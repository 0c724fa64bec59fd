import type { OutboxEntry } from "../core/delivery.ts";
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

/** What has become of a message, in words that follow its state: until when it waits, who decided, where it is now, why it failed. */
export function messageInWords(entry: OutboxEntry, reader: Reader): string {
  const { state, receipt, error, decidedBy, expiresAt, attempts, nextAttemptAt } = entry;
  const told = [
    state === "held" && expiresAt !== undefined ? `waits for a yes or no until ${formatInstant(expiresAt, reader)}` : "",
    state === "pending" && attempts > 0 ? `is tried again on ${formatInstant(nextAttemptAt, reader)}` : "",
    state === "expired" ? "nobody said yes or no in time" : "",
    decidedBy === undefined ? "" : `${state === "denied" ? "denied" : "approved"} by ${decidedBy}`,
    receipt ?? "",
    state === "sent" || error === undefined ? "" : [error.message, error.hint].filter((words) => words !== undefined).join(". "),
  ];
  return told.filter((words) => words !== "").join("; ");
}
