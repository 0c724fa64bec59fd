import { take, tidy, type Taken } from "./reading.ts";

/** A time of day. */
export interface ClockTime {
  hour: number;
  minute: number;
}

const TIME = String.raw`(?:(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d)?\s*(?:am|pm|a\.m\.|p\.m\.|o'clock|uhr)?|noon|midday|midnight)`;
const TIMES = new RegExp(String.raw`\b(?:at|um|by)\s+(${TIME}(?:\s*(?:,|and|&|,\s*and)\s*(?:at\s+)?${TIME})*)(?![\w:])`, "i");
const ALONE = new RegExp(String.raw`\b((?:[01]?\d|2[0-3])[:.][0-5]\d|(?:1[0-2]|[1-9])\s*(?:am|pm))(?![\w:])`, "i");
const NAMED: Readonly<Record<string, ClockTime>> = {
  noon: { hour: 12, minute: 0 },
  midday: { hour: 12, minute: 0 },
  midnight: { hour: 0, minute: 0 },
};
/** What people mean by parts of the day that have no hour. */
const PARTS: readonly (readonly [words: string, hour: number])[] = [
  ["mornings?", 9],
  ["(?:lunchtimes?|afternoons?)", 13],
  ["evenings?", 18],
  ["end of (?:the|each|every) (?:working )?day", 17],
];
const SAID_TO_BE = String.raw`(?:in the|each|every|at the)\s+`;

/** The times of day that a text names: `at 9`, `at 8:30am and 5pm`, `at noon`. */
export function takeTimes(text: string): Taken<ClockTime[]> | undefined {
  const taken = take(text, TIMES) ?? take(text, ALONE);
  const times = taken?.found[1]
    ?.split(/\s*(?:,|\band\b|&)\s*/)
    .filter((part) => part !== "")
    .map(timeOf);
  return taken && times && times.every((time) => time !== undefined) ? { found: times, rest: taken.rest } : undefined;
}

/** The usual time of a part of the day: `every morning`; beside a day the part alone, as in `Monday mornings`. */
export function takePartOfDay(text: string, isBesideDay: boolean): Taken<ClockTime> | undefined {
  for (const [words, hour] of PARTS) {
    const taken = take(text, new RegExp(String.raw`\b(?:${SAID_TO_BE})${isBesideDay ? "?" : ""}${words}\b`, "i"));
    if (taken) return { found: { hour, minute: 0 }, rest: taken.rest };
  }
  return undefined;
}

function timeOf(written: string): ClockTime | undefined {
  const text = tidy(written.toLowerCase().replace(/^at\s+/, "")).replaceAll(".m.", "m");
  const { hour, minute = "0", half } = /^(?<hour>\d{1,2})(?:[:.h](?<minute>\d\d))?\s*(?<half>am|pm)?/.exec(text)?.groups ?? {};
  if (hour === undefined) return NAMED[text];
  const isTwelve = half !== undefined;
  const base = isTwelve ? Number(hour) % 12 : Number(hour);
  if (isTwelve && Number(hour) > 12) return undefined;
  return { hour: half === "pm" ? base + 12 : base, minute: Number(minute) };
}
