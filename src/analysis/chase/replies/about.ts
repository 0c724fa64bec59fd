import type { Clause } from "./clauses.ts";
import type { Mention } from "./items.ts";

/** Places of items in the question; null where that cannot be told. */
export type About = readonly number[] | "all" | "rest" | null;

const ALL =
  /\b(?:both|all (?:\d|two|three|four|five|of (?:them|it|these|those|the above))|each|everything|neither|either(?: of them| one)?(?=\s*$)|(?<=^\W*\w+ )x ?[2-5]|them all|these all|all items|all tasks|every one)\b/;
const ALL_TOO = /\ball\b(?! (?:day|week|morning|afternoon|over|night|the way|hands|in all|right|my|ears|i|else|yours|along|again))/;
const REST = /\b(?:the )?(?:rest|others?|everything else|all else|remaining(?: ones?)?|other (?:one|two|three|ones|items|tasks))\b/;
const ORDINAL =
  /^(?:and |the |for |so |my |on )*(first|second|third|fourth|fifth|\dth(?= (?!or\b|and\b|to\b|latest|at\b|i\b|of\b|if\b))|\d(?:st|nd|rd)(?= (?!or\b|and\b|to\b|latest|at\b|i\b|of\b|if\b))|former|latter|last one|last item)\b(?! (?:two|three|four|\d|thing|draft|version|pass|half|round|review|part|week|day|time|step|phase|of|cut|batch))/;
const ORDINALS: readonly (readonly string[])[] = [
  ["first", "1st", "former"],
  ["second", "2nd"],
  ["third", "3rd"],
  ["fourth", "4th"],
  ["fifth", "5th"],
];
/** Before an item that something waits for, rather than one that is told of. */
const WAITED_FOR =
  /\b(?:(?:blocked|waiting|stuck|depends|wait|waits|held up) (?:on|for|by|behind)|needs?|until|once|after|before|because of|like|than) (?:the |our |my )*$/;
/** What an item may be part of that another one waits for. */
const WITHIN_WAIT =
  /\b(?:blocked|waiting|stuck|held up|pending|awaiting|needs?) (?!.*(?:@\d+|from \w+|legal|infra|design|finance|security) (?:for|with|on|about) (?:the |our )?$).*$/;
const ONE_OF_THEM = /^(?:only |just )?one (?:is|of|has|done|ready|blocked|late|left)\b/;

/** The items that are named. */
export function indexesOf(about: About): readonly number[] {
  return about === null || typeof about === "string" ? [] : about;
}

/** Whether a clause goes on with what the one before it was about, without a word of its own for it. */
export function isCarried({ text }: Clause, about: About, before: About): boolean {
  return about === before && about !== null && !ALL.test(text) && !REST.test(text) && !/[§¶]/.test(text);
}

/** Behind an item that holds up another one. */
const HOLDS_UP = /^ (?:is|are) (?:what is )?(?:still |now |currently )*(?:blocking|holding)\b(?=.*[§¶])/;

function isWaitedFor({ text }: Clause, mark: RegExpMatchArray): boolean {
  const [before, after] = [text.slice(0, mark.index), text.slice((mark.index ?? 0) + mark[0].length)];
  return WAITED_FOR.test(before) || WITHIN_WAIT.test(before) || HOLDS_UP.test(after);
}

/** Whether a clause says itself which items it is about. */
export function namesItem({ text }: Clause): boolean {
  return /[§¶]/.test(text) || ALL.test(text) || ALL_TOO.test(text) || REST.test(text) || ORDINAL.test(text);
}

/** A clause that names two items says something of each. */
export function splitAtMentions(clause: Clause, mentions: readonly Mention[]): Clause[] {
  const marks = [...clause.text.matchAll(/[§¶](\d+)/g)].filter((mark) => !isWaitedFor(clause, mark));
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
    return text === ""
      ? []
      : [
          {
            ...clause,
            text,
            start,
            end: start + text.length,
            joint: place === 0 ? clause.joint : " ",
            isFirst: place === 0 && clause.isFirst,
          },
        ];
  });
}

/** What a clause is about: what it names, or what the one before it was about. */
export function aboutOf(clause: Clause, mentions: readonly Mention[], before: About, count: number): About {
  const { text } = clause;
  const run = RUN.exec(text);
  if (run) return placesOf(run[1] ?? "", run[2] ?? "", count);
  const marks = [...text.matchAll(/[§¶](\d+)/g)];
  const own = marks.filter((mark) => !isWaitedFor(clause, mark));
  const named = own.length === 0 && before === null ? marks : own;
  const indexes = named.map((mark) => mentions[Number(mark[1])]?.index ?? null).filter((index) => index !== null);
  if (indexes.length > 0) return [...new Set(indexes)];
  if (named.length > 0 || ONE_OF_THEM.test(text)) return null;
  if (ALL.test(text)) return "all";
  const ordinal = ORDINAL.exec(text)?.[1];
  if (ordinal !== undefined && placeOf(ordinal, count) < count) return [placeOf(ordinal, count)];
  if (REST.test(text)) return "rest";
  if (before === null && ALL_TOO.test(text)) return "all";
  return before;
}

/** "The first two", "last three". */
const RUN = /^(?:and |the |my |so )*(first|last) (two|three|four|[2-4])\b/;
const COUNTS = ["two", "three", "four"];

function placesOf(end: string, many: string, count: number): number[] {
  const length = COUNTS.includes(many) ? COUNTS.indexOf(many) + 2 : Number(many);
  const places = Array.from({ length: count }, (_, index) => index);
  return end === "first" ? places.slice(0, length) : places.slice(-length);
}

function placeOf(ordinal: string, count: number): number {
  return ordinal === "latter" || ordinal.startsWith("last") ? count - 1 : ORDINALS.findIndex((words) => words.includes(ordinal));
}
