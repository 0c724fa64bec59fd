import { MOST_COUNTED_KEYS, type Bullet } from "../../core/briefing.ts";
import type { Finding, JudgedFinding } from "../../core/finding.ts";
import type { Item } from "../../core/item.ts";
import { mailIn } from "../../core/kinds/mail.ts";
import { derived, fact, prose, type Prose, type Span } from "../../core/prose.ts";
import { plainDateOf } from "../../core/work-calendar.ts";
import { numberOf } from "../digest/words.ts";
import { factsIn, itemsIn, joined, shown } from "../facts.ts";
import { nameOf } from "../letters.ts";
import { isDueBy, membersOf, type Group, type ReadingDay } from "../select.ts";
import { countFlags } from "./flag-count.ts";

const MOST_CITES = 3;
/** So much of what follows from one thing is told in its line. */
const MOST_WHYS = 3;

/** A risk in full: what, why, what to do next, who, by when; an instant of the reader's own day is told by its time alone. */
export function riskBullet(group: Group, asOf: string, timezone: string): Bullet {
  const { finding } = group.lead;
  const text = prose`${emphasised(finding.title)}: ${whysOf(group)}${before(group.lead)}. Next: ${finding.action} (${ownerOf(finding)}${byWhen(finding, plainDateOf(asOf, timezone), timezone)}).`;
  return bulletOf("judgement", text, membersOf(group));
}

/** What the columns of risks are called. */
export const RISK_COLUMNS: readonly string[] = ["What", "Why", "Owner", "By", "Next"];

/** The same by these columns; what has no day leaves its cell empty. */
export function riskRow(group: Group, asOf: string, timezone: string): Bullet {
  const { finding } = group.lead;
  const due = dueOf(finding, plainDateOf(asOf, timezone), timezone);
  const why = prose`${whysOf(group)}${before(group.lead)}`;
  return { ...riskBullet(group, asOf, timezone), cells: [finding.title, why, [ownerOf(finding)], due ? [due] : [], finding.action] };
}

/** What follows from each of them in other words, no sentence of a letter twice; beyond a few they are counted. */
function whysOf(group: Group): Prose {
  const members = membersOf(group);
  const distinct = [...new Map(members.map((each) => [quoteIn(each) ?? wordsOf(each.finding.why), each])).values()];
  const told = [group.lead, ...distinct.filter((each) => each !== group.lead && !isToldBy(each, group.lead))].slice(0, MOST_WHYS);
  const rest = members.filter((each) => !told.includes(each) && !isToldBy(each, group.lead));
  const whys = joined(
    told.map((each) => each.finding.why),
    "; also ",
  );
  return rest.length === 0 ? whys : prose`${whys}; and ${countFlags(rest, "more flag")} on it`;
}

/** Two rules that quote the same sentence have the same to say. */
function isToldBy(judged: JudgedFinding, lead: JudgedFinding): boolean {
  const own = quoteIn(judged);
  return judged !== lead && (own === undefined ? wordsOf(judged.finding.why) === wordsOf(lead.finding.why) : own === quoteIn(lead));
}

/** Where the sentence begins that is quoted, which may be cut at its end. */
function quoteIn({ finding }: JudgedFinding): string | undefined {
  const quoted = factsIn(finding.why).find(({ path }) => path.startsWith("body."));
  return quoted && `${quoted.item} ${quoted.path.split("-")[0]}`;
}

/** The same words about other items read the same. */
function wordsOf(text: Prose): string {
  return text
    .map((span) =>
      span.kind === "fact" ? span.fact.value : span.kind === "derived" ? `${span.derived.value} ${span.derived.unit}` : span.text,
    )
    .join("");
}

/** A finding of which one clause is enough: what, why, who. */
export function clauseBullet(group: Group): Bullet {
  const { finding } = group.lead;
  return bulletOf("fact", prose`${finding.title}: ${finding.why} (${ownerOf(finding)}).`, membersOf(group));
}

/** Something due today, where the date goes without saying; `isMarked` where it stands among other things, such as meetings. */
export function todayBullet(group: Group, isMarked: boolean): Bullet {
  const { finding } = group.lead;
  const name = factsIn(finding.title).find((fact) => fact.item === finding.primary && fact.path === "title");
  const what: Prose = name && isDate(finding.due) ? prose`${isMarked ? "Due: " : ""}${shown(name)}` : finding.title;
  return bulletOf("fact", prose`${what} (${ownerOf(finding)}).`, membersOf(group));
}

