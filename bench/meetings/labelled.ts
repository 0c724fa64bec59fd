import { SIGNS } from "../../src/analysis/meeting/signs.ts";
import { readMeetingText } from "../../src/analysis/meeting/speech.ts";
import { viewOf } from "../../src/analysis/meeting/view.ts";
import type { MeetingText } from "../../src/analysis/meeting/read-meeting.ts";
import { exchangesIn } from "../../test/support/exchanges.ts";
import { plantedIn, readSet } from "../../test/support/score-meetings.ts";

/** The labelled sets of transcripts that are open to whoever works on the code. */
export const SETS = ["tuning", "held-out", "third", "unseen", "fresh-a"] as const;
const LISTS = ["decisions", "meetings", "stretches"] as const;
const SHORTEST = 3;

/** A sentence of a meeting: which signs it shows, and whether it is a decision. */
export interface Labelled {
  shows: readonly boolean[];
  isDecision: boolean;
}

/** Every sentence of the labelled meetings and exchanges. */
export function labelledSentences(): Labelled[] {
  const transcripts = SETS.flatMap((set) => {
    const planted = plantedIn(set);
    return readSet(set).map(({ file, body, actors }) => ({ text: { body, actors }, wanted: planted[file]?.decisions.flat() ?? [] }));
  });
  return [...transcripts, ...LISTS.flatMap(exchangesIn)].flatMap(({ text, wanted }) => sentencesIn(text, wanted));
}

function sentencesIn({ body, actors }: Pick<MeetingText, "body" | "actors">, wanted: readonly string[]): Labelled[] {
  const meeting = readMeetingText({ body, actors });
  return meeting.turns.flatMap((turn) =>
    turn.sentences.map((said, position): Labelled => {
      const view = viewOf({ turn, position, said, meeting });
      const words = said.text.replace(/[.?!]$/, "");
      const isDecision = wanted.some((each) => said.text.includes(each) || (words.length >= SHORTEST && each.includes(words)));
      return { shows: SIGNS.map(({ shows }) => shows(view)), isDecision };
    }),
  );
}
