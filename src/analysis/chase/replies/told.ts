import type { Told } from "../../../core/ask.ts";
import { namesItem } from "./about.ts";
import { isAgainst, type Clause } from "./clauses.ts";
import type { AskedItem } from "./items.ts";
import { judge } from "./judge.ts";
import type { Leaning } from "./leaning.ts";
import type { Portion } from "./position.ts";
import type { Heard } from "./read-clause.ts";
import type { Reading } from "./read-reply.ts";
import { typedSpan } from "./spelling.ts";
import { isSure } from "./sure.ts";
import { COURTESY } from "./words/wishes.ts";

/** What is told of an item, and by which clauses. */
export interface Known {
  told: Told;
  /** Whether it has to be asked who is meant. */
  isPersonOpen: boolean;
  heard: readonly Heard[];
}

/** What is told of the item of a portion; nothing where it is of none, or holds thanks alone. */
export function toldOf({ index, heard, isListed }: Portion, asked: readonly AskedItem[], reading: Reading, leaning: Leaning): Known[] {
  const item = index === null ? undefined : asked[index];
  const telling = heard.filter((each, place) => !isCourtesy(each) && !isSignature(each, heard[place - 1]));
  if (!item || telling.length === 0) return [];
  const judged = judge(heard, item.due, leaning(telling, item.due));
  const { status, eta, isEtaOpen, percent, waitsFor, handover } = judged;
  const blocker = waitsFor && waitsFor.span[1] > waitsFor.span[0] ? blockerOf(waitsFor.heard.clause, waitsFor.span, reading) : undefined;
  const told: Told = {
    item: item.item,
    status,
    eta: eta && (eta.from === eta.to ? eta.from : eta),
    etaAsk: isEtaOpen,
    percent,
    blocker: blocker ? { by: blocker.by, what: blocker.what } : null,
    to: handover?.to ?? null,
    quote: typedSpan(reading.spelled, telling[0]?.clause.start ?? 0, telling.at(-1)?.clause.end ?? 0),
    sure:
      isSure(judged, telling) &&
      (asked.length === 1 ? !telling.some(isOfOne) : isListed === true || isSurelyOf(status, telling, asked, reading)) &&
      blocker?.isUnclear !== true,
  };
  return [{ told, heard: telling, isPersonOpen: handover?.isUnclear === true || blocker?.isUnclear === true }];
}

/** "The last one is done", where nobody asked about several. */
function isOfOne({ clause }: Heard): boolean {
  return /\b(?:first|second|third|last|other|next) ones?\b/.test(clause.text);
}

/** A name below "best". */
function isSignature({ clause }: Heard, before: Heard | undefined): boolean {
  return /^@\d+$/.test(clause.text) && before !== undefined && isCourtesy(before);
}

/** Whether what is told of one of several items is told of no other one, and not of a part of it. */
function isSurelyOf(
  status: Told["status"],
  telling: readonly Heard[],
  asked: readonly AskedItem[],
  { mentions, spelled }: Reading,
): boolean {
  if (/[§¶]\d+,? (?:of|for|from|with|in|on|or|nor|not|than|without) (?:the |our |my )?[§¶]/.test(spelled.text)) return false;
  const marks = telling.flatMap(({ clause }) => [...clause.text.matchAll(/[§¶](\d+)/g)]);
  const isPart = marks.some((mark) => mentions[Number(mark[1])]?.isPart === true);
  const isEachNamed = asked.every((_, place) => mentions.some(({ index }) => index === place));
  const isNamed =
    telling.some(({ clause }) => namesItem(clause)) && telling.every(({ clause }) => !clause.isFirst || isEachNamed || namesItem(clause));
  return isNamed && !(isPart && (status === "done" || status === "dropped"));
}

/** Somebody from whom it is to come stands before it. */
const OWES = /^(?:[a-z]+ )*@(\d+) (?:still |now )?owes\b/;

/** What is waited for, as typed; by whom, where one person of the roster is named first, and not as one of several. */
function blockerOf(
  { text, start }: Clause,
  [from, to]: readonly [number, number],
  { reply, spelled, namings }: Reading,
): { by: string | null; what: string; isUnclear: boolean } {
  const words = text.slice(from, to);
  const named = /@(\d+)/.exec(words)?.[1] ?? OWES.exec(text.slice(0, from))?.[1];
  const people = namings[Number(named ?? -1)]?.people ?? [];
  const isOfSeveral = /@\d+(?:'s)?\s*(?:,|and|or|&|\/)\s*@\d+/.test(words);
  const [by] = people;
  return {
    by: by !== undefined && people.length === 1 && !isOfSeveral ? by : null,
    what: reply.text.slice(...typedSpan(spelled, start + from, start + to)),
    isUnclear: people.length > 1,
  };
}

/** Says when there will be word rather than work. */
const PROMISES_WORD = /\b(?:check|look|see|get back|let you know)\b/;

/** Thanks, greetings, and the like. */
export function isCourtesy({ clause, senses, masked }: Heard): boolean {
  if (senses.has("on_track") || /^\W*thumbsup\W*$/.test(clause.text)) return false;
  const text = PROMISES_WORD.test(clause.text) ? masked : clause.text;
  return !clause.isAsked && !isAgainst(clause) && text.replace(COURTESY, "").replaceAll("_", "").trim() === "";
}