function isDate(due: string | undefined): boolean {
  return due !== undefined && !due.includes("T");
}

/** What is over, with how it ended where its item or its conversation tells. */
function clearedBullet(judged: JudgedFinding, items: ReadonlyMap<string, Item>): Bullet {
  const { finding } = judged;
  const item = items.get(finding.primary);
  const ending = (item && endingOf(item)) ?? lastWord(judged, items) ?? finding.why;
  return bulletOf("fact", prose`${finding.title}: ${ending}.`, [judged], items);
}

/** The first of what is over in a line each, the others counted; all are told. */
export function clearedBullets(cleared: readonly JudgedFinding[], items: ReadonlyMap<string, Item>, most: number): Bullet[] {
  const rest = cleared.slice(most);
  const told = cleared.slice(0, most).map((each) => clearedBullet(each, items));
  return rest.length === 0 ? told : [...told, moreCleared(rest, items)];
}

/** Counted by what they were about, since nothing else is left of them; where that is gone as well no number has evidence. */
function moreCleared(rest: readonly JudgedFinding[], items: ReadonlyMap<string, Item>): Bullet {
  const ids = [...new Set(rest.map(({ finding }) => finding.primary))];
  const about = ids.flatMap((id) => items.get(id) ?? []);
  const text = about.length === ids.length ? prose`${numberOf(about, "more thing")} got better.` : prose`More things got better.`;
  const cites = about.map(({ id }) => id).slice(0, ids.length > MOST_COUNTED_KEYS ? MOST_CITES : undefined);
  return { kind: "fact", text, cites, flags: rest.map(({ finding }) => finding.key) };
}

/** How a thing ended, by the field in which its kind says so. */
const ENDINGS: Readonly<Record<string, readonly [field: string, words: Readonly<Record<string, string>>]>> = {
  task: ["status", { done: "done", cancelled: "dropped" }],
  instance: ["status", { cancelled: "dropped" }],
  pull_request: ["state", { merged: "merged", closed: "closed" }],
  rollout: ["state", { done: "done", failed: "failed", withdrawn: "taken back" }],
};

function endingOf(item: Item): Prose | undefined {
  const [field, words] = ENDINGS[item.kind] ?? ["", {}];
  const word = words[String(item.fields[field])];
  return word === undefined ? undefined : prose`${word}`;
}

/** Who wrote last in the conversation that it was about, since it was seen open. */
function lastWord({ finding, was }: JudgedFinding, items: ReadonlyMap<string, Item>): Prose | undefined {
  const thread = items.get(finding.primary)?.fields["thread"];
  if (typeof thread !== "string" || was === undefined) return undefined;
  const conversation = [...items.values()].filter(({ fields }) => fields["thread"] === thread);
  const later = mailIn(conversation).filter(({ item }) => item.ts > was.lastSeen);
  const [last] = later.toSorted((a, b) => b.item.ts.localeCompare(a.item.ts));
  return last && prose`${nameOf(last, "from")} wrote ${fact(last.item, "ts", "instant")}`;
}

/** How many groups are named, and in which words. */
export interface Naming extends ReadingDay {
  /** The automation's id. */
  automation: string;
  most: number;
  withOwner?: boolean;
}

/** Names the first of many groups, each in a line of its own so that it can be answered, and counts the others; every flag is in one. */
export function nameBullets(groups: readonly Group[], naming: Naming): Bullet[] {
  const { most, withOwner = false } = naming;
  const rest = groups.slice(most);
  return [...groups.slice(0, most).map((group) => nameBullet(group, withOwner)), ...(rest.length > 0 ? [restBullet(rest, naming)] : [])];
}

/** Of as many as can be answered one by one, each is cited and has its key behind the count, in the same order. */
export function restBullet(rest: readonly Group[], naming: Omit<Naming, "most">): Bullet {
  return countedBullet(rest, naming, "", " more");
}

/** `3 flags, 2 of them due now.` */
export function flagsBullet(groups: readonly Group[], naming: Omit<Naming, "most">): Bullet {
  return countedBullet(groups, naming, "flag", "");
}

