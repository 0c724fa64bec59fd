import { plainDateOf } from "../../../src/core/work-calendar.ts";
import { instantOf } from "../../../src/lib/clock.ts";
import { truthOn, type Member } from "./cast.ts";
import { idOf } from "./post.ts";
import { isQuestion, textOf, type Question } from "./question.ts";
import { react } from "./react.ts";
import { tasksOf } from "./scenario.ts";
import type { Stage } from "./stage.ts";

/** People who look at what has come to them. */
export interface Readers {
  lookAround(): void;
}

export function createReaders(stage: Stage): Readers {
  const { town, post, scenario } = stage;
  const counts = new Map<string, number>();
  const mails = new Set<string>();
  let seen = 0;
  let read = 0;
  const take = (question: Question, find: (member: Member) => boolean): void => {
    const member = isQuestion(question) ? scenario.members.find(find) : undefined;
    if (!member) return;
    counts.set(member.key, (counts.get(member.key) ?? 0) + 1);
    decide(stage, member, question, counts.get(member.key) ?? 0);
  };
  return {
    lookAround() {
      for (const letter of town.letters.slice(seen)) take({ letter }, ({ slack }) => slack === letter.to);
      seen = town.letters.length;
      const received = post?.received ?? [];
      for (const mail of received.slice(read)) {
        // A program that shows mails shows one that came twice once.
        if (!mails.has(idOf(mail))) take({ mail }, ({ email }) => email === mail.to[0]);
        mails.add(idOf(mail));
      }
      read = received.length;
    },
  };
}

/** Each does what is their habit. */
function decide(stage: Stage, member: Member, question: Question, count: number): void {
  const { clock, scenario, agenda } = stage;
  const date = plainDateOf(instantOf(clock), member.zone);
  const named = tasksOf(scenario).filter(({ title }) => textOf(question).includes(title));
  const reaction = member.habit({ count, date, tasks: named.map((task) => ({ task, truth: truthOn(task, date) })) });
  if (reaction) agenda.inMinutes(reaction.afterMinutes, () => react(stage, member, question, reaction));
}
