import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readMeeting, type MeetingText } from "../../src/analysis/meeting/read-meeting.ts";
import { bodyOf, parseTranscript } from "../../src/lib/transcript/parse-transcript.ts";
import { actorsOf } from "../../src/lib/transcript/actors.ts";

const FOLDER = join(import.meta.dirname, "../corpus/exchanges");

/** How many of the words in braces were found, and how much was found in all. */
export interface Told {
  planted: number;
  found: number;
  right: number;
  misses: string[];
}

/** Reads each exchange of a list, and holds what is made out of it against the words in braces; in whole meetings, the decisions. */
export function scoreExchanges(list: "decisions" | "questions" | "meetings"): Told {
  const told: Told = { planted: 0, found: 0, right: 0, misses: [] };
  for (const exchange of exchangesOf(list)) {
    const wanted = [...exchange.matchAll(/\{([^}]+)\}/g)].flatMap(([, words]) => words ?? []);
    const text = meetingOf(exchange);
    const left = readMeeting(text)[list === "questions" ? list : "decisions"].map(({ quote }) => text.body.slice(...quote));
    told.planted += wanted.length;
    told.found += left.length;
    for (const words of wanted) {
      const at = left.findIndex((quote) => quote.includes(words) || words.includes(quote.replace(/[.!]$/, "")));
      if (at < 0) told.misses.push(`not found: ${words}`);
      else left.splice(at, 1);
      told.right += Number(at >= 0);
    }
    told.misses.push(...left.map((quote) => `none: ${quote}`));
  }
  return told;
}

function exchangesOf(list: string): string[] {
  const lines = readFileSync(join(FOLDER, `${list}.txt`), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  return list === "meetings" ? lines.join("\n").split("\n---\n") : lines.map((line) => line.replaceAll(" / ", "\n"));
}

function meetingOf(exchange: string): MeetingText {
  const { turns } = parseTranscript(exchange.replaceAll(/[{}]/g, ""), "x.txt") ?? { turns: [] };
  return { body: bodyOf(turns), actors: actorsOf({ turns, attendees: [] }), timezone: "Europe/Berlin" };
}
