import type { Clause } from "./clauses.ts";
import { finishes, roleOf, type Role } from "./day-roles.ts";
import { daysSaid, type Said, type Writer } from "./days.ts";
import { handoverIn, type Handover } from "./handover.ts";
import { meaningsOf, type Meaning } from "./meanings.ts";
import type { Naming } from "./roster.ts";
import { sensesIn } from "./senses.ts";
import { percentIn } from "./share.ts";
import { waitIn } from "./waits.ts";
import { CONDITION, IRONY, MERE_CONDITION, ORDER, PLAYED, TAKEN_BACK } from "./words/cues.ts";
import { SMALL } from "./words/small.ts";

/** Whether a clause has any of these meanings. */
export function means({ senses }: Pick<Heard, "senses">, ...meanings: readonly Meaning[]): boolean {
  return meanings.some((meaning) => senses.has(meaning));
}

/** What one clause says. */
export interface Heard {
  clause: Clause;
  senses: ReadonlySet<Meaning>;
  days: readonly (Said & { role: Role; isBare: boolean; finishes: boolean })[];
  percent: number | null;
  handover: Handover | undefined;
  /** What is waited for: [start, end) in the clause; an empty one where the next clause says it. */
  waitsFor: readonly [number, number] | undefined;
  isConditional: boolean;
  isIrony: boolean;
  isOrder: boolean;
  isTakenBack: boolean;
  /** Whether a cue is denied, or a word of doubt. */
  isHedged: boolean;
  /** Whether a cue took words along that nobody knows. */
  isLoose: boolean;
  /** The clause with `_` for its days. */
  masked: string;
  /** The clause with `~` for what its cues took, and `_` for its days. */
  left: string;
  /** What is left of it without small words, cues, days and items; empty for a clause that says only those. */
  rest: string;
}

/** What is known of the reply beyond the clause. */
export interface Hearing {
  writer: Writer;
  namings: readonly Naming[];
  /** Whether the word at an offset of the text was typed with a capital. */
  wasTypedLarge: (start: number) => boolean;
}

/** What a clause says of the work, whomever it is about. */
export function hear(clause: Clause, { writer, namings, wasTypedLarge }: Hearing): Heard {
  const { text } = clause;
  const handover = clause.isAsked ? undefined : handoverIn(text, namings, (at) => wasTypedLarge(clause.start + at));
  const days = daysSaid(text, writer);
  const masked = blank(text, days, "_");
  const { left: afterCues, found: all } = sensesIn(
    blank(masked, handover ? [handover] : [], "~").replace(MERE_CONDITION, (mere) => "~".repeat(mere.length)),
  );
  const waitsFor = waitIn(all, text, masked);
  const found = all.filter(({ start, end }) => waitsFor === undefined || start < waitsFor[0] || end > waitsFor[1]);
  const left = afterCues.replace(MERE_CONDITION, (mere) => "~".repeat(mere.length));
  const rest = restOf(left);
  const senses = meaningsOf(found, left, text, days);
  const around = { text, masked, left, meanings: senses };
  return {
    clause,
    senses,
    days: days.map((said) => ({
      ...said,
      ...roleOf(said, around),
      isBare: rest === "" && found.length === 0,
      finishes: finishes(said, text, rest),
    })),
    percent: percentIn(text, clause.joint.includes(":")),
    handover,
    waitsFor,
    isConditional: CONDITION.test(left) && !MERE_CONDITION.test(text),
    isIrony: IRONY.test(text),
    isOrder: ORDER.test(text) || PLAYED.test(text),
    isTakenBack: TAKEN_BACK.test(text),
    isHedged: found.some((each) => each.isHedged),
    isLoose: found.some((each) => each.isLoose),
    masked,
    left,
    rest,
  };
}

function blank(words: string, spans: readonly { start: number; end: number }[], sign: string): string {
  return spans.reduce((left, { start, end }) => left.slice(0, start) + sign.repeat(end - start) + left.slice(end), words);
}

function restOf(left: string): string {
  const said = left.replace(/\bnot (?:the |on |by )?_+/g, "_");
  return said
    .replace(SMALL, " ")
    .replace(/\d+ ?%/g, " ")
    .trim();
}
