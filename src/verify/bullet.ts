import { isDeepStrictEqual } from "node:util";
import type { Bullet } from "../core/briefing.ts";
import type { JudgedFinding } from "../core/finding.ts";
import { isOwnFact, type Item } from "../core/item.ts";
import type { Derived, Prose, Span } from "../core/prose.ts";
import { follows } from "./derivation.ts";
import { holds, isCutFrom, type Lookup } from "./lookup.ts";
import type { Place, Violation } from "./violation.ts";
import { checkOwnWords } from "./own-words.ts";
import { looseWords } from "./words.ts";

const LOOSE_HINTS = {
  "number-unbacked": "Use a fact or a derived number of a cited item, or leave the number out.",
  "date-unbacked": "Use a date of a cited item as a fact, or leave it out.",
  "name-unbacked": "Cite the item that names this person, or leave the name out.",
  "link-unbacked": "Cite the item: its link is made from the citation.",
} as const;

/** A sentence and what may back it. */
export interface Sentence {
  text: Prose;
  cites: readonly string[];
  flags: readonly string[];
  by?: Bullet["by"];
}

/** What is wrong with the facts, numbers and words of one sentence. */
export function checkSentence(sentence: Sentence, place: Place, lookup: Lookup): Violation[] {
  const cited = backersOf(sentence, lookup);
  const computed = aboutOf(sentence, lookup).flatMap(derivedIn);
  return [
    ...sentence.text.flatMap((span) => checkSpan(span, sentence, place, lookup)),
    ...looseWords(sentence.text, { cited, computed, isByModel: sentence.by === "model" }, lookup).map(({ code, word }) => ({
      code,
      place,
      message: `expected a cited item to back "${word}", got none that does`,
      hint: LOOSE_HINTS[code],
      ids: sentence.cites,
      at: word,
    })),
  ];
}

/** What is wrong with one bullet by itself. `needsCite` is false for lines that only count, or speak of sources. */
export function checkBullet(bullet: Bullet, place: Place, needsCite: boolean, lookup: Lookup): Violation[] {
  return [
    ...checkSentence(bullet, place, lookup),
    ...checkCites(bullet, place, needsCite, lookup),
    ...checkFlags(bullet, place, lookup),
    ...(bullet.by === "model" ? checkOwnWords(bullet, backersOf(bullet, lookup), place, lookup) : []),
  ];
}

function checkSpan(span: Span, sentence: Sentence, place: Place, lookup: Lookup): Violation[] {
  if (span.kind === "fact" && !(isToldBefore(span, sentence, lookup) ?? holds(span.fact, lookup))) {
    const message = `expected ${span.fact.path} of ${span.fact.item} as it was read, got ${JSON.stringify(span.fact.value)}`;
    return [{ code: "fact-differs", place, message, hint: "Refer to the item's field again.", ids: [span.fact.item] }];
  }
  if (span.kind === "derived" && !follows(span.derived, lookup) && !isComputed(span, sentence, lookup)) {
    const message = `expected the number of ${span.derived.unit || "things"} to follow from its facts, got ${span.derived.value}`;
    return [
      { code: "derived-differs", place, message, hint: "Let code compute the number.", ids: span.derived.from.map((fact) => fact.item) },
    ];
  }
  return [];
}

/** Of what is over, facts are those that the reader was told, whatever the item says by now; undefined where it was not told. */
function isToldBefore({ fact }: FactSpan, { flags }: Sentence, { judged }: Lookup): boolean | undefined {
  const over = flags.flatMap((flag) => (judged.get(flag)?.word === "resolved" ? (judged.get(flag)?.was?.lastTitle ?? []) : []));
  const told = over.find((span) => span.kind === "fact" && span.fact.item === fact.item && span.fact.path === fact.path);
  return told?.kind === "fact" ? told.fact.value === fact.value || isCutFrom(fact.value, told.fact.value) : undefined;
}

/** A number that a rule computed, or what it was before, next to what it is now. */
function isComputed(span: DerivedSpan, sentence: Sentence, lookup: Lookup): boolean {
  return aboutOf(sentence, lookup).some((known) => {
    if ([...wordsOf(known), ...(known.was?.lastTitle ?? [])].some((each) => isSame(each, span))) return true;
    const isEarlier = known.word === "worse" && span.derived.value === known.was?.lastMetric;
    const now = { ...span.derived, value: known.finding.metric ?? Number.NaN };
    return isEarlier && sentence.text.some((each) => isSame(each, { kind: "derived", derived: now }));
  });
}

