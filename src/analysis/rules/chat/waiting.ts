import type { Finding, Grade } from "../../../core/finding.ts";
import type { Actor } from "../../../core/item.ts";
import type { Message } from "../../../core/kinds/message.ts";
import { fact, prose } from "../../../core/prose.ts";
import { businessDaysSince, workingMinutesBetween } from "../../../core/work-calendar.ts";
import { findingKey } from "../../../lib/hash.ts";
import { ASKED, type Reading } from "../../language/reading.ts";
import { addressOf, isFromMe, nameOf, writerOf } from "../../letters.ts";
import { readMessage } from "../../messages.ts";
import { isExternal, isVip } from "../../people.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { ageUrgency } from "../../severity.ts";
import { daysBefore, impactOf } from "../mail/threads.ts";
import { ago, evidenceOf, quote } from "../mail/words.ts";
import { hasMyReaction, isAnsweredBeside, isToMe, talksIn, type Talk } from "./talks.ts";

/** What people ask is read from their words. */
const CONFIDENCE = 0.65;
const MINUTES_IN_HOUR = 60;

/** CHAT-01: somebody asked me in a chat, and waits. */
export const askedInChat: Rule = {
  id: "CHAT-01",
  title: "Waiting for your answer in a chat",
  about:
    "A message to you that asks for something and that you have neither answered nor reacted to: it names you, stands in a thread that you began, or in a group message. Chats move on, and what is not answered soon is lost.",
  source: "slack",
  cleared: "no longer open",
  thresholds: {
    workingHours: { value: 8, unit: "working hour", about: "Told when a colleague has waited longer than this." },
    workingHoursExternal: { value: 4, unit: "working hour", about: "Told when somebody from elsewhere has waited longer than this." },
    workingHoursVip: { value: 2, unit: "working hour", about: "Told when somebody important has waited longer than this." },
    days: { value: 14, unit: "day", about: "Older messages are not read." },
  },
  find: (context) => talksIn(context, getThreshold(context, "days")).flatMap((talk) => waitingFinding(talk, context) ?? []),
};

function waitingFinding(talk: Talk, context: RuleContext): Finding | undefined {
  const { people, calendar, now } = context;
  const writer = writerOf(talk.last);
  if (writer === undefined || isFromMe(talk.last, people)) return undefined;
  const open = unanswered(talk, context).filter(
    (message) => isToMe(message, talk, people) && waitOf(message, writer, context) !== undefined,
  );
  const asked = open.flatMap((message) => requestIn(message, context) ?? [])[0];
  const urgency = asked && waitOf(asked.message, writer, context);
  if (asked === undefined || urgency === undefined) return undefined;
  const { message, reading } = asked;
  const found = finding({
    rule: askedInChat,
    primary: message.item,
    factors: { impact: impactOf(2, [writer], message, people), urgency },
    confidence: CONFIDENCE,
    title: prose`${nameOf(message, "from")} waits for your answer in ${fact(message.item, "fields.channelName")}`,
    why: prose`asked ${ago(message, context)}: ${quote(message, reading.span, reading.when?.span)}`,
    action: prose`answer ${nameOf(message, "from")}, or say when you will`,
    owner: "you",
    // What is older than this is not read, which is no answer.
    lapses: daysBefore(message.item.ts, -getThreshold(context, "days")),
    evidence: evidenceOf(message, reading.span),
    metric: businessDaysSince(calendar, message.item.ts, now),
    state: message.message,
  });
  return { ...found, key: findingKey(askedInChat.id, talk.id) };
}

/** What the last writer wrote in a row and the reader has not answered: somebody else who spoke after a question may have answered it. */
function unanswered(talk: Talk, { people }: RuleContext): readonly Message[] {
  const { messages, last } = talk;
  const writer = markOf(writerOf(last));
  const settled = messages.findLastIndex((message) => markOf(writerOf(message)) !== writer || hasMyReaction(message, people));
  return messages.slice(settled + 1).filter((message) => !isAnsweredBeside(message, talk));
}

function markOf(actor: Actor | undefined): string {
  return actor?.account ?? addressOf(actor);
}

/** How urgent it is that somebody has waited since a message; undefined while that is not too long for who it is. */
function waitOf({ item }: Message, writer: Actor, context: RuleContext): Grade | undefined {
  const { people, calendar, now } = context;
  const name = isVip(people, writer) ? "workingHoursVip" : isExternal(people, writer) ? "workingHoursExternal" : "workingHours";
  const limit = getThreshold(context, name) * MINUTES_IN_HOUR;
  const minutes = workingMinutesBetween(calendar, item.ts, now);
  return minutes > limit ? ageUrgency(minutes, limit) : undefined;
}

/** The sentence of a message that asks most surely. */
function requestIn(message: Message, context: RuleContext): { message: Message; reading: Reading } | undefined {
  const [reading] = readMessage(message, context)
    .filter(({ request }) => request >= ASKED)
    .toSorted((a, b) => b.request - a.request);
  return reading && { message, reading };
}
