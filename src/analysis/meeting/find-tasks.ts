import type { Span } from "../language/sentences.ts";
import { scoreImperative } from "../language/imperatives.ts";
import type { Clause } from "./clauses.ts";
import * as deciding from "./decision-cues.ts";
import * as manner from "./manner-cues.ts";
import { deedInPresent } from "./present-tense.ts";
import * as tasks from "./task-cues.ts";
import type { Roster } from "./speech.ts";

/** Who is to do something, as one clause says it. */
export type Whose =
  | { kind: "own" }
  /** Whoever is spoken to; by name where the clause has one. `isWeak` where it counts only once that one takes it on. */
  | { kind: "asked"; name?: string; isWeak?: true }
  | { kind: "named"; name: string }
  /** Nobody yet; `isWeak` where it counts only once somebody takes it on. */
  | { kind: "nobody"; isWeak: boolean }
  /** Offered by its speaker, who waits for a yes. */
  | { kind: "offered" }
  /** More than one. */
  | { kind: "several" };

/** Something to do, as one clause says it. */
export interface Found {
  whose: Whose;
  /** In the transcript's body: from the verb on. */
  task: Span;
  confidence: number;
  /** Only what somebody is able to do: whoever objects keeps it from being done. */
  isOffer?: true;
}

const SURE = 0.9;
const LIKELY = 0.75;
const PERHAPS = 0.6;
const ORDER = 0.6;

/** What a clause asks somebody to do, or takes on; undefined where nothing. */
export function findTask(clause: Clause, roster: Roster): Found | undefined {
  const own = clause.words.slice(clause.from);
  const isPolite = tasks.POLITE.test(clause.words);
  if (!isPolite && (manner.UNREAL.test(clause.words) || manner.CONDITIONAL.test(own))) return undefined;
  if (deciding.UNDECIDED.test(own)) return undefined;
  return (
    readHeaded(clause, own, roster) ??
    readFor(clause, roster) ??
    readOwn(clause) ??
    readNamed(clause, own, roster) ??
    readAsked(clause, own, roster) ??
    readNeeded(clause)
  );
}

function readOwn(clause: Clause): Found | undefined {
  const promise = matchIn(clause, tasks.YOU_GET) ?? matchIn(clause, tasks.COMMITMENT);
  if (promise) return toOwn(clause, promise, SURE);
  const taken = matchIn(clause, tasks.TAKES) ?? presentIn(clause);
  if (taken) return toOwn(clause, taken, LIKELY);
  const offer = matchIn(clause, tasks.OFFER);
  const own = offer && toOwn(clause, offer, LIKELY);
  return own && { ...own, isOffer: true };
}

/** "I call them tomorrow": no other tense says so of many who learnt the language late. */
function presentIn({ words, text, span, from }: Clause): Match | undefined {
  const found = deedInPresent(words.slice(from).replace(/[\s.!]+$/, ""));
  return found && { before: "", task: [span[0] + words.lastIndexOf(found.deed), endOf(span, text)] };
}

function toOwn(clause: Clause, { before, task }: Match, confidence: number): Found | undefined {
  // "That I can do" depends on nothing.
  const depends = (tasks.SUBORDINATE.test(before) || tasks.RELATIVE.test(before)) && !/^that\s+$/.test(before);
  if (clause.words.endsWith("?") || depends || /\bif\b/.test(before)) return undefined;
  return { whose: tasks.TOGETHER.test(before) ? { kind: "several" } : { kind: "own" }, task, confidence };
}

