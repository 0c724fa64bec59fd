import type { Clause } from "./clauses.ts";
import type { Mention } from "./items.ts";
import type { Heard } from "./read-clause.ts";

/** Clauses that are about one item, or about nobody knows which. */
export interface Portion {
  /** Place of the item in the question; null where that cannot be told. */
  index: number | null;
  heard: readonly Heard[];
  /** Whether the item is named, not only covered by "all" or "the rest". */
  isNamed: boolean;
}

/** A line of a reply. */
export interface Entry {
  isBullet: boolean;
  clauses: readonly Clause[];
}

type About = readonly number[] | "all" | "rest" | null;

const ALL =
  /\b(?:both|all (?:\d|two|three|four|five|of (?:them|it|these|those|the above))|each|everything|neither|either(?: of them| one)?(?=\s*$)|(?<=^\W*\w+ )x ?[2-5]|them all|these all|all items|all tasks|every one)\b/;
const ALL_TOO = /\ball\b(?! (?:day|week|morning|afternoon|over|night|the way|hands|in all|right|my|ears|i|else|yours|along|again))/;
const REST = /\b(?:the )?(?:rest|others?|everything else|all else|remaining(?: ones?)?|other (?:one|two|three|ones|items|tasks))\b/;
const ORDINAL =
  /^(?:and |the |for |so |my |on )*(first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|former|latter|last one|last item)\b(?! (?:thing|draft|version|pass|half|round|review|part|week|day|time|step|phase|of|cut|batch))/;
const ORDINALS: readonly (readonly string[])[] = [["first", "1st", "former"], ["second", "2nd"], ["third", "3rd"], ["fourth", "4th"], ["fifth", "5th"]];
/** Before an item that something waits for, rather than one that is told of. */
const WAITED_FOR = /\b(?:(?:blocked|waiting|stuck|depends|wait|waits|held up) (?:on|for|by|behind)|needs?|until|once|after|before|because of|like|than) (?:the |our |my )*$/;
/** What an item may be part of that another one waits for. */
const WITHIN_WAIT = /\b(?:blocked|waiting|stuck|held up|pending|awaiting|needs?) (?!.*(?:@\d+|from \w+|legal|infra|design|finance|security) (?:for|with|on|about) (?:the |our )?$).*$/;
/** The same of another item. */
const ECHO = /^(?:and |so is |the )*[§¶]\d+ (?:is |are )?(?:too|as well|likewise|ditto|also|the same|same)$/;
const EXCEPT = /^([^§¶]*?) ?\b(?:except|apart from|other than|besides|minus|bar|save for|but for|all but)\b[^§¶]*[§¶]/;
const ONE_OF_THEM = /^(?:only |just )?one (?:is|of|has)\b/;

/** The lines of a text, without the marks at their beginnings. */
export function entriesIn(text: string, clausesOf: (text: string, offset: number) => Clause[]): Entry[] {
  let offset = 0;
  return text.split("\n").flatMap((line) => {
    const bullet = /^\s*(?:[-*•·‣▪+]|\(?\d{1,2}[.)](?=\s))\s*/.exec(line)?.[0].length ?? 0;
    const clauses = clausesOf(line.slice(bullet), offset + bullet);
    offset += line.length + 1;
    return clauses.length > 0 ? [{ isBullet: bullet > 0, clauses }] : [];
  });
}

/** Which clauses are about which of several items. */
export function portionsOf(entries: readonly Entry[], mentions: readonly Mention[], count: number, hear: (clause: Clause) => Heard): Portion[] {
  const told: { about: About; heard: Heard; isNamed: boolean }[] = [];
  let about: About = null;
  const mentioned = new Set(mentions.map(({ index }) => index));
  for (const entry of entries) {
    if (entry.isBullet) about = null;
    for (const clause of entry.clauses.flatMap((each) => splitAtMentions(each, mentions))) {
      const carried: About = aboutOf(clause, mentions, about, count);
      const heard = (ECHO.test(clause.text) ? told.at(-1)?.heard : undefined) ?? hear(clause);
      const isCarried: boolean = carried === about && carried !== null && !ALL.test(clause.text) && !REST.test(clause.text) && !/[§¶]/.test(clause.text) && !entry.isBullet;
      const before = told.filter((each) => each.about === about).map((each) => each.heard);
      const named: About = isCarried && mentioned.size < count && contradicts(heard, before) ? null : carried;
      told.push({ about: named, heard, isNamed: Array.isArray(named) });
      about = named;
    }
  }
  return told.some(({ about }) => about !== null) ? gathered(told, count) : byPosition(entries, told.map(({ heard }) => heard), count);
}