/** The findings that a line speaks for, and those about what it cites: their numbers are as true without the flag. */
function aboutOf({ flags, cites }: Sentence, { judged, judgedOf }: Lookup): JudgedFinding[] {
  return [...flags.flatMap((flag) => judged.get(flag) ?? []), ...cites.flatMap((cite) => judgedOf.get(cite) ?? [])];
}

function wordsOf({ finding: { title, why, action } }: JudgedFinding): Prose {
  return [...title, ...why, ...action];
}

function derivedIn(judged: JudgedFinding): Derived[] {
  return wordsOf(judged).flatMap((span) => (span.kind === "derived" ? [span.derived] : []));
}

/** The items that a line may rest on: those that it cites, and those that it counts. */
function backersOf({ cites, text }: Sentence, { items }: Lookup): Item[] {
  return [...new Set([...cites, ...countedIn(text)])].flatMap((id) => items.get(id) ?? []);
}

type FactSpan = Extract<Span, { kind: "fact" }>;
type DerivedSpan = Extract<Span, { kind: "derived" }>;

function isSame(a: Span, b: DerivedSpan): boolean {
  return a.kind === "derived" && isDeepStrictEqual(a.derived, b.derived);
}

function checkCites({ text, cites, flags }: Bullet, place: Place, needsCite: boolean, { items, briefing, judged }: Lookup): Violation[] {
  const listed = new Set(briefing.citations.map((citation) => citation.item));
  const unknown = cites.filter((cite) => !items.has(cite) || !listed.has(cite));
  const shown = text.flatMap((span) => (span.kind === "fact" && !isOwnFact(span.fact) ? [span.fact.item] : []));
  const uncited = [...new Set(shown)].filter((item) => items.has(item) && !cites.includes(item));
  // What is gone can't be cited any more.
  const isPast =
    flags.length > 0 && flags.every((flag) => judged.get(flag)?.word === "resolved" || !items.has(judged.get(flag)?.finding.primary ?? ""));
  const countsThere = countedIn(text).some((id) => items.has(id));
  const isBare = needsCite && cites.length === 0 && (!isPast || countsThere) && !onlyCounts(text);
  return [
    ...unknown.map((cite) =>
      violation(
        "unknown-cite",
        place,
        `expected ${cite} to be an item that was read and is listed, got none`,
        "Cite only items that were given.",
        [cite],
      ),
    ),
    ...uncited.map((item) =>
      violation("uncited", place, `expected ${item} to be cited, since a fact of it is shown, got no cite`, "Add it to the cites.", [item]),
    ),
    ...(isBare
      ? [violation("uncited", place, "expected a cite, got a line without any", "Cite what the line rests on, or leave it out.", [])]
      : []),
  ];
}

/** Whether a line rests on nothing but counts and what sources say of themselves. */
function onlyCounts(text: Prose): boolean {
  const facts = text.flatMap((span) => (span.kind === "fact" ? [span.fact] : span.kind === "derived" ? span.derived.from : []));
  return facts.length > 0 && facts.every(isOwnFact);
}

function checkFlags({ cites, flags }: Bullet, place: Place, { judged, items }: Lookup): Violation[] {
  const known = flags.flatMap((flag) => judged.get(flag) ?? []);
  const unknown = flags.filter((flag) => !judged.has(flag));
  const silenced = known.filter((each) => each.word === "acknowledged").map((each) => each.finding.key);
  const primaries = known.filter((each) => each.word !== "resolved").map((each) => each.finding.primary);
  const isAstray = primaries.some((primary) => items.has(primary)) && !primaries.some((primary) => cites.includes(primary));
  return [
    ...(unknown.length > 0
      ? [
          violation(
            "unknown-flag",
            place,
            "expected flags to be findings of this run, got others",
            "Flag only findings that were given.",
            unknown,
          ),
        ]
      : []),
    ...(silenced.length > 0
      ? [violation("silenced", place, "expected what the reader silenced to stay silent, got it shown", "Leave it out.", silenced)]
      : []),
    ...(isAstray
      ? [
          violation(
            "flag-mismatch",
            place,
            "expected a flagged line to cite what its finding is about, got other cites",
            "Cite the finding's item.",
            flags,
          ),
        ]
      : []),
  ];
}

function violation(code: Violation["code"], place: Place, message: string, hint: string, ids: readonly string[]): Violation {
  return { code, place, message, hint, ids };
}

function countedIn(text: Prose): string[] {
  return text.flatMap((span) => (span.kind === "derived" ? span.derived.from.map((fact) => fact.item) : []));
}