/** "Ben will send it", "Ben to send it"; the name as people write it, so that "will" is no name. */
function readNamed({ text, words, span, from }: Clause, own: string, roster: Roster): Found | undefined {
  for (const { index, 0: word } of text.matchAll(/\p{Lu}[\p{L}\p{M}'’-]*\p{L}/gu)) {
    const name = roster.find(word.replace(/['’](?:ll|s)$/, ""));
    if (name === undefined || index < from) continue;
    if (own.endsWith("?")) return index === from ? readAskedOf(name, { text, words, span }, index + word.length) : undefined;
    const end = index + word.replace(/['’](?:ll|s)$/, "").length;
    const rest = words
      .slice(end)
      .replace(/^ \p{L}+(?= (?:will|to|is|takes?|owns?|handles?)\b)/u, (last) => (name.toLowerCase().endsWith(last.trim()) ? "" : last));
    const skipped = words.length - end - rest.length;
    const surely = tasks.NAMED.exec(rest) ?? tasks.NAMED_TAKES.exec(rest);
    const match = surely ?? tasks.NAMED_COULD.exec(rest);
    const before = words.slice(0, index);
    if (
      !match ||
      tasks.SUBORDINATE.test(before) ||
      (!tasks.WE_ASK.test(before) && /\b(?:told|ask(?:ed)?|tell|want|wants|wanted|remind|said|with|from|by|to)\s+$/.test(before))
    ) {
      continue;
    }
    const start = end + skipped + rest.length - (match[1] ?? "").length;
    const whose: Whose =
      /\b(?:and|or)\s+$/.test(before) && isNameBefore(text.slice(0, index), roster)
        ? { kind: "several" }
        : surely
          ? { kind: "named", name }
          : { kind: "asked", name, isWeak: true };
    return { whose, task: [span[0] + start, endOf(span, text)], confidence: tasks.NAMED.test(rest) ? LIKELY : PERHAPS };
  }
  return undefined;
}

/** "Pascal writes to them?": his once he says yes. */
function readAskedOf(name: string, { text, words, span }: Pick<Clause, "text" | "words" | "span">, end: number): Found | undefined {
  if (!tasks.NAMED_ASKED.test(words.slice(end))) return undefined;
  return { whose: { kind: "asked", name, isWeak: true }, task: [span[0] + end + 1, endOf(span, text)], confidence: PERHAPS };
}

function isNameBefore(text: string, roster: Roster): boolean {
  const word = /(\p{L}+)\s+(?:and|or)\s+$/u.exec(text)?.[1];
  return word === "I" || word === "you" || (word !== undefined && roster.find(word) !== undefined);
}

/** "That's for Ana, find us a lamp." */
function readFor({ text, span }: Clause, roster: Roster): Found | undefined {
  const [, word, deed = ""] = tasks.FOR_NAME.exec(text) ?? [];
  const name = word === undefined ? undefined : roster.find(word);
  if (name === undefined) return undefined;
  const start = deed === "" ? 0 : text.lastIndexOf(deed);
  return { whose: { kind: "named", name }, task: [span[0] + start, endOf(span, text)], confidence: LIKELY };
}

function readAsked(clause: Clause, own: string, roster: Roster): Found | undefined {
  const name = clause.vocative === undefined ? {} : { name: clause.vocative };
  const several = matchIn(clause, tasks.SEVERAL);
  if (several && tasks.BEFORE_SEVERAL.test(several.before)) {
    return { whose: { kind: "several" }, task: several.task, confidence: PERHAPS };
  }
  const everybody = matchOwn(clause, tasks.EVERYBODY);
  if (everybody && isCalledFor(own)) return { whose: { kind: "several" }, task: everybody.task, confidence: PERHAPS };
  const request = matchIn(clause, tasks.REQUEST);
  if (request && !tasks.SUBORDINATE.test(request.before)) {
    // "And the list, ben, can you print it": written in small letters.
    const called = roster.find(
      /(?:^|\s)(\p{Ll}+),\s*$/u.exec(clause.text.slice(0, request.task[0] - clause.span[0]).replace(/\p{L}+ \p{L}+ $/u, ""))?.[1] ?? "",
    );
    return { whose: { kind: "asked", ...(called !== undefined && { name: called }), ...name }, task: request.task, confidence: LIKELY };
  }
  const handed = matchIn(clause, tasks.GIVE_ME);
  if (handed) return { whose: { kind: "asked", ...name }, task: handed.task, confidence: LIKELY };
  const byName = clause.vocative === undefined ? undefined : matchOwn(clause, tasks.YOU_BY_NAME);
  if (byName) return { whose: { kind: "asked", ...name }, task: byName.task, confidence: PERHAPS };
  const told = matchIn(clause, tasks.YOU_DO);
  if (told && !tasks.SUBORDINATE.test(told.before) && !tasks.OF_ANYBODY.test(clause.words)) {
    return { whose: { kind: "asked", ...name }, task: told.task, confidence: PERHAPS };
  }
  const order = orderIn(clause, own, roster);
  return order && { whose: { kind: "asked", name: order.name }, task: [order.start, endOf(clause.span, clause.text)], confidence: LIKELY };
}

/** An order to somebody by name: "Ana, ring them", "ring them, Ana", "do it, Ana, ring them". */
function orderIn(
  { vocative, span: [offset], from, text, words }: Clause,
  own: string,
  roster: Roster,
): { name: string; start: number } | undefined {
  if (vocative !== undefined && isOrder(own)) return { name: vocative, start: offset + from };
  const called = /,\s+(\p{Lu}\p{L}+),\s+(?=\p{Ll})/u.exec(text);
  const name = called?.[1] === undefined ? undefined : roster.find(called[1]);
  if (!called || name === undefined) return undefined;
  const start = called.index + called[0].length;
  return isOrder(words.slice(start)) ? { name, start: offset + start } : undefined;
}

/** Whether it begins as an order does. */
export function isOrder(words: string): boolean {
  return !tasks.NO_ORDER.test(words) && (scoreImperative(words) >= ORDER || tasks.SPOKEN_ORDER.test(words));
}

function readNeeded(clause: Clause): Found | undefined {
  const isAsking = /^(?:do|did|does|don't|would|should) (?:we|i|they)\b/.test(clause.words.slice(clause.from));
  const needed = matchIn(clause, tasks.ANYBODY) ?? (isAsking ? undefined : matchIn(clause, tasks.NEEDED));
  if (needed && !tasks.SUBORDINATE.test(needed.before)) {
    return { whose: { kind: "nobody", isWeak: false }, task: needed.task, confidence: PERHAPS };
  }
  const offered = matchIn(clause, tasks.OFFERED) ?? matchOwn(clause, tasks.COULD);
  if (offered) return { whose: { kind: "offered" }, task: offered.task, confidence: LIKELY };
  const wished = matchIn(clause, tasks.WHO) ?? matchOwn(clause, tasks.TO_BE_DONE) ?? (isAsking ? undefined : matchIn(clause, tasks.WISHED));
  return wished && { whose: { kind: "nobody", isWeak: true }, task: wished.task, confidence: PERHAPS };
}

/** "Action item: update the runbook, Priya." */
function readHeaded(clause: Clause, own: string, roster: Roster): Found | undefined {
  const match = matchIn(clause, tasks.HEADED);
  if (!match) return undefined;
  const [start, end] = match.task;
  const offset = clause.span[0];
  const words = clause.text.slice(start - offset, end - offset);
  const [, first, second] = /^(\p{Lu}[\p{L}'’-]+)(?: \p{Lu}[\p{L}'’-]+)?(?: and (\p{Lu}\p{L}+))?(?: to|:| will|,)? /u.exec(words) ?? [];
  const named = first === undefined ? undefined : roster.find(first);
  const heading = clause.text.slice(0, start - offset);
  const forWhom = /\b(?:for|on) (\p{L}+)/u.exec(heading)?.[1];
  const inHeading = forWhom === undefined ? undefined : roster.find(forWhom);
  if (/\bfor me\b|\bon me\b/.test(own)) return { whose: { kind: "own" }, task: match.task, confidence: SURE };
  if (named !== undefined && second !== undefined) return { whose: { kind: "several" }, task: match.task, confidence: PERHAPS };
  const rest = named === undefined ? 0 : (/^.*?(?: to|:| will|,) /u.exec(words)?.[0].length ?? 0);
  const task: Span = [start + rest, end];
  const name = named ?? inHeading ?? clause.vocative;
  if (name !== undefined) return { whose: { kind: "named", name }, task, confidence: SURE };
  return { whose: /\b(?:for|on) you\b/.test(heading) ? { kind: "asked" } : { kind: "nobody", isWeak: false }, task, confidence: PERHAPS };
}

interface Match {
  /** What stands before it in its clause. */
  before: string;
  task: Span;
}

/** Whether a sentence on all of them calls for something: by a modal, a please, or a time to come. */
function isCalledFor(own: string): boolean {
  return /\b(?:please|(?:by|before|until) (?:\d|noon|then|next|the end)|next time|tomorrow|tonight|today|(?:has|have|needs?) to|must|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/.test(
    own,
  );
}

function matchOwn(clause: Clause, cue: RegExp): Match | undefined {
  return cue.test(clause.words.slice(clause.from)) ? matchIn(clause, cue) : undefined;
}

function matchIn({ words, text, span, from }: Clause, cue: RegExp): Match | undefined {
  const own = cue.exec(words.slice(from));
  const found = own ?? cue.exec(words);
  const deed = found?.[2];
  if (!found || deed === undefined) return undefined;
  const start = words.lastIndexOf(deed);
  return { before: words.slice(own ? from : 0, words.lastIndexOf(found[0])), task: [span[0] + start, endOf(span, text)] };
}

/** Without the marks at its end, and without a name that is only called. */
function endOf([start]: Span, text: string): number {
  return start + text.replace(/(?:, \p{Lu}[\p{L}'’-]+)?[\s.!?…,;:]+$/u, "").length;
}
