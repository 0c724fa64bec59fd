import { Temporal } from "temporal-polyfill";
import type { Automation } from "../core/automation.ts";
import type { WriteGrant } from "../core/grant.ts";
import type { People, Person } from "../core/person.ts";
import { isSchedule, type Schedule } from "../core/trigger.ts";
import { problemAt, type Problem } from "../lib/problem.ts";
import { listOf } from "../lib/text.ts";
import type { Path, YamlText } from "../lib/yaml-text.ts";
import type { TriggerChecks } from "./triggers.ts";

type Defined = Pick<Automation, "triggers" | "timezone" | "reads" | "writes" | "chase" | "overlap">;

/** What a definition that asks people is held against. */
interface Checks extends Pick<TriggerChecks, "nextTime"> {
  /** Not looked at where nobody knows them. */
  people: People | undefined;
}

interface Remark {
  path: Path;
  message: string;
  hint: string;
}

/** What its writer may not have meant of questions to people: those that can't be asked, and answers that nobody hears. */
export function chaseWarnings(automation: Defined, { people, nextTime }: Checks, yaml: YamlText): Problem[] {
  const asking = automation.writes.flatMap((write, index) => (write.carries === "questions" ? [{ write, index }] : []));
  const remarks =
    asking.length === 0
      ? nobodyAsked(automation)
      : [
          ...unheard(automation),
          ...withoutPlan(automation),
          ...(people ? asking.flatMap(({ write, index }) => unreachable(write, ["writes", index], people)) : []),
        ];
  return [...remarks, ...untold(automation, nextTime)].map(({ path, message, hint }) =>
    problemAt(yaml.file, yaml.positionOf(path), message, hint),
  );
}

function nobodyAsked({ chase, triggers }: Defined): Remark[] {
  const path = chase ? "chase" : repliesIn(triggers).length > 0 ? "on" : undefined;
  if (path === undefined) return [];
  const message = `expected a write that says who may be asked, since ${path} speaks of questions, got none: nobody is asked`;
  return [{ path: [path], message, hint: 'Add "- slack: { to: roster, people: [...] }" under writes.' }];
}

function repliesIn(triggers: Defined["triggers"]) {
  return triggers.filter((trigger) => trigger.kind === "event").filter(({ source }) => source === "reply");
}

/** An event that is skipped is an answer that is lost. */
function unheard({ triggers, overlap }: Defined): Remark[] {
  const replies = repliesIn(triggers);
  if (replies.length === 0) {
    const message = "expected on to have reply, by which answers to its questions are heard, got none: nobody hears them";
    return [{ path: ["on"], message, hint: 'Add "- reply: {}" to the list under on.' }];
  }
  const cooled = replies.some(({ cooldownMs }) => cooldownMs !== undefined);
  const skipping = overlap !== undefined && overlap !== "buffer_all" && overlap !== "allow_all";
  const lost = (path: string, got: string) => `expected each answer to be heard, got ${path}: ${got}, by which some are lost`;
  return [
    ...(cooled
      ? [{ path: ["on"], message: lost("on", "a cooldown"), hint: "Write coalesce instead: several answers are then one run." }]
      : []),
    ...(skipping ? [{ path: ["overlap"], message: lost("overlap", overlap), hint: "Write buffer_all, or take the line out." }] : []),
  ];
}

/** Files are looked through for plans as they are; other sources say which of their tasks are one. */
function withoutPlan({ reads }: Defined): Remark[] {
  if (reads.some(({ connector, options }) => connector === "files" || options["plan"] !== undefined || options["as"] === "plan")) return [];
  const message = "expected a plan to be read, of whose tasks people are asked, got none";
  return [
    {
      path: ["reads"],
      message,
      hint: 'Add "- files: { paths: [plan], as: plan }" under reads, or say `as: plan` of Notion, or `plan` of GitHub.',
    },
  ];
}

const WAYS: Readonly<Record<string, { what: string; has(person: Person): boolean; hint: string }>> = {
  slack: {
    what: "an account in Slack, or an address that it knows",
    has: ({ accounts = [], emails }) => emails.length > 0 || accounts.some((account) => account.startsWith("slack:")),
    hint: "Write `accounts: { slack: U… }` there, or ask them by mail.",
  },
  email: { what: "an address", has: ({ emails }) => emails.length > 0, hint: "Write `emails: [...]` there." },
};

function unreachable({ delivery, addressees = [] }: WriteGrant, path: Path, { all }: People): Remark[] {
  const way = WAYS[delivery];
  if (!way) return [];
  const strangers = addressees.flatMap(({ person: key }) => {
    const person = all.find((each) => each.key === key);
    return person && way.has(person) ? [] : key;
  });
  const message = `expected ${listOf(strangers)} to have ${way.what}, got none in config/people.yaml, so that they can't be asked`;
  return strangers.length === 0 ? [] : [{ path, message, hint: way.hint }];
}

/** From where times are asked for: the same whenever a definition is parsed. */
const SOME_INSTANT = "2024-01-01T00:00:00.000Z";
/** More than three days of one that comes due each quarter of an hour. */
const TIMES = 300;

function untold({ chase, triggers, timezone }: Defined, nextTime: Checks["nextTime"]): Remark[] {
  const { digestAt } = chase ?? {};
  if (digestAt === undefined) return [];
  const schedules = triggers.filter(isSchedule);
  if (schedules.some((schedule) => isEverAfter(schedule, digestAt, timezone, nextTime))) return [];
  const message = `expected a time under on at which its digest is told, at ${digestAt} or later, got none: it is told only by chance`;
  return [{ path: ["chase", "digest"], message, hint: "Add such a time, or make the digest earlier." }];
}

function isEverAfter(schedule: Schedule, time: string, timezone: string, nextTime: Checks["nextTime"]): boolean {
  let at = nextTime(schedule, SOME_INSTANT);
  for (let count = 1; count < TIMES && at !== undefined && localTime(at, timezone) < time; count += 1) at = nextTime(schedule, at);
  return at !== undefined && localTime(at, timezone) >= time;
}

function localTime(instant: string, timezone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timezone).toPlainTime().toString({ smallestUnit: "minute" });
}
