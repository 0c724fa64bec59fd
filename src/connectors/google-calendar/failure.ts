import type { GoogleFailure } from "../../lib/google-failure.ts";

/** A part that could not be read, in plain words. */
export interface Failure {
  what: string;
  error: string;
  hint?: string;
}

const NOT_FOUND = {
  error: "Google knows no such calendar, or does not show it to this account",
  hint: "Check the id in the automation, and ask its owner to share it.",
};
/** https://developers.google.com/workspace/calendar/api/guides/errors */
const REASONS: Readonly<Record<string, { error: string; hint: string }>> = {
  notFound: NOT_FOUND,
  NOT_FOUND,
  forbidden: { error: "this account may not read it", hint: "Ask its owner to share it with all details of its events." },
  accessNotConfigured: {
    error: "the project at Google has no calendars",
    hint: "Turn the Google Calendar API on in the project: https://console.cloud.google.com/apis/library/calendar-json.googleapis.com",
  },
};

/** What a part that Google refuses is told as. */
export function refusedPart(what: string, { status, reason = "" }: GoogleFailure): Failure {
  const known = REASONS[reason] ?? (status === 404 ? NOT_FOUND : undefined);
  const error = `Google refuses it with status ${status}${reason === "" ? "" : `, ${reason}`}`;
  return { what, ...(known ?? { error, hint: "Look the word up at https://developers.google.com/workspace/calendar/api/guides/errors." }) };
}
