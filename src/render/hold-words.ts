import type { HoldReason } from "../core/approval.ts";
import type { Reach } from "../core/audience.ts";
import { EVENTS_FLOW } from "../core/grant.ts";
import { countOf, listOf } from "../lib/text.ts";

/** Why a message waits for a person, as a sentence. It may hold words from outside, which are to be guarded like any others. */
export function reasonInWords(reason: HoldReason): string {
  switch (reason.kind) {
    case "asked":
      return "Its definition asks for a person's word about each message.";
    case "wider":
      return `It would take what ${reason.from === EVENTS_FLOW ? "events tell" : `${reason.from} brings`} to readers who may not see all of that.`;
    case "first_run":
      return "It would be the first message that this automation sends there.";
    case "new_external_link":
      return `It links to ${listOf(reason.hosts)}, to which no message of this automation has linked before.`;
    case "reviewer_unsure":
      return `The reviewer did not say yes: ${reason.why}`;
    case "rewritten":
      return "It is not what was approved any more: what you see is what would be sent now.";
    case "redefined":
      return "Its file has changed since it was first asked about:";
    case "stricter":
      return "The file of its automation has changed since it was written, and asks for more now or lets less through.";
    case "audience_changed":
      return `Who reads there is not what it was: ${reason.now}`;
  }
}

/** Who reads in a place, as a sentence. */
export function readersInWords({ name, count, outsiders }: Reach): string {
  const where = name === undefined ? "there" : `in ${name}`;
  const many = count === undefined ? `How many read ${where} is not known` : `${countOf(count, "reader")} ${where}`;
  return `${many}; from outside: ${outsiders.length === 0 ? "nobody" : listOf(outsiders)}.`;
}
