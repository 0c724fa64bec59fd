import type { Acknowledgement } from "../../core/finding.ts";
import { guardText } from "../guard.ts";
import type { Line } from "../page.ts";
import { formatDay, formatInstant, formatTime, type Reader, type Segment } from "../prose.ts";
import type { SlackAnswer } from "./message.ts";

/** What was answered, by the key of the flag. */
export type Answers = ReadonlyMap<string, Line>;

const WORDS: Readonly<Record<Acknowledgement["kind"], string>> = {
  done: "Done",
  snooze: "Snoozed",
  mute: "Muted",
  not_a_risk: "Taken as no risk",
};
const LONGEST_NAME = 24;

/** What stands behind flags that were answered; the last answer to a flag counts. */
export function answersOf(answers: readonly SlackAnswer[], reader: Reader): Answers {
  return new Map(
    answers.map(({ key, kind, by, at }) => [
      key,
      [{ text: `${WORDS[kind]} by ${guardText(by, LONGEST_NAME)}, `, style: "plain" }, timeOf(at, reader)],
    ]),
  );
}

/** On the day of the briefing the time is enough. */
function timeOf(at: string, reader: Reader): Segment {
  return formatDay(at, reader) === formatDay(reader.asOf, reader)
    ? { text: formatTime(at, reader), style: "plain", when: { instant: at, form: "time" } }
    : instantOf(at, reader);
}

/** An instant as a piece of a line. */
export function instantOf(instant: string, reader: Reader): Segment {
  return { text: formatInstant(instant, reader), style: "plain", when: { instant, form: "instant" } };
}
