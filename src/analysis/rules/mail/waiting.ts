import type { Finding, Grade } from "../../../core/finding.ts";
import type { Actor } from "../../../core/item.ts";
import type { Mail } from "../../../core/kinds/mail.ts";
import { fact, prose } from "../../../core/prose.ts";
import { businessDaysSince, workingMinutesBetween } from "../../../core/work-calendar.ts";
import type { Reading } from "../../language/reading.ts";
import { isSettledByOthers } from "../../answers.ts";
import { nameOf, requestIn, writerOf } from "../../letters.ts";
import { isExternal, isVip } from "../../people.ts";
import { getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { ageUrgency } from "../../severity.ts";
import { brokenPromise } from "./promises.ts";
import { addresseesOf, conversationsIn, impactOf, isToMe, type Conversation } from "./threads.ts";
import { ago, conversationFinding, evidenceOf, quote } from "./words.ts";

/** What people ask is read from their words. */
const CONFIDENCE = 0.65;
const MINUTES_IN_HOUR = 60;

/** MAIL-01: somebody asked, and waits. */
export const waitingOnMe: Rule = {
  id: "MAIL-01",
  title: "Waiting for your answer",
  about:
    "A letter to you that asks for something and that you have not answered for days: whoever wrote it can't go on, or asks somebody else.",
  source: "mail",
  cleared: "no longer open",
  thresholds: {
    businessDays: { value: 2, unit: "business day", about: "Told when a colleague has waited longer than this." },
    businessDaysExternal: { value: 1, unit: "business day", about: "Told when somebody from elsewhere has waited longer than this." },
    workingHoursVip: { value: 4, unit: "working hour", about: "Told when somebody important has waited longer than this." },
    days: { value: 30, unit: "day", about: "Conversations in which nobody has written for this long are not read." },
  },
  find: (context) => {
    const conversations = conversationsIn(context, getThreshold(context, "days"));
    return conversations.flatMap((conversation) => waitingFinding(conversation, context) ?? []);
  },
};

function waitingFinding(conversation: Conversation, context: RuleContext): Finding | undefined {
  const asked = conversation.unanswered.flatMap((mail) => waitIn(mail, conversation, context) ?? [])[0];
  if (asked === undefined) return undefined;
  const { mail, writer, reading, urgency } = asked;
  const { root } = conversation;
  return conversationFinding(conversation, {
    rule: waitingOnMe,
    primary: root.item,
    factors: { impact: impactOf(2, [writer], mail, context.people), urgency },
    confidence: CONFIDENCE,
    title: prose`${nameOf(mail, "from")} waits for your answer on ${fact(root.item, "title")}`,
    why: prose`asked ${ago(mail, context)}: ${quote(mail, reading.span, reading.when?.span)}`,
    action: prose`answer ${nameOf(mail, "from")}, or say when you will`,
    owner: "you",
    evidence: evidenceOf(mail, reading.span),
    metric: businessDaysSince(context.calendar, mail.item.ts, context.now),
    state: mail.messageId,
  });
}

interface Wait {
  mail: Mail;
  writer: Actor;
  reading: Reading;
  urgency: Grade;
}

/** What a letter asks of the reader and has asked for too long; what others wrote since counts only where it settles the matter. */
function waitIn(mail: Mail, { letters }: Conversation, context: RuleContext): Wait | undefined {
  const writer = writerOf(mail);
  if (writer === undefined || mail.inviteUid !== null || !isToMe(mail, context.people)) return undefined;
  const urgency = waitOf(mail, writer, context);
  const reading = urgency && requestIn(mail, context);
  if (urgency === undefined || reading === undefined || isSettledByOthers(mail, letters, context)) return undefined;
  return { mail, writer, reading, urgency };
}

/** How urgent it is that somebody has waited since a letter; undefined while that is not too long for who it is. */
function waitOf({ item }: Mail, writer: Actor, context: RuleContext): Grade | undefined {
  const { people, calendar, now } = context;
  if (isVip(people, writer)) {
    const limit = getThreshold(context, "workingHoursVip") * MINUTES_IN_HOUR;
    const minutes = workingMinutesBetween(calendar, item.ts, now);
    return minutes > limit ? ageUrgency(minutes, limit) : undefined;
  }
  const limit = getThreshold(context, isExternal(people, writer) ? "businessDaysExternal" : "businessDays");
  const days = businessDaysSince(calendar, item.ts, now);
  return days > limit ? ageUrgency(days, limit) : undefined;
}

/** MAIL-04: I asked, and wait; or what they promised has not come. */
export const waitingOnThem: Rule = {
  id: "MAIL-04",
  title: "Waiting for theirs",
  about:
    "A letter of yours that asks for something and has no answer for days, or a day that somebody promised and let pass: it may be forgotten.",
  source: "mail",
  cleared: "no longer open",
  thresholds: {
    businessDays: { value: 3, unit: "business day", about: "Told when nobody has answered for longer than this." },
    days: { value: 30, unit: "day", about: "Conversations in which nobody has written for this long are not read." },
    daysLate: { value: 14, unit: "day", about: "A promise that is late by more than this is told no more." },
  },
  find: (context) => {
    const conversations = conversationsIn(context, getThreshold(context, "days"));
    return conversations.flatMap(
      (conversation) => theirsFinding(conversation, context) ?? brokenPromise(waitingOnThem, conversation, context) ?? [],
    );
  },
};

function theirsFinding(conversation: Conversation, context: RuleContext): Finding | undefined {
  const { last, mine, root } = conversation;
  const { people, calendar, now } = context;
  if (mine !== last) return undefined;
  const whom = addresseesOf(last, people);
  const [days, limit] = [businessDaysSince(calendar, last.item.ts, now), getThreshold(context, "businessDays")];
  const asked = whom.length > 0 && days > limit ? requestIn(last, context) : undefined;
  if (asked === undefined) return undefined;
  return conversationFinding(conversation, {
    rule: waitingOnThem,
    primary: root.item,
    factors: { impact: impactOf(2, whom, last, people), urgency: ageUrgency(days, limit) },
    confidence: CONFIDENCE,
    title: prose`No answer from ${nameOf(last, "to")} on ${fact(root.item, "title")}`,
    why: prose`you asked ${ago(last, context)}: ${quote(last, asked.span, asked.when?.span)}`,
    action: prose`ask ${nameOf(last, "to")} again`,
    owner: "you",
    evidence: evidenceOf(last, asked.span),
    metric: days,
    state: last.messageId,
  });
}
