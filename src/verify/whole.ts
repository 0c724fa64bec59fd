import { citationOf, type Briefing, type Bullet, type Citation } from "../core/briefing.ts";
import { isMustMention } from "../core/finding.ts";
import type { Prose } from "../core/prose.ts";
import { areAlike, gistOf } from "./alike.ts";
import type { Lookup } from "./lookup.ts";
import type { Evidence, Place, Violation, ViolationCode } from "./violation.ts";

const MOST_WORDS = 250;

const WHOLE: Place = { part: "whole" };
const CITATIONS: Place = { part: "citations" };

/**
 * What a briefing must say: findings of high severity that are new or worse, in a sentence of code, and every source that failed. A model's
 * line about a finding says of it what the model likes, so it does not count; where it stands alone, it is what has to give way.
 */
export function checkMentions({ briefing, evidence }: Lookup): Violation[] {
  const places = placesOf(briefing);
  const told = new Set(places.flatMap(({ bullet }) => (bullet.by === "model" ? [] : bullet.flags)));
  const named = new Set(briefing.gaps.flatMap((gap) => gap.text.flatMap((span) => (span.kind === "fact" ? [span.fact.item] : []))));
  const missing = evidence.judged.filter((each) => isMustMention(each) && !told.has(each.finding.key));
  const placeOf = (key: string): Place => places.find(({ bullet }) => bullet.flags.includes(key))?.place ?? WHOLE;
  const failed = evidence.sources.filter((health) => !health.ok && !named.has(`source:${health.source}`));
  return [
    ...missing.map(({ finding }) =>
      say(
        "missing-mention",
        placeOf(finding.key),
        `expected the finding ${finding.key} of ${finding.rule} to be told, got no line of code's`,
        "Add its line.",
        [finding.key],
      ),
    ),
    ...failed.map(({ source }) =>
      say("missing-gap", WHOLE, `expected the failure of ${source} to be told, got no line`, "Add a line under the gaps.", [source]),
    ),
  ];
}

/** Risks must be findings, and nothing may be told twice, in other words either where a model says it again. */
export function checkSections({ briefing }: Lookup): Violation[] {
  const seenLines = new Set<string>();
  const seenFlags = new Set<string>();
  const places = placesOf(briefing);
  const again = repeatedByModel(places.map(({ bullet }) => bullet));
  return places.flatMap(({ bullet, place, section }) => {
    const line = JSON.stringify([bullet.text, bullet.cites, bullet.flags]);
    const isRepeated = again.has(bullet) || seenLines.has(line) || bullet.flags.some((flag) => seenFlags.has(flag));
    seenLines.add(line);
    bullet.flags.forEach((flag) => seenFlags.add(flag));
    return [
      ...(isRepeated
        ? [say("duplicate", place, "expected each thing to be told once, got it again", "Leave the second line out.", bullet.flags)]
        : []),
      ...(section === "risks" && bullet.flags.length === 0
        ? [
            say(
              "unflagged-risk",
              place,
              "expected a risk to be a finding, got a line without a flag",
              "Move it, or leave it out.",
              bullet.cites,
            ),
          ]
        : []),
    ];
  });
}

/** Lines of a model that say what code says somewhere, or an earlier line of a model. */
function repeatedByModel(bullets: readonly Bullet[]): ReadonlySet<Bullet> {
  const own = bullets.filter(({ by }) => by === "model");
  if (own.length === 0) return new Set();
  const told = bullets.filter(({ by }) => by !== "model").map(gistOf);
  const again = new Set<Bullet>();
  for (const bullet of own) {
    const gist = gistOf(bullet);
    if (told.some((other) => areAlike(other, gist))) again.add(bullet);
    told.push(gist);
  }
  return again;
}

/** Every citation must stand for an item that was read, with its own title and address, under a name of its own. */
export function checkCitations({ briefing, items }: Lookup): Violation[] {
  const isWrong = (citation: Citation, index: number): boolean => {
    const item = items.get(citation.item);
    const isTaken = briefing.citations.findIndex((other) => other.alias === citation.alias || other.item === citation.item) !== index;
    if (item === undefined || isTaken) return true;
    const own = citationOf(citation.alias, item);
    return citation.url !== own.url || citation.title !== own.title || (citation.place ?? own.place) !== own.place;
  };
  return briefing.citations
    .filter(isWrong)
    .map(({ alias, item }) =>
      say(
        "citation-differs",
        CITATIONS,
        `expected ${alias} to stand for one item as it was read, got another`,
        "Make the citation from the item.",
        [item],
      ),
    );
}

/** The headline must not calm a reader who is needed. */
export function checkHeadline({ briefing, evidence }: Lookup): Violation[] {
  const isNeeded = evidence.judged.some((each) => isMustMention(each));
  const isCalm = /\bnothing\b/i.test(plain(briefing.headline)) && !briefing.headline.some((span) => span.kind === "derived");
  return isNeeded && isCalm
    ? [
        say(
          "headline-differs",
          { part: "headline" },
          "expected the headline to say how much needs attention, got none",
          "Count the risks.",
          [],
        ),
      ]
    : [];
}

/** A briefing is short. */
export function checkLength({ briefing, evidence }: Lookup): Violation[] {
  const words = wordsOf(briefing);
  const most = mostWordsIn(evidence);
  return words > most ? [say("too-long", WHOLE, `expected at most ${most} words, got ${words}`, "Leave out what matters least.", [])] : [];
}

/** The most words that a reader is asked to read. */
export function mostWordsIn({ mostWords = MOST_WORDS }: Evidence): number {
  return mostWords;
}

/** Every bullet of the sections with its place. */
export function placesOf(
  briefing: Briefing,
): { bullet: Bullet; place: Extract<Place, { part: "sections" }>; section: Briefing["sections"][number]["id"] }[] {
  return briefing.sections.flatMap(({ id, bullets }, section) =>
    bullets.map((bullet, index) => ({ bullet, section: id, place: { part: "sections", section, bullet: index } })),
  );
}

/** How much there is to read, in words. */
export function wordsOf({ headline, coverage, sections, gaps }: Briefing): number {
  const lines = [
    headline,
    coverage,
    ...sections.flatMap((section) => section.bullets.map((bullet) => bullet.text)),
    ...gaps.map((gap) => gap.text),
  ];
  const titles = sections.map((section) => section.title);
  return [...lines.map(plain), ...titles].flatMap((line) => line.split(/\s+/)).filter(Boolean).length;
}

function plain(text: Prose): string {
  return text.map(spanText).join("");
}

function spanText(span: Prose[number]): string {
  if (span.kind === "derived") return `${span.derived.value} ${span.derived.unit}`;
  if (span.kind !== "fact") return span.text;
  // A date is read as weekday, day and month, an instant with its time.
  return span.form === "date" ? "d d d" : span.form === "instant" ? "d d d t" : String(span.fact.value);
}

function say(code: ViolationCode, place: Place, message: string, hint: string, ids: readonly string[]): Violation {
  return { code, place, message, hint, ids };
}
