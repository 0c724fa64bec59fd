import type { Finding } from "../../../core/finding.ts";
import { instancesIn, type Instance } from "../../../core/kinds/instance.ts";
import type { Mail } from "../../../core/kinds/mail.ts";
import { fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { plainDateOf } from "../../../core/work-calendar.ts";
import type { Reading } from "../../language/reading.ts";
import { isFromMe, nameOf, quoteOf } from "../../letters.ts";
import { finding, type FindingDraft, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";
import { createTopicReader, FEWEST_WORDS, overlapOf, type TopicReader } from "./alike.ts";
import { lastSaid, type DatedTask, type Said } from "./letters.ts";
import { isHeld } from "../calendar/instances.ts";
import { factsOf, impactOf, openTasks, stateOf } from "../tasks/task.ts";

/** That both speak of the same thing rests on their words. */
const CONFIDENCE = 0.6;

/** one thing, two dates. */
export const twoDates: Rule = {
  id: "X-07",
  title: "Two dates for one thing",
  about:
    "A task whose date differs from the one in a mail or in the calendar that is about the same thing: somebody counts on the wrong day.",
  source: "files",
  cleared: "the dates agree now",
  thresholds: {
    days: { value: 30, unit: "day", about: "Mail that is older is not looked at." },
  },
  find: (context) => {
    const topicOf = createTopicReader();
    const tasks = openTasks(context.items, context.people).flatMap((task): DatedTask[] =>
      task.due === undefined || task.isRecurring ? [] : [{ ...task, due: task.due, topic: topicOf(task.item.title) }],
    );
    const entries = entriesAhead(topicOf, context);
    return [
      ...tasks.flatMap((task) => calendarDiffers(task, entries, context)),
      ...[...lastSaid(tasks, topicOf, context)].flatMap(([task, said]) => letterDiffers(task, said, context)),
    ];
  },
};

/** A date of the calendar that is no series, and what it is about. */
interface Entry {
  instance: Instance;
  date: string;
  topic: ReadonlySet<string>;
}

function entriesAhead(topicOf: TopicReader, context: RuleContext): Entry[] {
  const ahead = instancesIn(context.items).filter((instance) => isAhead(instance, context));
  const entries = ahead.map((instance) => ({ instance, date: dateOf(instance.start, context), topic: topicOf(instance.item.title) }));
  return entries.toSorted((a, b) => a.instance.start.localeCompare(b.instance.start));
}

/** By the same words, nothing more and nothing less: a meeting to prepare something is not the thing itself. */
function calendarDiffers(task: DatedTask, entries: readonly Entry[], context: RuleContext): Finding[] {
  if (task.topic.size < FEWEST_WORDS) return [];
  const dates = entries.filter(({ topic }) => isSameTopic(task.topic, topic));
  const other = dates.find(({ instance, date }) => date > task.due || !isOwnTime(instance));
  // Where one of them falls on the day, that is the one.
  if (other === undefined || dates.some(({ date }) => date === task.due)) return [];
  const { instance, date } = other;
  return [
    difference(task, date, context, {
      scope: "calendar",
      why: prose`the calendar has ${fact(instance.item, "title")} on ${fact(instance.item, "fields.start", instance.allDay ? "date" : "instant")}`,
      evidence: [...factsOf(task.item, "fields.due"), getFact(instance.item, "title"), getFact(instance.item, "fields.start")],
    }),
  ];
}

function isAhead(instance: Instance, { now, calendar }: RuleContext): boolean {
  const from = instance.allDay ? plainDateOf(now, calendar.timezone) : now;
  return isHeld(instance) && !instance.recurring && instance.start >= from;
}

/** Time that somebody keeps for the work may well lie before the day on which it is due. */
function isOwnTime({ showAs, allDay, item }: Instance): boolean {
  return showAs === "focus" || (!allDay && item.actors.length < 2);
}

function isSameTopic(topic: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return topic.size === other.size && overlapOf(topic, other).share === 1;
}

/** A date in a letter that is past is kept or broken; it no longer contradicts a plan. */
function letterDiffers(task: DatedTask, { mail, reading, when }: Said, context: RuleContext): Finding[] {
  const date = dateOf(when.at, context);
  if (date === task.due || date < dateOf(context.now, context)) return [];
  return [
    difference(task, date, context, {
      scope: "mail",
      why: prose`${saidBy(mail, reading, context)} ${quoteOf(mail, reading.span)}`,
      evidence: [...factsOf(task.item, "fields.due"), getFact(mail.item, `body.${reading.span.join("-")}`), getFact(mail.item, "ts")],
    }),
  ];
}

function saidBy(mail: Mail, { isPromise }: Reading, { people }: RuleContext): Prose {
  if (isFromMe(mail, people)) return isPromise ? prose`you promised` : prose`you asked`;
  return isPromise ? prose`${nameOf(mail, "from")} promised` : prose`${nameOf(mail, "from")} asked`;
}

function difference(task: DatedTask, date: string, context: RuleContext, words: Pick<FindingDraft, "scope" | "why" | "evidence">): Finding {
  const { item, due } = task;
  // What is late already is told as such; here the day that is still to come presses.
  const next = due < dateOf(context.now, context) || date < due ? date : due;
  return finding({
    ...words,
    rule: twoDates,
    primary: item,
    factors: { impact: impactOf(3, task), urgency: deadlineUrgency(next, context.now, context.calendar) },
    confidence: CONFIDENCE,
    title: prose`${fact(item, "title")} is due ${fact(item, "fields.due", "date")}, but possibly on another day elsewhere`,
    action: prose`agree which date holds`,
    owner: task.owner,
    due: next,
    state: `${stateOf(task)}|${date}`,
  });
}

function dateOf(moment: string, { calendar }: RuleContext): string {
  return moment.includes("T") ? plainDateOf(moment, calendar.timezone) : moment;
}