/** Whether a clause without a name says something else than what was said of the item before: then it may be about another one. */
function contradicts(heard: Heard, before: readonly Heard[]): boolean {
  const isDone = before.some(({ senses }) => senses.has("done") || senses.has("ticked"));
  const isOther = ["at_risk", "not_started", "starting", "on_track", "dropped", "blocked", "waiting", "doing"].some((sense) => heard.senses.has(sense as "done"));
  if (heard.isTakenBack || /^(?:it|this|that|they|still|but)\b/.test(heard.clause.text)) return false;
  if (isDone) return (isOther && !heard.senses.has("on_track")) || heard.days.some(({ role }) => role === "finish") || heard.handover !== undefined;
  return heard.clause.isFirst && isOther && before.some(({ senses }) => ["at_risk", "not_started", "starting", "on_track", "dropped", "blocked"].some((sense) => senses.has(sense as "done") && !heard.senses.has(sense as "done")));
}

function isWaitedFor(before: string): boolean {
  return WAITED_FOR.test(before) || WITHIN_WAIT.test(before);
}

/** A clause that names two items says something of each. */
function splitAtMentions(clause: Clause, mentions: readonly Mention[]): Clause[] {
  const except = EXCEPT.exec(clause.text);
  if (except && (ALL.test(except[1] ?? "") || ALL_TOO.test(except[1] ?? ""))) {
    const from = (except[1] ?? "").length;
    return [
      { ...clause, text: clause.text.slice(0, from).trim(), end: clause.start + from },
      { ...clause, text: clause.text.slice(from), start: clause.start + from, joint: " ", isFirst: false },
    ];
  }
  const marks = [...clause.text.matchAll(/[§¶](\d+)/g)].filter((mark) => !isWaitedFor(clause.text.slice(0, mark.index)));
  const [first, ...others] = marks;
  if (!first || others.every((other) => mentions[Number(other[1])]?.index === mentions[Number(first[1])]?.index)) return [clause];
  const cuts = others.flatMap((mark, place) => {
    const before = marks[place];
    const from = (before?.index ?? 0) + (before?.[0].length ?? 0);
    const gap = clause.text.slice(from, mark.index);
    if (/^\s*(?:and|&|\+|plus|,|or|the|\/|\s)*\s*$/.test(gap)) return [];
    const sign = /(?:tickmark|thumbsup|in progress|at risk)\s*$/.exec(gap);
    if (sign && /^(?:tickmark|thumbsup|in progress|at risk)/.test(clause.text)) return [from + sign.index];
    const joint = gap.lastIndexOf(" and ");
    return [joint === -1 ? mark.index : from + joint];
  });
  const edges = [0, ...cuts, clause.text.length];
  return edges.slice(1).flatMap((to, place) => {
    const from = edges[place] ?? 0;
    const words = clause.text.slice(from, to).replace(/^ and /, "     ");
    const text = words.trim();
    const start = clause.start + from + (words.length - words.trimStart().length);
    return text === "" ? [] : [{ ...clause, text, start, end: start + text.length, joint: place === 0 ? clause.joint : " ", isFirst: place === 0 && clause.isFirst }];
  });
}

function aboutOf({ text }: Clause, mentions: readonly Mention[], before: About, count: number): About {
  const named = [...text.matchAll(/[§¶](\d+)/g)].filter((mark) => before === null || !isWaitedFor(text.slice(0, mark.index)));
  const indexes = named.map((mark) => mentions[Number(mark[1])]?.index ?? null).filter((index) => index !== null);
  if (indexes.length > 0) return [...new Set(indexes)];
  if (named.length > 0 || ONE_OF_THEM.test(text)) return null;
  if (ALL.test(text)) return "all";
  const ordinal = ORDINAL.exec(text)?.[1];
  if (ordinal !== undefined) return [ordinal === "latter" || ordinal.startsWith("last") ? count - 1 : ORDINALS.findIndex((words) => words.includes(ordinal))];
  if (REST.test(text)) return "rest";
  if (before === null && ALL_TOO.test(text)) return "all";
  return before;
}

