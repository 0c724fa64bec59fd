import type { Mail } from "../../../core/kinds/mail.ts";
import { ASKED, type Reading, type When } from "../../language/reading.ts";
import { lettersOf, read } from "../../letters.ts";
import { isMe, personOf } from "../../people.ts";
import { getThreshold, type RuleContext } from "../../rule.ts";
import { FEWEST_WORDS, overlapOf, type TopicReader } from "./alike.ts";
import type { OpenTask } from "../tasks/task.ts";

/** A letter is about a task from this share of the task's words on. */
const ALIKE = 0.6;

/** A task that is due some day. */
export interface DatedTask extends OpenTask {
  due: string;
  topic: ReadonlySet<string>;
}

/** A sentence that asks for something, or promises it, by a date. */
export interface Said {
  mail: Mail;
  reading: Reading;
  when: When;
}

/** What was last asked or promised of each task by a date, in the letters of the rule's `days`. */
export function lastSaid(tasks: readonly DatedTask[], topicOf: TopicReader, context: RuleContext): ReadonlyMap<DatedTask, Said> {
  const last = new Map<DatedTask, Said>();
  for (const mail of lettersOf({ items: context.items, asOf: context.now }, getThreshold(context, "days"))) {
    const { title, body, actors } = mail.item;
    const names = topicOf(actors.map((actor) => actor.name).join(" "));
    const subjectOf = (text: string): Subject => toSubject(topicOf(`${title} ${text}`), names);
    const whole = subjectOf(body);
    const near = tasks.filter((task) => isAbout(whole, task));
    for (const said of near.length === 0 ? [] : datesSaid(mail, context)) {
      const sentence = subjectOf(body.slice(...said.reading.span));
      for (const task of near) if (isAbout(sentence, task) && isTheirs(task, said, context)) last.set(task, said);
    }
  }
  return last;
}

/** What a text is about by its words, and by these with the names of those who write to each other. */
interface Subject {
  words: ReadonlySet<string>;
  all: ReadonlySet<string>;
}

function toSubject(words: ReadonlySet<string>, names: ReadonlySet<string>): Subject {
  return { words, all: new Set([...words, ...names]) };
}

/** Whom a letter goes to is part of what it is about, yet two who write to each other may do so about anything. */
function isAbout({ words, all }: Subject, { topic }: DatedTask): boolean {
  return overlapOf(topic, words).words >= FEWEST_WORDS && overlapOf(topic, all).share >= ALIKE;
}

function datesSaid(mail: Mail, context: RuleContext): Said[] {
  return read(mail, context).flatMap((reading) => {
    const isBinding = reading.isPromise || reading.request >= ASKED;
    return isBinding && !reading.isMeeting && reading.when !== undefined ? [{ mail, reading, when: reading.when }] : [];
  });
}

/** Whoever promised, or was asked, is the task's owner, as far as one is named. */
function isTheirs({ owner, person }: DatedTask, { mail, reading }: Said, { people }: RuleContext): boolean {
  if (owner === "unassigned") return true;
  const role = reading.isPromise ? "from" : "to";
  return mail.item.actors.some((actor) => {
    if (actor.role !== role) return false;
    if (owner === "you") return isMe(people, actor);
    return person === undefined ? actor.name.toLowerCase() === owner.toLowerCase() : personOf(people, actor)?.key === person.key;
  });
}
