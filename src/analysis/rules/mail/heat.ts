import type { Finding } from "../../../core/finding.ts";
import type { Mail } from "../../../core/kinds/mail.ts";
import type { People } from "../../../core/person.ts";
import { derived, fact, getFact, prose } from "../../../core/prose.ts";
import type { Reading } from "../../language/reading.ts";
import { addressOf, read, writerOf } from "../../letters.ts";
import { getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { stateUrgency } from "../../severity.ts";
import { conversationsIn, impactOf, isForMe, type Conversation } from "./threads.ts";
import { conversationFinding, evidenceOf, quote } from "./words.ts";

/** Counted, and joined by a name in the words. */
const CONFIDENCE = 0.9;
const HOUR_MS = 60 * 60_000;

/** MAIL-08: everybody talks, somebody calls me, and I say nothing. */
export const heating: Rule = {
  id: "MAIL-08",
  title: "Conversation heats up",
  about: "Several people answer each other within a day, one of them calls you by name, and you have not said anything yet.",
  source: "mail",
  cleared: "has calmed down",
  thresholds: {
    replies: { value: 4, unit: "reply", about: "Told from so many on." },
    people: { value: 3, unit: "person", about: "Told when so many write, you apart." },
    hours: { value: 24, unit: "hour", about: "Replies within this time count." },
  },
  find: (context) => {
    const hours = getThreshold(context, "hours");
    return conversationsIn(context, hours / 24).flatMap((conversation) => heatFinding(conversation, hours, context) ?? []);
  },
};

function heatFinding(conversation: Conversation, hours: number, context: RuleContext): Finding | undefined {
  const { people, now } = context;
  const from = new Date(Date.parse(now) - hours * HOUR_MS).toISOString();
  const recent = conversation.unanswered.filter(({ item }) => item.ts >= from);
  const replies = recent.filter((mail) => mail !== conversation.root);
  const writers = new Set(recent.map((mail) => addressOf(writerOf(mail))));
  const limit = getThreshold(context, "replies");
  if (replies.length < limit || writers.size < getThreshold(context, "people")) return undefined;
  const called = recent
    .filter((mail) => isForMe(mail, people))
    .flatMap((mail) => callIn(mail, context) ?? [])
    .at(-1);
  const writer = called && writerOf(called.mail);
  if (called === undefined || writer === undefined) return undefined;
  const { root } = conversation;
  return conversationFinding(conversation, {
    rule: heating,
    primary: root.item,
    factors: { impact: impactOf(2, [writer], called.mail, people), urgency: stateUrgency(replies.length, limit) },
    confidence: CONFIDENCE,
    title: prose`${fact(root.item, "title")} heats up, and you are asked`,
    why: prose`${derived(
      replies.length,
      "reply",
      replies.map(({ item }) => getFact(item, "ts")),
    )} within a day, none of them yours: ${quote(called.mail, called.reading.span)}`,
    action: prose`say what you think, or who decides`,
    owner: "you",
    evidence: evidenceOf(called.mail, called.reading.span),
    metric: replies.length,
    state: "",
  });
}

/** The sentence that calls the reader by name. */
function callIn(mail: Mail, context: RuleContext): { mail: Mail; reading: Reading } | undefined {
  const names = namesOf(context.people).filter((name) => mail.item.body.toLowerCase().includes(name));
  if (names.length === 0) return undefined;
  const reading = read(mail, context).find(({ span }) => {
    const sentence = ` ${wordsOf(mail.item.body.slice(...span))} `;
    return names.some((name) => sentence.includes(` ${wordsOf(name)} `));
  });
  return reading && { mail, reading };
}

/** By which the reader may be called, in lower case. */
function namesOf(people: People): string[] {
  const me = people.all.find(({ key }) => key === "me");
  return me === undefined ? [] : [me.name, me.name.split(" ")[0] ?? "", ...me.aliases].filter(Boolean).map((name) => name.toLowerCase());
}

function wordsOf(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");
}
