import type { Automation } from "../../core/automation.ts";
import type { ReadGrant, WriteGrant } from "../../core/grant.ts";
import { sourcesIn } from "./source-words.ts";

/** What an automation may do that a sentence did not ask for, each a sentence; whoever wrote its file, it is not to have more. */
export function notAskedFor(sentence: string, automation: Automation): string[] {
  const { reads, writes, triggers, flows, owner } = automation;
  const named = new Set(sourcesIn(sentence));
  const isNeeded = ({ name }: ReadGrant): boolean =>
    triggers.some((trigger) => trigger.kind === "event" && trigger.source === "before" && trigger.options["source"] === name);
  const wider = reads.filter((read) => named.size > 0 && !named.has(read.connector) && !isNeeded(read));
  const isOther = triggers.some((trigger) => trigger.kind === "event" && trigger.source !== "before");
  return [
    ...wider.map(({ connector }) => `It may read ${connector}, which the sentence does not name.`),
    ...writes
      .filter((write) => !isNamed(sentence, write))
      .map(({ delivery }) => `It may write to ${delivery} where the sentence names no such place.`),
    ...(flows.length > 0 ? ["It names flows, to which nobody has agreed."] : []),
    ...(isOther ? ["It waits for events that the sentence does not name."] : []),
    ...(owner === "me" ? [] : ["It belongs to somebody else."]),
  ];
}

/** Whether a sentence names a place, and everybody who reads there. */
function isNamed(sentence: string, { delivery, options }: WriteGrant): boolean {
  const to = [options["to"] ?? []].flat().filter((key) => typeof key === "string");
  const words = new Set(sentence.toLowerCase().split(/[^\p{L}\p{N}_-]+/u));
  const arePeople = to.every((key) => key === "me" || words.has(key.toLowerCase()));
  switch (delivery) {
    case "console":
      return true;
    case "slack":
      return /\bslack\b|#|\bdm\b/i.test(sentence) && arePeople;
    case "email":
      return /\be?-?mail/i.test(sentence) && arePeople;
    case "file":
      return typeof options["path"] === "string" && sentence.includes(options["path"]);
    default:
      return false;
  }
}
