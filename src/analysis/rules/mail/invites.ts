import type { Finding } from "../../../core/finding.ts";
import { instancesIn } from "../../../core/kinds/instance.ts";
import { mailIn, type Mail } from "../../../core/kinds/mail.ts";
import { fact, getFact, prose } from "../../../core/prose.ts";
import { plainDateOf } from "../../../core/work-calendar.ts";
import type { Reading, When } from "../../language/reading.ts";
import { isFromMe, mayNameTimeOfDay, nameOf, read, writerOf } from "../../letters.ts";
import { getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";
import { matterFinding } from "../calendar/instances-series.ts";
import { conversationsIn, daysBefore, impactOf, isForMe, type Conversation } from "./threads.ts";
import { ago, conversationFinding, evidenceOf, quote } from "./words.ts";

/** Joined from what a letter and what the calendar says. */
const CONFIDENCE = 0.9;
/** Agreed in words. */
const CONFIDENCE_OF_WORDS = 0.65;
const MINUTE_MS = 60_000;
/** Reasons for which a letter counts as sent by a machine that hold for the invitations of calendars, too. */
const MACHINES: ReadonlySet<string> = new Set(["auto-submitted", "noreply", "auto-response-suppress"]);
const AGREES =
  /\b(?:yes|yep|sure|works|agreed|confirmed|deal|perfect|great|sounds good|see you|that suits|suits me|fine (?:with|for|by) me|i'll be there|looking forward|passt|gerne|einverstanden|d'accord|perfecto|de acuerdo)\b/i;
const DECLINES =
  /\b(?:can't|cannot|can not|unable|unfortunately|sorry|decline|not (?:free|available|possible|work)|(?:doesn't|does not|won't|don't) (?:work|suit|make)|instead|another (?:day|time)|cancel|postpone|leider)\b/i;

/** MAIL-09: invited or agreed, and not in the calendar. */
export const notInCalendar: Rule = {
  id: "MAIL-09",
  title: "Meeting that is not in the calendar",
  about:
    "An invitation that came by mail, or a meeting that was agreed in letters, without an entry in the calendar near that time. It is silent where no calendar is read.",
  source: "mail",
  cleared: "no longer missing in the calendar",
  thresholds: {
    minutesApart: { value: 30, unit: "minute", about: "An entry that starts this near is the meeting." },
    days: { value: 30, unit: "day", about: "Older letters are not read." },
  },
  find: (context) => {
    if (instancesIn(context.items).length === 0) return [];
    const days = getThreshold(context, "days");
    const agreed = conversationsIn(context, days).flatMap((conversation) => agreedFinding(conversation, context) ?? []);
    return [...invitesIn(daysBefore(context.now, days), context).map((mail) => inviteFinding(mail, context)), ...agreed];
  },
};

/** Invitations to what is still to come, the last letter about each. */
function invitesIn(from: string, context: RuleContext): Mail[] {
  const { items, now, people } = context;
  const invites = mailIn(items).filter((mail) => {
    const { inviteUid, inviteStart, bulk, item } = mail;
    if (inviteUid === null || inviteStart === null || item.ts < from || item.ts > now) return false;
    return (bulk === null || MACHINES.has(bulk)) && isForMe(mail, people) && !isFromMe(mail, people);
  });
  const last = new Map(invites.toSorted((a, b) => (a.item.ts < b.item.ts ? -1 : 1)).map((mail) => [mail.inviteUid, mail]));
  return [...last.values()].filter(
    ({ inviteUid, inviteStart }) => isAhead(inviteStart ?? "", context) && !isInCalendar(inviteStart ?? "", inviteUid, context),
  );
}