function gathered(told: readonly { about: About; heard: Heard; isNamed: boolean }[], count: number): Portion[] {
  const named = new Set(told.flatMap(({ about }) => (Array.isArray(about) ? about : [])));
  const others = Array.from({ length: count }, (_, index) => index).filter((index) => !named.has(index));
  const portions = [...named, ...others].map((index): Portion => {
    const own = told.filter(({ about }) => Array.isArray(about) && about.includes(index));
    const shared = told.filter(({ about, heard }) => (about === "all" && own.length === 0) || (about === "rest" && named.size > 0 && others.includes(index) && isPlain(heard, others.length)));
    return { index, heard: [...own, ...shared].map(({ heard }) => heard), isNamed: own.length > 0 || shared.length > 0 };
  });
  const loose = told.filter(({ about, heard }) => about === null || (about === "rest" && (named.size === 0 || !isPlain(heard, others.length)))).map(({ heard }) => heard);
  return [...portions.filter(({ heard }) => heard.length > 0), ...(loose.length > 0 ? [{ index: null, heard: loose, isNamed: false }] : [])];
}

/** "The other one" is clear only where one other is left. */
function isPlain({ clause }: Heard, left: number): boolean {
  return left > 0 && (left === 1 || !/\bother(?: one)?\b(?!s| two| three| ones| items| tasks)/.test(clause.text));
}

/** By position, where a list has as many entries as there are items, and nothing in it could be about the entry before. */
function byPosition(entries: readonly Entry[], heard: readonly Heard[], count: number): Portion[] {
  const bullets = entries.filter(({ isBullet }) => isBullet);
  if (bullets.length === count && entries.length === count) {
    const groups = entries.map(({ clauses }) => heard.filter(({ clause }) => clauses.some((each) => each.start <= clause.start && clause.end <= each.end)));
    if (groups.every((group) => group.some(saysSomething))) return groups.map((group, index) => ({ index, heard: group, isNamed: true }));
  }
  const telling = heard.filter(saysSomething);
  if (telling.length === count && telling.every((each, place) => (place === 0 && isEntry(each)) || isNewEntry(each, telling[place - 1], count)) && heard.every(isBrief)) {
    return telling.map((each, index) => ({ index, heard: [each], isNamed: true }));
  }
  return [{ index: null, heard, isNamed: false }];
}

/** Whether it tells a status or a day. */
export function saysSomething({ senses, days, percent, handover }: Heard): boolean {
  return senses.size > (senses.has("aside") ? 1 : 0) || days.some(({ role }) => role === "finish") || percent !== null || handover !== undefined;
}

function isNewEntry(each: Heard, before: Heard | undefined, count: number): boolean {
  if (/\b(?:so|then|but|though|because)\b|\(|-/.test(each.clause.joint) || /^(?:so|then|but|should|will|now|just|it|that|this)\b/.test(each.clause.text)) return false;
  if (!isEntry(each) || (before && (!isEntry(before) || COMPLETES.some(([first, second]) => before.senses.has(first) && each.senses.has(second))))) return false;
  const isOnlyDay = each.senses.size === 0;
  return !isOnlyDay || count > 2 || before?.senses.has("done") === true || before?.senses.has("ticked") === true;
}

/** What goes on with what was said before rather than with the next item. */
const COMPLETES = [
  ["blocked", "waiting"],
  ["at_risk", "waiting"],
  ["at_risk", "blocked"],
  ["not_started", "waiting"],
  ["on_track", "progress"],
  ["on_track", "part"],
  ["progress", "on_track"],
  ["part", "progress"],
  ["progress", "part"],
] as const;

/** Whether it could stand for an item by itself. */
function isEntry({ senses, days, percent, handover }: Heard): boolean {
  const tells = ["done", "ticked", "on_track", "at_risk", "blocked", "waiting", "not_started", "starting", "dropped", "progress", "part", "doing", "thumbs_up"].some((sense) => senses.has(sense as "done"));
  return !senses.has("doubt") && (tells || percent !== null || handover !== undefined || days.some(({ role }) => role === "finish"));
}

function isBrief({ clause }: Heard): boolean {
  return clause.text.split(" ").length <= 5;
}
