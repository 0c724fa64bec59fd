import type { Finding } from "../../../core/finding.ts";
import { instancesIn } from "../../../core/kinds/instance.ts";
import type { Mail } from "../../../core/kinds/mail.ts";
import { fact, getFact, prose } from "../../../core/prose.ts";
import type { Reading } from "../../language/reading.ts";
import { isFromMe, lettersOf, mayNameTimeOfDay, nameOf, quoteOf, read } from "../../letters.ts";
import { isMe } from "../../people.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";
import { readMeeting, takesDays } from "./instances.ts";
import { factsOf } from "../tasks/task.ts";

/** A date read from words. */
const CONFIDENCE = 0.65;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A sentence that says when to meet. */
interface Proposal {
  mail: Mail;
  reading: Reading;
  at: string;
}

/** CAL-14: a letter says when to meet, and the calendar knows nothing of it. Silent where no calendar is read, since then nothing is known. */
export const missingMeeting: Rule = {
  id: "CAL-14",
  title: "A meeting that is not in the calendar",
  about: "A letter says when to meet, and no entry of the calendar is near that time: you may forget to go.",
  source: "mail",
  cleared: "no longer missing in the calendar",
  thresholds: {
    minutesApart: { value: 30, unit: "minute", about: "An entry that starts this near, or runs then, is the meeting." },
    daysAhead: { value: 7, unit: "day", about: "Told when the meeting is within this time." },
    letterDays: { value: 14, unit: "day", about: "Older letters are not read." },
  },
  find: (context) => {
    if (instancesIn(context.items).length === 0) return [];
    return proposalsIn(context)
      .filter(({ at }) => !isInCalendar(at, context))
      .map((proposal) => missingFinding(proposal, context));
  },
};

/** The last word of each conversation on when to meet: a later one takes an earlier back. */
function proposalsIn(context: RuleContext): Proposal[] {
  const letters = lettersOf({ items: context.items, asOf: context.now }, getThreshold(context, "letterDays"));
  const threads = Map.groupBy(
    letters.filter((mail) => isWithReader(mail, context)),
    ({ thread }) => thread,
  );
  const limit = new Date(Date.parse(context.now) + getThreshold(context, "daysAhead") * DAY_MS).toISOString();
  return [...threads.values()].flatMap((thread) => {
    const last = lastProposalIn(thread, context);
    return last && last.at > context.now && last.at <= limit ? [last] : [];
  });
}

/** Reading takes time, so that nothing older is read once the last word is found. */
function lastProposalIn(thread: readonly Mail[], context: RuleContext): Proposal | undefined {
  for (const mail of thread.toReversed()) {
    const proposal = proposalsOf(mail, context)[0];
    if (proposal) return proposal;
  }
  return undefined;
}

/** An invitation that is attached is told by the rules over mail. */
function isWithReader(mail: Mail, { people }: RuleContext): boolean {
  const isAddressed = mail.item.actors.some((actor) => (actor.role === "to" || actor.role === "cc") && isMe(people, actor));
  return mail.inviteUid === null && (isAddressed || isFromMe(mail, people)) && mayNameTimeOfDay(mail);
}

function proposalsOf(mail: Mail, context: RuleContext): Proposal[] {
  return read(mail, context).flatMap((reading) => {
    const at = reading.isMeeting ? reading.when?.at : undefined;
    return at?.includes("T") ? [{ mail, reading, at }] : [];
  });
}

/** What was declined or cancelled is known, too. */
function isInCalendar(at: string, context: RuleContext): boolean {
  const time = Date.parse(at);
  const nearMs = getThreshold(context, "minutesApart") * MINUTE_MS;
  const near = instancesIn(context.items).filter((each) => {
    const startMs = Date.parse(each.start);
    return !takesDays(each) && (Math.abs(startMs - time) <= nearMs || (startMs <= time && time < Date.parse(each.end)));
  });
  return near.some((instance) => readMeeting(instance, context.people).isMine);
}

function missingFinding({ mail, reading, at }: Proposal, context: RuleContext): Finding {
  const { item } = mail;
  const when = reading.when?.span ?? reading.span;
  const [lead, ...rest] = factsOf(item, "ts");
  return finding({
    rule: missingMeeting,
    primary: item,
    factors: { impact: 2, urgency: deadlineUrgency(at, context.now, context.calendar) },
    confidence: CONFIDENCE,
    title: prose`${fact(item, "title")} names a meeting that is not in your calendar`,
    why: prose`${isFromMe(mail, context.people) ? "you wrote" : nameOf(mail, "from")}: ${quoteOf(mail, reading.span)}`,
    action: prose`put it into the calendar (${fact(item, `body.${when[0]}-${when[1]}`)}), or say that you can't`,
    owner: "you",
    due: at,
    lapses: at,
    evidence: [lead, ...rest, getFact(item, `body.${reading.span[0]}-${reading.span[1]}`)],
    state: at,
  });
}
