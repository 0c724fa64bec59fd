import { MOST_IN_A_WEEK, MOST_MESSAGES } from "../core/ask.ts";
import { CHASE_SUBJECTS, type Automation, type ChaseSubject, type ChaseTerms } from "../core/automation.ts";
import type { Sentence } from "../core/sentence.ts";
import { choiceOf, countOf, listOf } from "../lib/text.ts";

/** Whom it may ask how things stand, when and how often, and what ends that; nothing where it asks nobody. */
export function askingSentences({ chase, writes, timezone }: Pick<Automation, "chase" | "writes" | "timezone">): Sentence[] {
  const asking = writes.filter(({ carries }) => carries === "questions");
  const roster = [...new Set(asking.flatMap(({ addressees = [] }) => addressees.map(({ person }) => person)))];
  if (!chase) return [];
  if (roster.length === 0) return [{ about: "asking", text: "Asks nobody, since none of its writes says whom it may ask." }];
  const told = [whomInWords(roster, chase), oftenInWords(), timesInWords(chase), STOP, digestInWords(chase, timezone)];
  return [{ about: "asking", text: told.filter((text) => text !== "").join(" ") }];
}

const SUBJECTS: Readonly<Record<ChaseSubject, string>> = {
  tasks: "tasks of their own",
  reviews: "reviews that tasks wait for",
  blockers: "what else holds tasks up",
};

function whomInWords(roster: readonly string[], { about = CHASE_SUBJECTS, cadenceDays }: ChaseTerms): string {
  const names = choiceOf(roster.map((key) => (key === "me" ? "you" : key)));
  const unmoved = `where nothing it reads says so and nothing moved for ${countOf(cadenceDays, "business day")}, sooner before a launch`;
  return `May ask ${names}, and nobody else, about ${listOf(about.map((subject) => SUBJECTS[subject]))}, ${unmoved}.`;
}

function oftenInWords(): string {
  const reminders = countOf(MOST_MESSAGES - 1, "reminder");
  return `About each it asks once, with ${reminders} at most; all automations together write to one person once a day and ${MOST_IN_A_WEEK} times in seven days at most.`;
}

const DAYS = ["Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];

function timesInWords({ hours, days }: ChaseTerms): string {
  const first = listOf(days.flatMap((day) => DAYS[day - 1] ?? []));
  return `It writes on workdays between ${hours.start} and ${hours.end} where they are, and asks first on ${first} unless a date presses.`;
}

const STOP = "Whoever answers “stop” is asked no more, by no automation.";

function digestInWords({ digestAt }: ChaseTerms, timezone: string): string {
  return digestAt === undefined
    ? ""
    : `Before ${digestAt} (${timezone}) its runs only ask and hear; the later ones of a day tell what came of it.`;
}
