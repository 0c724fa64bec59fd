import type { Finding } from "../../../core/finding.ts";
import type { Actor } from "../../../core/item.ts";
import type { Mail } from "../../../core/kinds/mail.ts";
import { findPerson, type People } from "../../../core/person.ts";
import { fact, getFact, prose } from "../../../core/prose.ts";
import { plainDateOf } from "../../../core/work-calendar.ts";
import { ASKED, type Reading } from "../../language/reading.ts";
import { nameOf, read, writerOf } from "../../letters.ts";
import { ago, quote } from "../mail/words.ts";
import { isExternal, isVip } from "../../people.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency, raiseImpact } from "../../severity.ts";
import { isAwayAt } from "../calendar/guests.ts";
import { absencesOfOthers } from "../calendar/instances-away.ts";
import { isWithOthers, meetingsIn, type Meeting } from "../calendar/instances.ts";
import { conversationsIn, isToMe, type Conversation } from "../mail/threads.ts";

/** The same address, or only the same name. */
const JOINED_BY = { address: 0.9, name: 0.6 } as const;

/** they will ask in person. */
export const meetsUnanswered: Rule = {
  id: "X-03",
  title: "Meeting somebody who waits for an answer",
  about: "A meeting of today with somebody whose mail asks for something and has no answer yet: answer before, or have the answer ready.",
  source: "mail",
  cleared: "answered, or the meeting is over",
  thresholds: {
    days: { value: 30, unit: "day", about: "Mail that is older is not looked at." },
    people: { value: 12, unit: "person", about: "In a meeting with more people than this nobody is met." },
  },
  find: (context) => {
    const meetings = meetingsToday(context);
    if (meetings.length === 0) return [];
    const coming = meetings.map((meeting) => withThoseWhoCome(meeting, context));
    return conversationsIn(context, getThreshold(context, "days")).flatMap((conversation) => findIn(conversation, coming, context));
  },
};

function meetingsToday(context: RuleContext): Meeting[] {
  const { now, calendar } = context;
  const today = plainDateOf(now, calendar.timezone);
  return meetingsIn(context).filter((meeting) => {
    const isAhead = meeting.endMs > Date.parse(now) && plainDateOf(meeting.start, calendar.timezone) === today;
    return isAhead && isWithOthers(meeting) && meeting.others.length <= getThreshold(context, "people");
  });
}

/** Whoever declined or is away meets nobody; that they are missing is told by a rule of its own. */
function withThoseWhoCome(meeting: Meeting, context: RuleContext): Meeting {
  const absences = absencesOfOthers(context);
  const others = meeting.others.filter((guest) => guest.actor.response !== "declined" && !isAwayAt(meeting, guest, absences, context));
  return { ...meeting, others };
}

/** The last word of a conversation counts: whoever spoke after the question may have answered it. */
function findIn({ root, last, unanswered }: Conversation, meetings: readonly Meeting[], context: RuleContext): Finding[] {
  const sender = writerOf(last);
  if (sender === undefined || unanswered.length === 0) return [];
  const [met] = meetings.flatMap((meeting) => joinOf(sender, meeting, context.people) ?? []);
  if (met === undefined) return [];
  const asked = unanswered.flatMap((mail) => questionIn(mail, sender, context) ?? []).at(-1);
  return asked === undefined ? [] : [meetingFinding({ ...asked, ...met, sender, root }, context)];
}

function questionIn(mail: Mail, sender: Actor, context: RuleContext): { mail: Mail; reading: Reading } | undefined {
  const isTheirs = howJoined(writerOf(mail) ?? sender, sender, context.people) !== undefined;
  const reading = isToMe(mail, context.people) && isTheirs ? read(mail, context).find(({ request }) => request >= ASKED) : undefined;
  return reading && { mail, reading };
}

interface Join {
  meeting: Meeting;
  confidence: number;
}

/** Whom the reader meets there. */
function joinOf(sender: Actor, meeting: Meeting, people: People): Join | undefined {
  const joins = meeting.others.flatMap(({ actor }) => howJoined(actor, sender, people) ?? []);
  return joins.length === 0 ? undefined : { meeting, confidence: Math.max(...joins) };
}

function howJoined(a: Actor, b: Actor, people: People): number | undefined {
  const [first, second] = [a.email?.toLowerCase(), b.email?.toLowerCase()];
  if (first !== undefined && second !== undefined) {
    const isSame = first === second || personAt(first, people) === (personAt(second, people) ?? "nobody");
    if (isSame) return JOINED_BY.address;
  }
  return a.name !== "" && a.name.toLowerCase() === b.name.toLowerCase() ? JOINED_BY.name : undefined;
}

function personAt(email: string, people: People): string | undefined {
  return findPerson(people, { email })?.key;
}

interface Unanswered extends Join {
  mail: Mail;
  reading: Reading;
  sender: Actor;
  /** The conversation's first letter that is known: what the finding hangs on, whoever writes next. */
  root: Mail;
}

function meetingFinding({ mail, reading, sender, meeting, confidence, root }: Unanswered, context: RuleContext): Finding {
  const { people, now, calendar } = context;
  return finding({
    rule: meetsUnanswered,
    primary: root.item,
    factors: {
      impact: raiseImpact(2, isVip(people, sender), isExternal(people, sender)),
      urgency: deadlineUrgency(meeting.start, now, calendar),
    },
    confidence,
    title: prose`${nameOf(mail, "from")} waits for your answer and meets you at ${fact(meeting.item, "fields.start", "time")}`,
    why: prose`asked ${ago(mail, context)}: ${quote(mail, reading.span, reading.when?.span)}, and you meet in ${fact(meeting.item, "title")}`,
    action: prose`answer before, or have the answer ready`,
    owner: "you",
    due: meeting.start,
    lapses: meeting.end,
    evidence: [
      getFact(root.item, "title"),
      getFact(mail.item, "ts"),
      getFact(meeting.item, "fields.start"),
      getFact(meeting.item, "title"),
    ],
    state: [mail.messageId, meeting.start].join("|"),
  });
}
