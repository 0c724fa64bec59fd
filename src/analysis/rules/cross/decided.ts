import type { Item } from "../../../core/item.ts";
import { transcriptsIn } from "../../../core/kinds/transcript.ts";
import { plainDateOf } from "../../../core/work-calendar.ts";
import { createWhenFinder } from "../../language/deadline.ts";
import { findSentences, type Span } from "../../language/sentences.ts";

/** By these words people say that something is settled. */
const CUE =
  /\b(?:decided|agreed|settled|decision(?: is)?|final call|let['’]?s go with|resolved (?:to|that)|we(?:['’]re| are) (?:moving|pushing|postponing|dropping|cancell?ing))\b:?/i;
/** What is asked, weighed, reported of another time, or left open. */
const UNSETTLED =
  /\?\s*$|\b(?:if|unless|whether|maybe|perhaps|might|could|would|should|propos\w+|suggest\w*|undecided|thought|apparently|had|haven['’]t|hasn['’]t|isn['’]t|nothing|not (?:yet |been )?(?:decided|agreed|settled)|still (?:to be|not|open)|decision on|last (?:year|month|week|quarter|spring|summer|autumn|winter|time)|back then)\b/i;
/** A question that asks for no answer. */
const TAG = /,? (?:(?:is )?every(?:body|one) )?(?:okay|ok|right|agreed|yes|fine)(?: with (?:that|it))?\?\s*$/i;
const DROPPED =
  /(?<!\bnot to )\b(?:drop|dropping|cancel|cancell?ing|scrap|abandon|shelve|stop (?:work(?:ing)? on|doing)|call off|(?:will|do|are) not (?:going to )?(?:do|build|ship|launch)|won['’]t (?:do|build|ship|launch))\b/i;
/** The day on which it begins is not the one on which it is due. */
const BEGINS = /\b(?:starts?|starting|begins?|beginning|kicks? off)\b/i;
/** What people do for a thing, which is not the thing. */
const BESIDE = /\b(?:agenda|meet(?:s|ing)?|talk|discuss|slides?|draft|invit\w+|proposal|presents?|estimate|quote|minutes|decides?)\b/i;
/** Notes of a meeting, as people call them. */
const MINUTES = /\b(?:minutes|meeting|sync|decisions?|retro(?:spective)?|stand-?up|kick-?off|protocol)\b/i;
const CLOCK = /^\s*(?:\d{1,2}:)?\d{1,2}:\d\d\s+/;

/** Something that people settled when they met. */
export interface Decided {
  item: Item;
  span: Span;
  /** What it is about is to be read in these words. */
  words: string;
  /** The day that was settled; undefined where the matter is dropped. */
  date: string | undefined;
  /** When it was said: a UTC instant. */
  at: string;
}

/** What was settled in meetings, with a day or by dropping it, as far as transcripts and minutes say so in plain words; the oldest first. */
export function decisionsIn(items: readonly Item[], timezone: string): Decided[] {
  const transcripts = transcriptsIn(items).map(({ item }) => item);
  const minutes = items.filter((item) => item.kind === "note" && MINUTES.test(`${item.title} ${String(item.fields["headings"] ?? "")}`));
  const said = [...transcripts, ...minutes].flatMap((item) => decisionsOf(item, timezone));
  return said.toSorted((a, b) => a.at.localeCompare(b.at) || a.item.id.localeCompare(b.item.id) || a.span[0] - b.span[0]);
}

function decisionsOf(item: Item, timezone: string): Decided[] {
  const findWhen = createWhenFinder({ writtenAt: item.ts, timezone });
  return linesWithCue(item).flatMap(({ from, text }) =>
    findSentences({ text, quoteSpans: [] }).flatMap(([start, end]): Decided[] => {
      const sentence = text.slice(start, end).replace(TAG, ".");
      if (!CUE.test(sentence) || UNSETTLED.test(sentence) || BESIDE.test(sentence)) return [];
      const decided = { item, span: [from + start, from + end] as const, words: sentence, at: item.ts };
      if (DROPPED.test(sentence)) return [{ ...decided, date: undefined }];
      // "Agreed on Friday" may mean when it was agreed, "the survey goes out on Friday" may not.
      const bare = sentence.replace(CUE, (cue) => " ".repeat(cue.length));
      const when = BEGINS.test(sentence) ? undefined : findWhen(bare, 0, "deadline");
      return when === undefined ? [] : [{ ...decided, date: when.at.includes("T") ? plainDateOf(when.at, timezone) : when.at }];
    }),
  );
}

/** What is said in each line, without the time and the name before it; offsets are those of the body. */
function linesWithCue({ body, actors }: Item): { from: number; text: string }[] {
  const names = actors.filter(({ role }) => role === "speaker").map(({ name }) => `${name}:`);
  let from = 0;
  return body.split("\n").flatMap((line) => {
    const start = from;
    from += line.length + 1;
    if (!CUE.test(line)) return [];
    const clock = CLOCK.exec(line)?.[0].length ?? 0;
    const name = names.find((each) => line.startsWith(each, clock))?.length ?? 0;
    return [{ from: start + clock + name, text: line.slice(clock + name) }];
  });
}
