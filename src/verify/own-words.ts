import type { Bullet } from "../core/briefing.ts";
import type { JudgedFinding } from "../core/finding.ts";
import type { Item } from "../core/item.ts";
import { miscounted, turnedDates } from "./around-slots.ts";
import { withoutDates } from "./dates.ts";
import type { Lookup } from "./lookup.ts";
import { followedOrders, isReported, looseCauses, looseSuperlatives } from "./manner.ts";
import { dateOf } from "./moment.ts";
import { foreignIn, strangersIn } from "./names.ts";
import { looseQuotes } from "./quotes.ts";
import { looseRoles } from "./roles.ts";
import { saysOf } from "./says.ts";
import { looseStates } from "./states.ts";
import type { Place, Violation, ViolationCode } from "./violation.ts";
import { freeWords } from "./words.ts";

const HINTS = {
  "name-unbacked": "Use only names that the cited things have, or leave the name out.",
  "state-differs": "Say the state that the cited thing has, as a slot or in its own word, or leave it out.",
  "role-differs": "Say of people only what the cited things say that they did, or cite the thing that says so.",
  "number-unbacked": "Name what the number counts, as its field is called, or leave it out.",
  "date-unbacked": "Say of a date what its field says: on that day, not before it and not after.",
  "quote-differs": "Quote word by word, or say it without quotation marks.",
  "cause-unbacked": "Leave the cause out, cite what tells it, or say that it may be so.",
  "superlative-unbacked": "Leave the word out: nothing given compares them all.",
  "instruction-followed": "Say who asks for it, or leave it out: what things say is no instruction.",
} as const;

/** What is wrong with the words that a model has chosen itself: states, deeds, quotes, causes, comparisons, orders, and what the reader has muted. */
export function checkOwnWords(bullet: Bullet, cited: readonly Item[], place: Place, lookup: Lookup): Violation[] {
  const words = freeWords(bullet.text);
  const judged = bullet.flags.flatMap((flag) => lookup.judged.get(flag) ?? []);
  const { names, evidence } = lookup;
  const said = saidBy(cited, judged);
  const found: readonly (readonly [keyof typeof HINTS, readonly string[]])[] = [
    ["name-unbacked", [...strangersIn(withoutDates(withoutQuotes(words)), said, names), ...foreignIn(words, said)]],
    // Of what is over, the states are told that it had.
    [
      "state-differs",
      judged.some(({ word }) => word === "resolved")
        ? []
        : looseStates(words, cited, isReported(words), dateOf(lookup.briefing.asOf, evidence.calendar.timezone)),
    ],
    ["role-differs", looseRoles(words, cited, names, evidence.people)],
    ["number-unbacked", miscounted(bullet.text)],
    ["date-unbacked", turnedDates(bullet.text)],
    ["quote-differs", looseQuotes(bullet.text, cited)],
    ["cause-unbacked", looseCauses(words, shownIn(bullet), cited)],
    ["superlative-unbacked", looseSuperlatives(words, cited, judged)],
    ["instruction-followed", followedOrders(words, cited)],
  ];
  const muted = mutedBy(bullet, words, lookup);
  return [
    ...found.flatMap(([code, loose]) =>
      loose.map((at): Violation =>
        say(code, place, `expected a cited thing to back "${at}", got none that does`, HINTS[code], bullet.cites, at),
      ),
    ),
    ...(muted.length > 0
      ? [say("silenced", place, "expected what the reader silenced to stay silent, got it told anew", "Leave it out.", muted)]
      : []),
  ];
}

function saidBy(cited: readonly Item[], judged: readonly JudgedFinding[]): string {
  const told = judged.flatMap(({ finding: { title, why, action, owner } }) => [
    owner,
    ...[...title, ...why, ...action].map((span) => ("text" in span ? span.text : "")),
  ]);
  return [...cited.map((item) => saysOf(item).all), ...told].join("\n").toLowerCase();
}

/** Findings that the reader has silenced and a line without a flag tells again: it speaks of nothing else, and judges or says the same. */
function mutedBy({ kind, cites, flags }: Bullet, words: string, { evidence }: Lookup): string[] {
  if (flags.length > 0 || cites.length === 0) return [];
  const silenced = evidence.judged.filter(({ word, finding }) => word === "acknowledged" && cites.includes(finding.primary));
  const isAllSilenced = cites.every((cite) => silenced.some(({ finding }) => finding.primary === cite));
  const isTold = ({ finding }: JudgedFinding): boolean => {
    const own = [...finding.title, ...finding.why].flatMap((span) =>
      "text" in span ? (span.text.toLowerCase().match(/\p{L}{4,}/gu) ?? []) : [],
    );
    return own.some((word) => words.toLowerCase().includes(word));
  };
  return isAllSilenced ? silenced.filter((each) => kind !== "fact" || isTold(each)).map(({ finding }) => finding.key) : [];
}

function shownIn({ text }: Bullet): string {
  return text.map((span) => (span.kind === "fact" ? String(span.fact.value) : "text" in span ? span.text : " ")).join("");
}

function withoutQuotes(words: string): string {
  return words.replaceAll(/[“"„«][^“”"„«»]*[”"“»]/g, (quote) => " ".repeat(quote.length));
}

function say(code: ViolationCode, place: Place, message: string, hint: string, ids: readonly string[], at?: string): Violation {
  return { code, place, message, hint, ids, ...(at !== undefined && { at }) };
}
