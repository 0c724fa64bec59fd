import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readMeeting, type MeetingText } from "../../src/analysis/meeting/read-meeting.ts";
import { bodyOf, parseTranscript } from "../../src/lib/transcript/parse-transcript.ts";
import { actorsOf } from "../../src/lib/transcript/actors.ts";

const FOLDER = join(import.meta.dirname, "../corpus/exchanges");

export type List = "decisions" | "questions" | "meetings" | "stretches";

/** How many of the words in braces were found, and how much was found in all. */
export interface Told {
  planted: number;
  found: number;
  right: number;
  /** The same of decisions that are sure. */
  sure: { found: number; right: number };
  misses: string[];
}

/** Reads each exchange of a list, and holds what is made out of it against the words in braces; in whole meetings, the decisions. */
export function scoreExchanges(list: List): Told {
  const told: Told = { planted: 0, found: 0, right: 0, sure: { found: 0, right: 0 }, misses: [] };
  for (const { text, wanted } of exchangesIn(list)) {
    const { decisions, questions } = readMeeting(text);
    const acts = list === "questions" ? questions.map(({ quote }) => ({ quote, sure: true })) : decisions;
    const left = acts.map(({ quote, sure }) => ({ words: text.body.slice(...quote), sure }));
    told.planted += wanted.length;
    told.found += left.length;
    told.sure.found += left.filter(({ sure }) => sure).length;
    for (const words of wanted) {
      const at = left.findIndex(({ words: quote }) => quote.includes(words) || words.includes(quote.replace(/[.!]$/, "")));
      const [hit] = at < 0 ? [] : left.splice(at, 1);
      if (!hit) told.misses.push(`not found: ${words}`);
      told.right += Number(hit !== undefined);
      told.sure.right += Number(hit?.sure === true);
    }
    told.misses.push(...left.map(({ words, sure }) => `none${sure ? "" : ", unsure"}: ${words}`));
  }
  return told;
}

/** Each exchange of a list as it is read, with the words in braces. */
export function exchangesIn(list: List): { text: MeetingText; wanted: string[] }[] {
  return exchangesOf(list).map((exchange) => ({
    text: meetingOf(exchange),
    wanted: [...exchange.matchAll(/\{([^}]+)\}/g)].flatMap(([, words]) => words ?? []),
  }));
}

function exchangesOf(list: List): string[] {
  const lines = readFileSync(join(FOLDER, `${list}.txt`), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  return list === "meetings" || list === "stretches"
    ? lines.join("\n").split("\n---\n")
    : lines.map((line) => line.replaceAll(" / ", "\n"));
}

function meetingOf(exchange: string): MeetingText {
  const { turns } = parseTranscript(exchange.replaceAll(/[{}]/g, ""), "x.txt") ?? { turns: [] };
  return { body: bodyOf(turns), actors: actorsOf({ turns, attendees: [] }), timezone: "Europe/Berlin" };
}