function inviteFinding(mail: Mail, { people, now, calendar }: RuleContext): Finding {
  const { item, inviteStart } = mail;
  const writer = writerOf(mail);
  const start = inviteStart ?? "";
  return matterFinding([mail.inviteUid ?? item.id], {
    rule: notInCalendar,
    primary: item,
    factors: { impact: impactOf(2, writer ? [writer] : [], mail, people), urgency: deadlineUrgency(start, now, calendar) },
    confidence: CONFIDENCE,
    title: prose`${fact(item, "title")} is not in your calendar`,
    why: prose`${nameOf(mail, "from")} invites you for ${fact(item, "fields.inviteStart", start.includes("T") ? "instant" : "date")}`,
    action: prose`accept or decline it`,
    owner: "you",
    due: start,
    evidence: [...evidenceOf(mail), getFact(item, "fields.inviteStart")],
    state: start,
  });
}

interface Proposal {
  mail: Mail;
  reading: Reading;
  when: When;
}

/** The last time that was proposed in a conversation, where the other side agreed to it. */
function agreedFinding(conversation: Conversation, context: RuleContext): Finding | undefined {
  const { people, now, calendar } = context;
  const { letters } = conversation;
  // An agreement takes two, and a later proposal takes an earlier one back.
  const proposal = letters.length < 2 ? undefined : letters.toReversed().flatMap((mail) => proposalIn(mail, context))[0];
  if (proposal === undefined) return undefined;
  const { mail, reading, when } = proposal;
  const answer = letters.slice(letters.indexOf(mail) + 1).find((each) => isFromMe(each, people) !== isFromMe(mail, people));
  if (answer === undefined || !isAgreement(answer, context)) return undefined;
  if (!isAhead(when.at, context) || isInCalendar(when.at, null, context)) return undefined;
  const other = isFromMe(mail, people) ? answer : mail;
  const writer = writerOf(other);
  const yes = read(answer, context).find((each) => AGREES.test(wordsOf(answer, each)));
  return conversationFinding(conversation, {
    rule: notInCalendar,
    primary: mail.item,
    factors: { impact: impactOf(2, writer ? [writer] : [], mail, people), urgency: deadlineUrgency(when.at, now, calendar) },
    confidence: Math.min(CONFIDENCE_OF_WORDS, when.confidence),
    title: prose`${fact(mail.item, "title")} is agreed and not in your calendar`,
    why: prose`written ${ago(mail, context)}: ${quote(mail, reading.span, when.span)}${yes === undefined ? [] : prose`, answered ${quote(answer, yes.span)}`}`,
    action: prose`put it into the calendar with ${nameOf(other, "from")}`,
    owner: "you",
    due: when.at,
    evidence: [...evidenceOf(mail, reading.span), getFact(answer.item, "ts")],
    state: when.at,
  });
}

/** A sentence that names the instant to meet at; an invitation that is attached speaks for itself. */
function proposalIn(mail: Mail, context: RuleContext): Proposal[] {
  if (mail.inviteUid !== null || !(isFromMe(mail, context.people) || isForMe(mail, context.people)) || !mayNameTimeOfDay(mail)) return [];
  return read(mail, context).flatMap((reading) =>
    reading.isMeeting && reading.when?.at.includes("T") === true ? [{ mail, reading, when: reading.when }] : [],
  );
}

function isAgreement(mail: Mail, context: RuleContext): boolean {
  const own = read(mail, context)
    .map((each) => wordsOf(mail, each))
    .join("\n");
  return AGREES.test(own) && !DECLINES.test(own);
}

function wordsOf({ item }: Mail, { span }: Reading): string {
  return item.body.slice(...span).replace(/[’‘`]/g, "'");
}

function isAhead(start: string, { now, calendar }: RuleContext): boolean {
  return start.includes("T") ? start > now : start >= plainDateOf(now, calendar.timezone);
}

/** By its id, or by its time, whoever else is there; what was declined or cancelled is known, too. */
function isInCalendar(start: string, uid: string | null, context: RuleContext): boolean {
  const nearMs = getThreshold(context, "minutesApart") * MINUTE_MS;
  return instancesIn(context.items).some((instance) => {
    if (uid !== null && instance.uid === uid) return true;
    if (!start.includes("T")) return instance.allDay && instance.start === start;
    return !instance.allDay && Math.abs(Date.parse(instance.start) - Date.parse(start)) <= nearMs;
  });
}
