import type { Finding } from "../../../core/finding.ts";
import type { Mail } from "../../../core/kinds/mail.ts";
import { fact, prose } from "../../../core/prose.ts";
import { businessDaysSince, workingMinutesBetween } from "../../../core/work-calendar.ts";
import { findEscalation } from "../../language/escalation.ts";
import type { Reading } from "../../language/reading.ts";
import { nameOf, read, writerOf } from "../../letters.ts";
import { isVip } from "../../people.ts";
import { getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { ageUrgency, stateUrgency } from "../../severity.ts";
import { conversationsIn, daysBefore, impactOf, isForMe, type Conversation } from "./threads.ts";
import { ago, conversationFinding, evidenceOf, quote } from "./words.ts";

/** Read from fields that say just this. */
const CONFIDENCE = 0.95;
/** Read from words. */
const CONFIDENCE_OF_WORDS = 0.65;
const MINUTES_IN_HOUR = 60;
/** A conversation's later letters repeat its subject. */
const REPEATED_SUBJECT = /^\s*(?:re|aw|fwd?|wg|sv|rv|tr|antw)\s*:/i;
const OVER =
  /\b(?:resolved|fixed|mitigated|all clear|back (?:up|online|to normal)|up again|running again|false alarm|sorted out|settled|behoben)\b/i;

/** MAIL-03: somebody important wrote, and I have not looked. */
export const importantUnread: Rule = {
  id: "MAIL-03",
  title: "Unread letter of somebody important",
  about: "A letter to you from somebody whom the people file marks as important, unread for hours of work.",
  source: "mail",
  cleared: "no longer unread",
  thresholds: {
    workingHours: { value: 4, unit: "working hour", about: "Told when it has been unread for longer than this." },
    days: { value: 30, unit: "day", about: "Conversations in which nobody has written for this long are not looked at." },
  },
  find: (context) => {
    const conversations = conversationsIn(context, getThreshold(context, "days"));
    return conversations.flatMap((conversation) => unreadFinding(conversation, context) ?? []);
  },
};

function unreadFinding(conversation: Conversation, context: RuleContext): Finding | undefined {
  const { people, calendar, now } = context;
  const unread = conversation.unanswered.find((mail) => {
    const writer = writerOf(mail);
    return mail.unread === true && writer !== undefined && isVip(people, writer) && isForMe(mail, people);
  });
  if (unread === undefined) return undefined;
  const minutes = workingMinutesBetween(calendar, unread.item.ts, now);
  const limit = getThreshold(context, "workingHours") * MINUTES_IN_HOUR;
  if (minutes <= limit) return undefined;
  const { root } = conversation;
  const writer = writerOf(unread);
  return conversationFinding(conversation, {
    rule: importantUnread,
    primary: root.item,
    factors: { impact: impactOf(3, writer ? [writer] : [], unread, people), urgency: ageUrgency(minutes, limit) },
    confidence: CONFIDENCE,
    title: prose`Unread: ${nameOf(unread, "from")} on ${fact(root.item, "title")}`,
    why: prose`sent ${ago(unread, context)}`,
    action: prose`read it`,
    owner: "you",
    evidence: evidenceOf(unread),
    metric: businessDaysSince(calendar, unread.item.ts, now),
    state: unread.messageId,
  });
}

/** MAIL-06: it is about an outage, the law, security, or leaving. */
export const escalation: Rule = {
  id: "MAIL-06",
  title: "Something escalates",
  about: "A letter that speaks of an outage, of lawyers, of a breach or of leaving, and that you have not answered.",
  source: "mail",
  cleared: "no longer open",
  thresholds: {
    workingHours: { value: 4, unit: "working hour", about: "From twice this on without your answer it is most urgent." },
    days: { value: 7, unit: "day", about: "Older letters are not read for it." },
  },
  find: (context) => {
    const days = getThreshold(context, "days");
    return conversationsIn(context, days).flatMap(
      (conversation) => escalationFinding(conversation, daysBefore(context.now, days), context) ?? [],
    );
  },
};

function escalationFinding(conversation: Conversation, from: string, context: RuleContext): Finding | undefined {
  const { people, calendar, now } = context;
  const theirs = conversation.unanswered.filter((mail) => mail.item.ts >= from && isForMe(mail, people));
  const alarmed = theirs.findLast((mail) => alarmIn(mail, context) !== undefined);
  const alarm = alarmed && alarmIn(alarmed, context);
  if (alarmed === undefined || alarm === undefined) return undefined;
  const later = conversation.letters.slice(conversation.letters.indexOf(alarmed) + 1);
  if (later.some(({ item }) => OVER.test(item.body))) return undefined;
  const { root } = conversation;
  const writer = writerOf(alarmed);
  const minutes = workingMinutesBetween(calendar, alarmed.item.ts, now);
  return conversationFinding(conversation, {
    rule: escalation,
    primary: root.item,
    factors: {
      impact: impactOf(3, writer ? [writer] : [], alarmed, people),
      urgency: stateUrgency(minutes, getThreshold(context, "workingHours") * MINUTES_IN_HOUR),
    },
    confidence: CONFIDENCE_OF_WORDS,
    title: prose`${nameOf(alarmed, "from")} raises an alarm on ${fact(root.item, "title")}`,
    why: alarm === "title" ? prose`sent ${ago(alarmed, context)}` : prose`sent ${ago(alarmed, context)}: ${quote(alarmed, alarm.span)}`,
    action: prose`answer ${nameOf(alarmed, "from")}, and see who takes care of it`,
    owner: "you",
    evidence: evidenceOf(alarmed, alarm === "title" ? undefined : alarm.span),
    state: alarmed.messageId,
  });
}

/** The sentence that raises an alarm, or that the subject does. */
function alarmIn(mail: Mail, context: RuleContext): Reading | "title" | undefined {
  const sentence = read(mail, context).find((reading) => reading.escalation !== undefined);
  const isInTitle = !REPEATED_SUBJECT.test(mail.item.title) && findEscalation(mail.item.title) !== undefined;
  return sentence ?? (isInTitle ? "title" : undefined);
}
