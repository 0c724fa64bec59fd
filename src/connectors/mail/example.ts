import { Temporal } from "temporal-polyfill";
import { plainDateOf } from "../../core/work-calendar.ts";
import type { Letter } from "../../lib/letter/parse-letter.ts";

const HEADER = "x-chief-example-anchor";

/** A letter of made-up data, moved by whole local days so that its anchor is the day of `asOf`; undefined for a real one. */
export function moveExample(letter: Letter, asOf: string, timezone: string): Letter | undefined {
  const anchor = /^\s*(\d{4}-\d\d-\d\d)\s*$/.exec(letter.headers.get(HEADER) ?? "")?.[1];
  if (anchor === undefined || !isDay(anchor)) return undefined;
  const { days } = Temporal.PlainDate.from(anchor).until(plainDateOf(asOf, timezone), { largestUnit: "days" });
  const move = (instant: string): string =>
    Temporal.Instant.from(instant).toZonedDateTimeISO(timezone).add({ days }).toInstant().toString({ fractionalSecondDigits: 3 });
  const { sent, invitation } = letter;
  return {
    ...letter,
    sent: sent && { ...sent, ms: Date.parse(move(new Date(sent.ms).toISOString())) },
    invitation: invitation && {
      ...invitation,
      start: invitation.start.includes("T") ? move(invitation.start) : Temporal.PlainDate.from(invitation.start).add({ days }).toString(),
    },
  };
}

function isDay(date: string): boolean {
  const ms = Date.parse(date);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}
