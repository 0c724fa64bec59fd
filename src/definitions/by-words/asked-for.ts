import type { Automation } from "../../core/automation.ts";
import type { ReadGrant, WriteGrant } from "../../core/grant.ts";
import { sourcesMeantBy } from "./draft.ts";

const ASKING = /\b(?:ask|chase|nudge|remind|follow up)/i;

/** What an automation may do that a sentence did not ask for, each a sentence; whoever wrote its file, it is not to have more. */
export function notAskedFor(sentence: string, automation: Automation): string[] {
  const { reads, writes, triggers, chase, flows, owner, approval } = automation;
  const named = new Set(sourcesMeantBy(sentence));
  const isNeeded = ({ name }: ReadGrant): boolean =>
    triggers.some((trigger) => trigger.kind === "event" && trigger.source === "before" && trigger.options["source"] === name);
  const wider = reads.filter((read) => !named.has(read.connector) && !isNeeded(read));
  const isOther = triggers.some((trigger) => trigger.kind === "event" && trigger.source !== "before");
  return [
    ...wider.map(({ connector }) => `It may read ${connector}, which the sentence does not name.`),
    ...writes
      .filter((write) => !isNamed(sentence, write))
      .map(({ delivery }) => `It may write to ${delivery} where the sentence names no such place.`),
    ...(flows.length > 0 ? ["It names flows, to which nobody has agreed."] : []),
    ...(approval.approvers.every((key) => key === "me") ? [] : ["Its messages are shown to others, who may approve them."]),
    ...(chase && !ASKING.test(sentence) ? ["It asks people how things stand, which the sentence does not speak of."] : []),
    ...(isOther ? ["It waits for events that the sentence does not name."] : []),
    ...(owner === "me" ? [] : ["It belongs to somebody else."]),
  ];
}

/** Whether a sentence names a place, and everybody who reads there. */
function isNamed(sentence: string, { delivery, options, addressees }: WriteGrant): boolean {
  const written = [options["to"] ?? []].flat().filter((key) => typeof key === "string");
  const to = addressees?.map(({ person }) => person) ?? written;
  const arePeople = to.every((key) => key === "me" || isAddressed(sentence, key));
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

/** Whether somebody is to be told: mail that is from them, or about them, is not for them. */
function isAddressed(sentence: string, key: string): boolean {
  const words = sentence.toLowerCase().match(/[\p{L}\p{N}_-]+/gu) ?? [];
  return words.some((word, index) => word === key.toLowerCase() && isToSomebody(words, index));
}

const TO: ReadonlySet<string> = new Set(["to", "with", "tell", "email", "e-mail", "mail", "message", "dm"]);

/** Right behind a word for it, or behind others who are told as well: "to ana and ben". */
function isToSomebody(words: readonly string[], index: number): boolean {
  const before = words[index - 1] ?? "";
  return TO.has(before) || (before === "and" && index > 1 && TO.has(words[index - 3] ?? ""));
}
