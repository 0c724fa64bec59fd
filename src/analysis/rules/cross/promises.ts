import { Temporal } from "temporal-polyfill";
import type { Finding } from "../../../core/finding.ts";
import type { Item } from "../../../core/item.ts";
import type { Mail } from "../../../core/kinds/mail.ts";
import { getFact, prose } from "../../../core/prose.ts";
import { plainDateOf, type WorkCalendar } from "../../../core/work-calendar.ts";
import type { Reading, When } from "../../language/reading.ts";
import { isFromMe, lettersOf, nameOf, quoteOf, read } from "../../letters.ts";
import { isExternal, isVip } from "../../people.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency, raiseImpact } from "../../severity.ts";
import { createTopicReader, overlapOf, type TopicReader } from "./alike.ts";

/** That no task is about it rests on names alone. */
const CONFIDENCE = 0.6;
/** From this share of a task's words on it may be about the same thing. */
const ALIKE = 0.5;

/** promised in a letter, and on no list. */
export const promisedWithoutTask: Rule = {
  id: "X-06",
  title: "Promise without a task",
  about:
    "Something that you promised in a mail for a day to come, and that no task is about: it is easily forgotten. It is silent where no tasks are read.",
  source: "mail",
  cleared: "on a list now, answered again, or past",
  thresholds: {
    days: { value: 30, unit: "day", about: "Mail that is older is not looked at." },
  },
  find: (context) => {
    const topicOf = createTopicReader();
    const tasks = context.items.filter((item) => item.kind === "task").map((item) => ({ item, topic: topicOf(item.title) }));
    if (tasks.length === 0) return [];
    const letters = lettersOf({ items: context.items, asOf: context.now }, getThreshold(context, "days"));
    // A later letter of ours in the same conversation may have kept the promise.
    const latest = new Map(letters.flatMap((mail) => (isFromMe(mail, context.people) ? [[mail.thread, mail] as const] : [])));
    return [...latest.values()].flatMap((mail) => {
      const promise = promiseIn(mail, context);
      return promise === undefined ? [] : withoutTask(promise, topicOf, tasks, context);
    });
  },
};

interface Promised {
  mail: Mail;
  reading: Reading;
  when: When;
}

/** The instant from which on a date is past. */
function endOf(at: string, { timezone }: WorkCalendar): string {
  if (at.includes("T")) return at;
  const next = Temporal.PlainDate.from(at).add({ days: 1 }).toZonedDateTime(timezone);
  return new Date(next.epochMilliseconds).toISOString();
}

/** The first of a letter's promises to come due; what is past is no longer a matter for a list. */
function promiseIn(mail: Mail, context: RuleContext): Promised | undefined {
  const today = plainDateOf(context.now, context.calendar.timezone);
  const dated = read(mail, context).flatMap((reading): Promised[] =>
    reading.isPromise && !reading.isMeeting && reading.when !== undefined ? [{ mail, reading, when: reading.when }] : [],
  );
  const ahead = dated.filter(({ when }) => (when.at.includes("T") ? when.at > context.now : when.at >= today));
  return ahead.toSorted((a, b) => a.when.at.localeCompare(b.when.at))[0];
}

interface Listed {
  item: Item;
  topic: ReadonlySet<string>;
}

function withoutTask({ mail, reading, when }: Promised, topicOf: TopicReader, tasks: readonly Listed[], context: RuleContext): Finding[] {
  const { people, now, calendar } = context;
  const topic = topicOf(`${mail.item.title} ${mail.item.body.slice(...reading.span)}`);
  const [nearest] = tasks
    .map((task) => ({ ...task, share: overlapOf(task.topic, topic).share }))
    .toSorted((a, b) => b.share - a.share || a.item.id.localeCompare(b.item.id));
  if (nearest === undefined || nearest.share >= ALIKE) return [];
  const readers = mail.item.actors.filter((actor) => actor.role === "to");
  const isFor = (is: typeof isVip): boolean => readers.some((actor) => is(people, actor));
  return [
    finding({
      rule: promisedWithoutTask,
      primary: mail.item,
      factors: { impact: raiseImpact(2, isFor(isVip), isFor(isExternal)), urgency: deadlineUrgency(when.at, now, calendar) },
      confidence: CONFIDENCE,
      title: prose`You promised ${nameOf(mail, "to")} something that is on no list`,
      why: quoteOf(mail, reading.span),
      action: prose`make it a task, or do it now`,
      owner: "you",
      due: when.at,
      // From then on it is a promise that is overdue, which is told as such.
      lapses: endOf(when.at, calendar),
      // The task that comes nearest: that there is no other was seen where it lies.
      evidence: [getFact(mail.item, "title"), getFact(mail.item, `body.${reading.span.join("-")}`), getFact(nearest.item, "title")],
      state: when.at,
    }),
  ];
}
