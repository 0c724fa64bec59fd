import type { Options, Uses } from "../service.ts";

const PREFIX = "https://www.googleapis.com/auth/";

/** Read only, and of those the least that does: https://developers.google.com/identity/protocols/oauth2/scopes */
export const SCOPE = {
  mail: `${PREFIX}gmail.readonly`,
  events: `${PREFIX}calendar.events.readonly`,
  calendars: `${PREFIX}calendar.calendarlist.readonly`,
  freeBusy: `${PREFIX}calendar.events.freebusy`,
  drive: `${PREFIX}drive.readonly`,
} as const;

/** What a scope is for. */
export const SCOPE_WORDS: Readonly<Record<string, string>> = {
  [SCOPE.mail]: "read mail",
  [SCOPE.events]: "read the events of your calendars",
  [SCOPE.calendars]: "see which calendars you have",
  [SCOPE.freeBusy]: "see when colleagues are busy, and nothing of what they do",
  [SCOPE.drive]: "see which documents have changed, and read the comments in them",
};

/** What each connector and event source asks Google for, by its options. */
const NEEDED: Readonly<Record<string, (options: Options) => readonly string[]>> = {
  gmail: () => [SCOPE.mail],
  "google-calendar": ({ calendars, colleagues }) => [
    SCOPE.events,
    ...([calendars].flat().includes("all") ? [SCOPE.calendars] : []),
    ...(Array.isArray(colleagues) && colleagues.length > 0 ? [SCOPE.freeBusy] : []),
  ],
  // Comments are shown to nobody with less: https://developers.google.com/workspace/drive/api/reference/rest/v3/comments/list
  "google-drive": () => [SCOPE.drive],
};

/** What a first briefing takes, where nothing goes by the connection yet. */
const FIRST_USE = [
  { part: "gmail", options: {} },
  { part: "google-calendar", options: {} },
];

/** The scopes that automations need, each once, in the order of SCOPE. */
export function scopesOf({ parts }: Pick<Uses, "parts">): string[] {
  const needed = new Set(parts.flatMap(({ part, options }) => NEEDED[part]?.(options) ?? []));
  return Object.values(SCOPE).filter((scope) => needed.has(scope));
}

/** The scopes to ask a person for: those of a first briefing where no automation goes by the connection. */
export function scopesToAskFor({ parts }: Pick<Uses, "parts">): string[] {
  return scopesOf({ parts: parts.length === 0 ? FIRST_USE : parts });
}