function countedBullet(rest: readonly Group[], { automation, ...day }: Omit<Naming, "most">, unit: string, after: string): Bullet {
  const leads = rest.map((group) => group.lead);
  const due = rest.filter((group) => isDueBy(group, day)).map((group) => group.lead);
  const dueNow = due.length === 0 ? [] : due.length === rest.length ? prose` due now` : prose`, ${countFlags(due, "")} of them due now`;
  const isMany = rest.length > MOST_COUNTED_KEYS;
  const lists = isMany ? prose`; chief show ${shown({ item: "run", path: "automation", value: automation })} lists them` : [];
  return {
    kind: "fact",
    text: prose`${countFlags(leads, unit)}${after}${dueNow}${lists}.`,
    cites: [...new Set(leads.slice(0, isMany ? MOST_CITES : undefined).map(({ finding }) => finding.primary))],
    flags: [...leads, ...rest.flatMap(({ also }) => also)].map(({ finding }) => finding.key),
  };
}

function nameBullet(group: Group, withOwner: boolean): Bullet {
  const { finding } = group.lead;
  return bulletOf("fact", withOwner ? prose`${finding.title} (${ownerOf(finding)}).` : prose`${finding.title}.`, membersOf(group));
}

/** How many flags are not shown, and the command that shows them. */
export function countBullet(judged: readonly JudgedFinding[], automation: string): Bullet {
  const text = prose`${countFlags(judged, "smaller flag")}; chief show ${shown({ item: "run", path: "automation", value: automation })} lists them.`;
  return { kind: "fact", text, cites: [], flags: [] };
}

/** How many flags the reader has silenced, so that they are out of sight but not forgotten. */
export function silencedBullet(judged: readonly JudgedFinding[]): Bullet {
  return { kind: "fact", text: prose`${countFlags(judged, "")} silenced by you.`, cites: [], flags: [] };
}

function bulletOf(kind: Bullet["kind"], text: Prose, judged: readonly JudgedFinding[], items?: ReadonlyMap<string, Item>): Bullet {
  const facts = factsIn(text).map((fact) => fact.item);
  // A conversation is known by its first letter, also where a later one is quoted.
  const primary = judged.slice(0, 1).map((each) => each.finding.primary);
  const cites = [...new Set([...facts, ...itemsIn(text).slice(0, MOST_CITES), ...primary])].filter(
    (id) => items === undefined || items.has(id),
  );
  return { kind, text, cites, flags: judged.map((each) => each.finding.key) };
}

function ownerOf({ owner, evidence }: Finding): Span {
  const source = evidence.find((fact) => fact.value === owner);
  return source ? shown(source) : { kind: "text", text: owner };
}

function byWhen(finding: Finding, today: string, timezone: string): Prose {
  const isSaid = factsIn(finding.title).some((fact) => fact.value === finding.due);
  const due = isSaid ? undefined : dueOf(finding, today, timezone);
  return due === undefined ? [] : prose`, by ${due}`;
}

/** The day or the hour by which it has to be done, as its evidence has it. */
function dueOf({ due, evidence }: Finding, today: string, timezone: string): Span | undefined {
  const source = evidence.find((fact) => fact.value === due);
  if (due === undefined || source === undefined) return undefined;
  return shown(source, isDate(due) ? "date" : plainDateOf(due, timezone) === today ? "time" : "instant");
}

/** What it was when the reader was last told. */
function before({ word, finding, was }: JudgedFinding): Prose {
  if (word !== "worse" || was?.lastReported === undefined) return [];
  if (was.resolvedAt !== undefined) return prose`; back again`;
  const measure = finding.why.find((span) => span.kind === "derived" && span.derived.value === finding.metric);
  if (measure?.kind !== "derived" || was.lastMetric === finding.metric) return prose`; worse than before`;
  // From nothing to something needs no comparison.
  if (was.lastMetric === undefined || was.lastMetric === 0) return [];
  return prose` (was ${derived(was.lastMetric, measure.derived.unit, measure.derived.from)})`;
}

function emphasised(title: Prose): Prose {
  return title.map((span) => {
    if (span.kind === "text") return { kind: "strong", text: span.text };
    return { ...span, strong: true };
  });
}
