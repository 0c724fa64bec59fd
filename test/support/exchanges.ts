import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readMeeting, type MeetingText } from "../../src/analysis/meeting/read-meeting.ts";
import { bodyOf, parseTranscript } from "../../src/lib/transcript/parse-transcript.ts";
import { actorsOf } from "../../src/lib/transcript/actors.ts";

const FOLDER = join(import.meta.dirname, "../corpus/exchanges");

/** How many of the words in braces were found, and what was found beside them. */
export interface Told {
  planted: number;
  found: number;
  right: number;
  misses: string[];
}

/** Reads each exchange of a list, and holds what is made out of it against the words in braces. */
export function scoreExchanges(kind: "decisions" | "questions"): Told {
  const told: Told = { planted: 0, found: 0, right: 0, misses: [] };
  const lines = readFileSync(join(FOLDER, `${kind}.txt`), "utf8").split("\n");
  for (const line of lines.filter((each) => each !== "" && !each.startsWith("#"))) {
    const wanted = [...line.matchAll(/\{([^}]+)\}/g)].flatMap(([, words]) => words ?? []);
    const text = meetingOf(line);
    const found = readMeeting(text)[kind].map(({ quote }) => text.body.slice(...quote));
    const right = wanted.filter((words) => found.some((quote) => quote.includes(words)));
    told.planted += wanted.length;
    told.found += found.length;
    told.right += right.length;
    if (right.length < wanted.length || right.length < found.length) told.misses.push(`${line}\n  found: ${found.join(" | ")}`);
  }
  return told;
}

function meetingOf(line: string): MeetingText {
  const { turns } = parseTranscript(line.replaceAll(/[{}]/g, "").replaceAll(" / ", "\n"), "x.txt") ?? { turns: [] };
  return { body: bodyOf(turns), actors: actorsOf({ turns, attendees: [] }), timezone: "Europe/Berlin" };
}
