import { aboutOf, indexesOf, isCarried, splitAtMentions, type About } from "./about.ts";
import type { Clause } from "./clauses.ts";
import type { Mention } from "./items.ts";
import { byPosition, saysSomething, type Entry, type Portion } from "./position.ts";
import { means, type Heard } from "./read-clause.ts";

/** The lines of a text, without the marks at their beginnings; one that strokes part into as many as `count` is a list. */
export function entriesIn(text: string, count: number, clausesOf: (text: string, offset: number) => Clause[]): Entry[] {
  let offset = 0;
  const isList = count > 1 && text.split(/ [/|] /).length === count;
  const lines = (isList ? text.replaceAll(/ [/|] /g, "\n- ") : text).split("\n");
  return lines.flatMap((line) => {
    const bullet = /^\s*(?:[-*•·‣▪+]|\(?\d{1,2}[.)](?=\s))\s*/.exec(line)?.[0].length ?? 0;
    const clauses = clausesOf(line.slice(bullet), offset + bullet);
    offset += line.length + 1;
    return clauses.length > 0 ? [{ isBullet: bullet > 0 || isList, clauses }] : [];
  });
}

interface Told {
  about: About;
  heard: Heard;
}

/** The same of another item. */
const ECHO = /^(?:and |so is |the )*[§¶]\d+ (?:is |are )?(?:too|as well|likewise|ditto|also|the same|same)$/;

/** Which clauses are about which of several items. */
export function portionsOf(
  entries: readonly Entry[],
  mentions: readonly Mention[],
  count: number,
  hear: (clause: Clause) => Heard,
): Portion[] {
  const told: Told[] = [];
  const mentioned = new Set(mentions.map(({ index }) => index));
  let last: About = null;
  for (const { isBullet, clauses } of entries) {
    if (isBullet) last = null;
    for (const clause of clauses.flatMap((each) => splitAtMentions(each, mentions))) {
      const named: About = aboutOf(clause, mentions, last, count);
      const about: About = named === "rest" && isRemainder(clause, told.at(-1)) ? last : named;
      const heard = (ECHO.test(clause.text) ? told.at(-1)?.heard : undefined) ?? hear(clause);
      const isOpen: boolean = !isBullet && mentioned.size < count && isCarried(clause, about, last);
      last = isOpen && contradicts(heard, heardOf(told, last)) ? null : about;
      told.push({ about: last, heard });
    }
  }
  const isAnyNamed = told.some(({ about }) => about !== null);
  return isAnyNamed
    ? gathered(openedWith(told, count), count)
    : byPosition(
        entries,
        told.map(({ heard }) => heard),
        count,
      );
}

/** What is said before the first item is named is about the one that is never named, where one is left. */
function openedWith(told: readonly Told[], count: number): readonly Told[] {
  const first = told.findIndex(({ about }) => about !== null);
  const named = new Set(told.flatMap(({ about }) => indexesOf(about)));
  const [left, ...others] = Array.from({ length: count }, (_, index) => index).filter((index) => !named.has(index));
  const isOther = left !== undefined && others.length === 0 && told.every(({ about }) => about === null || indexesOf(about).length > 0);
  if (!isOther || !told.slice(0, first).some(({ heard }) => saysSomething(heard))) return told;
  return told.map((each, place) => (place < first ? { ...each, about: [left] } : each));
}

/** "80 %, rest by Wednesday": the rest of what was spoken of in part. */
function isRemainder({ joint, text }: Clause, before: Told | undefined): boolean {
  if (before === undefined || before.about === null || before.about === "rest") return false;
  const isOfPart = before.heard.percent !== null || means(before.heard, "part", "done_part", "progress");
  return isOfPart && /^[,)(\s-]+$/.test(joint) && /^(?:the )?rest\b/.test(text);
}

function heardOf(told: readonly Told[], about: About): Heard[] {
  return told.filter((each) => each.about === about).map(({ heard }) => heard);
}

/** Whether a clause without a name says something else than what was said of the item before: then it may be about another one. */
function contradicts(heard: Heard, before: readonly Heard[]): boolean {
  if (heard.isTakenBack || /^(?:it|this|that|they|still|but)\b/.test(heard.clause.text)) return false;
  const isOther = means(heard, "at_risk", "not_started", "starting", "on_track", "dropped", "blocked", "waiting", "doing");
  if (before.some((each) => means(each, "done", "ticked"))) {
    return (isOther && !means(heard, "on_track")) || heard.days.some(({ role }) => role === "finish") || heard.handover !== undefined;
  }
  const isNew = before.some((each) => STATUSES.some((status) => means(each, status) && !means(heard, status)));
  return heard.clause.isFirst && isOther && isNew;
}

const STATUSES = ["at_risk", "not_started", "starting", "on_track", "dropped", "blocked"] as const;

/** What is named counts before what "all" and "the rest" cover. */
function gathered(told: readonly Told[], count: number): Portion[] {
  const named = new Set(told.flatMap(({ about }) => indexesOf(about)));
  const others = Array.from({ length: count }, (_, index) => index).filter((index) => !named.has(index));
  const isCovered = ({ about, heard }: Told): boolean => about === "rest" && named.size > 0 && isPlain(heard, others.length);
  const portions = [...named, ...others].map((index): Portion => {
    const own = told.filter(({ about }) => indexesOf(about).includes(index));
    const shared = told.filter((each) => (each.about === "all" && own.length === 0) || (isCovered(each) && others.includes(index)));
    return { index, heard: [...own, ...shared].map(({ heard }) => heard) };
  });
  const loose = told.filter((each) => each.about === null || (each.about === "rest" && !isCovered(each))).map(({ heard }) => heard);
  return [...portions, { index: null, heard: loose }].filter(({ heard }) => heard.length > 0);
}

/** "The other one" is clear only where one other is left. */
function isPlain({ clause }: Heard, left: number): boolean {
  return left > 0 && (left === 1 || !/\bother(?: one)?\b(?!s| two| three| ones| items| tasks)/.test(clause.text));
}
