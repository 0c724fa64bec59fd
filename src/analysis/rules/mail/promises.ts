import type { Finding } from "../../../core/finding.ts";
import type { Mail } from "../../../core/kinds/mail.ts";
import { fact, prose } from "../../../core/prose.ts";
import { plainDateOf } from "../../../core/work-calendar.ts";
import type { Reading, When } from "../../language/reading.ts";
import { isFromMe, nameOf, read, writerOf, type Written } from "../../letters.ts";
import { getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";
import { createTopicReader, FEWEST_WORDS, isOneTellingWord, overlapOf } from "../cross/alike.ts";
import { addresseesOf, conversationsIn, impactOf, isForMe, type Conversation } from "./threads.ts";
import { ago, conversationFinding, daysUntil, dueIn, evidenceOf, quote } from "./words.ts";

/** Dates and promises are read from words. */
const CONFIDENCE = 0.65;
/** A task is about a promise when this share of its words are the promise's. */
const ALIKE = 0.6;

/** A sentence with the day or the instant that it names. */
export interface Dated {
  mail: Mail;
  reading: Reading;
  when: When;
}

/** MAIL-05: I said that I would, and the day is here. */
export const promiseDue: Rule = {
  id: "MAIL-05",
  title: "Your promise is due",
  about:
    "Something that you promised in a letter for a day that is near or past, without a later letter of yours or a task that is done: somebody counts on it.",
  source: "mail",
  cleared: "no longer open",
  thresholds: {
    daysAhead: { value: 1, unit: "day", about: "Told when the day is within this time." },
    daysLate: { value: 14, unit: "day", about: "A promise that is late by more than this is told no more." },
    days: { value: 30, unit: "day", about: "Conversations in which nobody has written for this long are not read." },
  },
  find: (context) => {
    const conversations = conversationsIn(context, getThreshold(context, "days"));
    return conversations.flatMap((conversation) => promiseFinding(conversation, context) ?? []);
  },
};

function promiseFinding(conversation: Conversation, context: RuleContext): Finding | undefined {
  const { mine } = conversation;
  const { people, now, calendar } = context;
  const whom = mine === undefined ? [] : addresseesOf(mine, people);
  if (mine === undefined || whom.length === 0) return undefined;
  const first = promisesIn(mine, context).find((each) => isNear(each.when, getThreshold(context, "daysAhead"), context));
  if (first === undefined || isDone(mine, first.reading, context)) return undefined;
  const { reading, when } = first;
  return conversationFinding(conversation, {
    rule: promiseDue,
    primary: mine.item,
    factors: { impact: impactOf(3, whom, mine, people), urgency: deadlineUrgency(when.at, now, calendar) },
    confidence: Math.min(CONFIDENCE, when.confidence),
    title: prose`Your promise to ${nameOf(mine, "to")} on ${fact(mine.item, "title")}`,
    why: prose`${dueIn(mine, when, context)}; you wrote ${ago(mine, context)}: ${quote(mine, reading.span, when.span)}`,
    action: prose`deliver it, or name a new day`,
    owner: "you",
    due: when.at,
    evidence: evidenceOf(mine, reading.span),
    state: `${mine.messageId}|${when.at}`,
  });
}

/** A promise of theirs whose day has passed without a word from them, and after which the reader has not asked; undefined for none. */
export function brokenPromise(rule: Rule, conversation: Conversation, context: RuleContext): Finding | undefined {
  const { letters, root } = conversation;
  const { people, now, calendar } = context;
  const theirs = letters.findLast((mail) => !isFromMe(mail, people));
  const writer = theirs && writerOf(theirs);
  if (theirs === undefined || writer === undefined || !isForMe(theirs, people)) return undefined;
  const isSilent = ({ when }: Dated): boolean => !letters.some(({ item }) => item.ts > theirs.item.ts && isPast(when, item.ts, context));
  const first = promisesIn(theirs, context).find(
    (each) => isPast(each.when, now, context) && isNear(each.when, 0, context) && isSilent(each),
  );
  if (first === undefined) return undefined;
  const { reading, when } = first;
  return conversationFinding(conversation, {
    rule,
    primary: root.item,
    factors: { impact: impactOf(2, [writer], theirs, people), urgency: deadlineUrgency(when.at, now, calendar, false) },
    confidence: Math.min(CONFIDENCE, when.confidence),
    title: prose`No word from ${nameOf(theirs, "from")} on ${fact(root.item, "title")}`,
    why: prose`${dueIn(theirs, when, context)}; promised ${ago(theirs, context)}: ${quote(theirs, reading.span, when.span)}`,
    action: prose`ask ${nameOf(theirs, "from")} how it stands`,
    owner: "you",
    evidence: evidenceOf(theirs, reading.span),
    state: `${theirs.messageId}|${when.at}`,
  });
}

function promisesIn(mail: Mail, context: RuleContext): Dated[] {
  return datedPromises(read(mail, context)).map(({ reading, when }) => ({ mail, reading, when }));
}

/** What somebody says that he will do by a day, the earliest first. */
export function datedPromises(readings: readonly Reading[]): Pick<Dated, "reading" | "when">[] {
  const dated = readings.flatMap((reading) =>
    reading.isPromise && !reading.isMeeting && reading.when !== undefined ? [{ reading, when: reading.when }] : [],
  );
  return dated.toSorted((a, b) => (a.when.at < b.when.at ? -1 : 1));
}

/** Whether a day is at most so many days ahead, and not too long past to speak of. */
export function isNear(when: When, daysAhead: number, context: RuleContext): boolean {
  const days = daysUntil(when, context);
  return days <= daysAhead && days >= -getThreshold(context, "daysLate");
}

/** Whether a day is over, or an instant has passed, as seen from an instant. */
function isPast(when: When, at: string, { calendar }: RuleContext): boolean {
  return when.at.includes("T") ? when.at < at : when.at < plainDateOf(at, calendar.timezone);
}

/** Whether a task that was finished since something was promised is about that; to whom it was is part of it. */
export function isDone({ item: promise }: Written, reading: Reading, { items }: RuleContext): boolean {
  const topicOf = createTopicReader();
  const promised = topicOf(`${promise.title} ${promise.body.slice(...reading.span)}`);
  const names = topicOf(promise.actors.map((actor) => actor.name).join(" "));
  return items.some((item) => {
    if (item.kind !== "task" || item.fields["status"] !== "done" || item.updatedAt < promise.ts) return false;
    const topic = new Set([...topicOf(item.title)].filter((word) => !names.has(word)));
    const shared = overlapOf(topic, promised);
    return shared.share >= ALIKE && (shared.words >= FEWEST_WORDS || isOneTellingWord(topic));
  });
}
