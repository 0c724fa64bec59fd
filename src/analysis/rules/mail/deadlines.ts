import type { Finding } from "../../../core/finding.ts";
import type { Mail } from "../../../core/kinds/mail.ts";
import { fact, prose } from "../../../core/prose.ts";
import { businessDaysBetween, plainDateOf } from "../../../core/work-calendar.ts";
import { isFromMe, nameOf, read, writerOf } from "../../letters.ts";
import { getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";
import type { Dated } from "./promises.ts";
import { conversationsIn, impactOf, isToMe, type Conversation } from "./threads.ts";
import { ago, conversationFinding, dateOf, daysUntil, dueIn, evidenceOf, quote } from "./words.ts";
import { ASKED } from "../../language/reading.ts";

/** Dates and requests are read from words. */
const CONFIDENCE = 0.65;

/** MAIL-02: asked for by a day that is near. */
export const deadlineNear: Rule = {
  id: "MAIL-02",
  title: "Asked for by a day that is near",
  about:
    "A letter to you asks for something by a day that is near or just past, and you have not answered: there may still be time to do it or to agree a new day.",
  source: "mail",
  cleared: "no longer open",
  thresholds: {
    businessDays: { value: 2, unit: "business day", about: "Told when the day is within this time." },
    daysLate: { value: 14, unit: "day", about: "A day that is past by more than this is told no more." },
    days: { value: 30, unit: "day", about: "Conversations in which nobody has written for this long are not read." },
  },
  find: (context) => {
    const conversations = conversationsIn(context, getThreshold(context, "days"));
    return conversations.flatMap((conversation) => deadlineFinding(conversation, context) ?? []);
  },
};

function deadlineFinding(conversation: Conversation, context: RuleContext): Finding | undefined {
  const { people, now, calendar } = context;
  const theirs = conversation.unanswered.filter((mail) => isToMe(mail, people) && !isFromMe(mail, people));
  // The last word on when counts.
  const named = theirs
    .toReversed()
    .map((mail) => deadlinesIn(mail, context))
    .find((deadlines) => deadlines.length > 0);
  const first = named?.find((each) => isNear(each, context));
  if (first === undefined) return undefined;
  const { mail, reading, when } = first;
  const { root } = conversation;
  const writer = writerOf(mail);
  return conversationFinding(conversation, {
    rule: deadlineNear,
    primary: root.item,
    factors: { impact: impactOf(3, writer ? [writer] : [], mail, people), urgency: deadlineUrgency(when.at, now, calendar) },
    confidence: Math.min(CONFIDENCE, when.confidence),
    title: prose`${nameOf(mail, "from")} set you a day on ${fact(root.item, "title")}`,
    why: prose`${dueIn(mail, when, context)}, unanswered; asked ${ago(mail, context)}: ${quote(mail, reading.span, when.span)}`,
    action: prose`do it, or agree a new day with ${nameOf(mail, "from")}`,
    owner: "you",
    due: when.at,
    evidence: evidenceOf(mail, reading.span),
    state: `${mail.messageId}|${when.at}`,
  });
}

/** What a letter asks for by a day, the earliest first; when to meet is no such day. */
function deadlinesIn(mail: Mail, context: RuleContext): Dated[] {
  const dated = read(mail, context).flatMap((reading): Dated[] => {
    const { request, isMeeting, when } = reading;
    return request < ASKED || isMeeting || when === undefined ? [] : [{ mail, reading, when }];
  });
  return dated.toSorted((a, b) => (a.when.at < b.when.at ? -1 : 1));
}

function isNear({ when }: Dated, context: RuleContext): boolean {
  const { now, calendar } = context;
  const ahead = businessDaysBetween(calendar, plainDateOf(now, calendar.timezone), dateOf(when, context));
  return ahead <= getThreshold(context, "businessDays") && daysUntil(when, context) >= -getThreshold(context, "daysLate");
}
