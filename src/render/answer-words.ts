import type { Acknowledgement } from "../core/finding.ts";
import { formatDay, type Reader } from "./prose.ts";

/** What comes of an answer to a flag, in words that follow its title and a colon; undefined stands for one that was taken back. */
export function answerInWords(acknowledgement: Acknowledgement | undefined, reader: Reader): string {
  if (!acknowledgement) return "will be shown again.";
  const { kind, until } = acknowledgement;
  if (kind === "not_a_risk") return "taken as no risk: not shown again, unless it gets worse.";
  if (until === undefined) return "muted: not shown again, whatever becomes of it.";
  const day = formatDay(until, reader);
  if (kind === "done") return `taken as done. Should it still be there on ${day}, or get worse, it is shown again.`;
  return `not shown before ${day}, unless it gets worse.`;
}
