import type { Finding } from "../../../core/finding.ts";
import { fact, prose } from "../../../core/prose.ts";
import { findingKey } from "../../../lib/hash.ts";
import { readMessage } from "../../messages.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";
import { datedPromises, isDone, isNear } from "../mail/promises.ts";
import { daysBefore, impactOf } from "../mail/threads.ts";
import { ago, dueIn, evidenceOf, quote } from "../mail/words.ts";
import { readersOf, talksIn, type Talk } from "./talks.ts";

/** Dates and promises are read from words. */
const CONFIDENCE = 0.65;

/** CHAT-02: I said in a chat that I would, and the day is here. */
export const promisedInChat: Rule = {
  id: "CHAT-02",
  title: "Your promise in a chat is due",
  about:
    "Something that you promised in a message for a day that is near or past, without a later message of yours in the thread or a task that is done: somebody counts on it.",
  source: "slack",
  cleared: "no longer open",
  thresholds: {
    daysAhead: { value: 1, unit: "day", about: "Told when the day is within this time." },
    daysLate: { value: 7, unit: "day", about: "A promise that is late by more than this is told no more." },
    days: { value: 14, unit: "day", about: "Older messages are not read." },
  },
  find: (context) => talksIn(context, getThreshold(context, "days")).flatMap((talk) => promiseFinding(talk, context) ?? []),
};

function promiseFinding(talk: Talk, context: RuleContext): Finding | undefined {
  const { people, now, calendar } = context;
  const { mine } = talk;
  if (mine === undefined) return undefined;
  const first = datedPromises(readMessage(mine, context)).find(({ when }) => isNear(when, getThreshold(context, "daysAhead"), context));
  if (first === undefined || isDone(mine, first.reading, context)) return undefined;
  const { reading, when } = first;
  const found = finding({
    rule: promisedInChat,
    primary: mine.item,
    factors: { impact: impactOf(3, readersOf(mine, talk, people), mine, people), urgency: deadlineUrgency(when.at, now, calendar) },
    confidence: Math.min(CONFIDENCE, when.confidence),
    title: prose`Your promise in ${fact(mine.item, "fields.channelName")}`,
    why: prose`${dueIn(mine, when, context)}; you wrote ${ago(mine, context)}: ${quote(mine, reading.span, when.span)}`,
    action: prose`deliver it, or name a new day`,
    owner: "you",
    due: when.at,
    // What is older than this is not read, which keeps no promise.
    lapses: daysBefore(mine.item.ts, -getThreshold(context, "days")),
    evidence: evidenceOf(mine, reading.span),
    state: `${mine.message}|${when.at}`,
  });
  return { ...found, key: findingKey(promisedInChat.id, talk.id) };
}
