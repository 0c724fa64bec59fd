import type { Finding } from "../../../core/finding.ts";
import type { Fact, Item } from "../../../core/item.ts";
import { launchesIn } from "../../../core/kinds/launch.ts";
import { fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { plainDateOf } from "../../../core/work-calendar.ts";
import { displayName, isMe } from "../../people.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency, raiseImpact } from "../../severity.ts";
import { hoursBetween } from "../git/items.ts";
import { factsOf, openTasks } from "../tasks/task.ts";
import { createTopicReader, FEWEST_WORDS, isOneTellingWord, overlapOf } from "./alike.ts";
import { decisionsIn, type Decided } from "./decided.ts";

/** Read in what people said. */
const CONFIDENCE = 0.65;
/** A sentence is about a thing from this share of the thing's words on. */
const ALIKE = 0.6;
/** Whoever looks at the plan is misled from now on. */
const NOW = 2;
const HOURS_IN_DAY = 24;

/** people settled one thing, and the plan says another. */
export const decidedOtherwise: Rule = {
  id: "X-08",
  title: "Decision that the plan does not know",
  about:
    "A meeting settled another day for a task or a launch than the plan has, or dropped it, and the plan was not changed since: whoever was not there goes by the wrong one.",
  source: "files",
  cleared: "decision and plan agree now",
  thresholds: {
    days: { value: 14, unit: "day", about: "Meetings longer ago than this are not looked at." },
  },
  find: (context) => {
    const things = plannedIn(context);
    const longest = getThreshold(context, "days") * HOURS_IN_DAY;
    const decided = decisionsIn(context.items, context.calendar.timezone).filter(({ at }) => hoursBetween(at, context.now) <= longest);
    // What was settled last about a thing holds.
    const last = new Map(decided.flatMap((each) => thingsOf(each, things).map((thing) => [thing, each] as const)));
    return [...last].flatMap(([thing, each]) => (differs(thing, each, context) ? [decisionFinding(thing, each, context)] : []));
  },
};

/** What the plan has a day for. */
interface Planned {
  item: Item;
  date: string;
  path: "fields.due" | "fields.date";
  owner: string;
  isCritical: boolean;
  topic: ReadonlySet<string>;
}

const topicOf = createTopicReader();

function plannedIn({ items, people }: RuleContext): Planned[] {
  const tasks = openTasks(items, people).flatMap(({ item, due, owner, isCritical, isRecurring }): Planned[] =>
    due === undefined || isRecurring ? [] : [{ item, date: due, path: "fields.due", owner, isCritical, topic: topicOf(item.title) }],
  );
  const launches = launchesIn(items).flatMap(({ item, date }): Planned[] => {
    const actor = item.actors.find(({ role }) => role === "owner");
    const owner = actor === undefined ? "unassigned" : isMe(people, actor) ? "you" : displayName(people, actor);
    return date === null ? [] : [{ item, date, path: "fields.date", owner, isCritical: true, topic: topicOf(item.title) }];
  });
  return [...tasks, ...launches];
}

/** Those that the words come nearest to; several where nobody can tell which is meant, and they are not told then. */
function thingsOf({ words }: Decided, things: readonly Planned[]): Planned[] {
  const said = topicOf(words);
  const alike = things.flatMap((thing) => {
    const overlap = overlapOf(thing.topic, said);
    const isAbout = overlap.words >= FEWEST_WORDS && overlap.share >= ALIKE;
    const isByName = thing.path === "fields.date" && isOneTellingWord(thing.topic) && overlap.share === 1;
    return isAbout || isByName ? [{ thing, ...overlap }] : [];
  });
  const most = Math.max(...alike.map(({ words: count }) => count));
  const nearest = alike.filter(({ words: count }) => count === most);
  return nearest.length === 1 ? nearest.map(({ thing }) => thing) : [];
}

function differs({ item, date, path }: Planned, decided: Decided, { changes, now, calendar }: RuleContext): boolean {
  const field = path.replace("fields.", "");
  const isNewer = changes.some((change) => change.item === item.id && change.field === field && change.at > decided.at);
  if (isNewer || decided.date === date) return false;
  return decided.date === undefined || decided.date >= plainDateOf(now, calendar.timezone);
}

function decisionFinding(thing: Planned, decided: Decided, { now, calendar }: RuleContext): Finding {
  const { item, date, path, owner, isCritical } = thing;
  const quoted = `body.${decided.span.join("-")}`;
  const evidence: Fact[] = [getFact(decided.item, "title"), getFact(decided.item, quoted), getFact(decided.item, "ts")];
  const next = [date, decided.date ?? date].toSorted()[0] ?? date;
  const pressing = deadlineUrgency(next, now, calendar);
  return finding({
    rule: decidedOtherwise,
    primary: item,
    factors: { impact: raiseImpact(2, isCritical), urgency: pressing > NOW ? pressing : NOW },
    confidence: CONFIDENCE,
    title: prose`${fact(item, "title")} is planned otherwise than decided`,
    why: whyOf(thing, decided),
    action: prose`put the plan right, or say that it stands`,
    owner,
    ...(next >= plainDateOf(now, calendar.timezone) && { due: next }),
    evidence: [...factsOf(item, path, "fields.owner", "fields.status"), ...evidence],
    state: [owner, date, decided.date ?? "dropped"].join("|"),
  });
}

function whyOf({ item, path }: Planned, decided: Decided): Prose {
  const words = fact(decided.item, `body.${decided.span.join("-")}`);
  return prose`the plan has ${fact(item, path, "date")}, and in ${fact(decided.item, "title")} it was said: “${words}”`;
}
