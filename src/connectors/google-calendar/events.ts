import type { GoogleFailure } from "../../lib/google-failure.ts";
import { unreadable, type Ask } from "./ask.ts";
import { EVENT_FIELDS, eventSchema, pageSchema, type WireEvent } from "./wire.ts";

/** Google gives no more at once: https://developers.google.com/workspace/calendar/api/v3/reference/events/list */
export const LARGEST_PAGE = 2_500;
/** Far more than a calendar holds in the weeks that are read. */
const MOST_PAGES = 40;

/** The events of one calendar, or what has changed among them. */
export interface Listed {
  ok: true;
  events: WireEvent[];
  /** Entries that can't be understood. */
  broken: number;
  /** As its owner calls the calendar; empty where Google does not say. */
  name: string;
  timezone: string;
  /** Tells later what has changed since; absent where not everything was listed. */
  token: string | undefined;
}

/** Which of them: those within a span of UTC instants, or what has changed among those of a span that was listed before. */
export type Wish = { timeMin: string; timeMax: string } | { syncToken: string };

/** Lists the dates of one calendar, each date of a series on its own, in the fewest calls. */
export async function listEvents(ask: Ask, calendarId: string, wish: Wish): Promise<Listed | { ok: false; refusal: GoogleFailure }> {
  const found = new Map<string, WireEvent>();
  const listed = { ok: true as const, broken: 0, name: "", timezone: "" };
  const fields = `summary,timeZone,nextPageToken,nextSyncToken,items(${EVENT_FIELDS})`;
  let pageToken: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const at = pageToken === undefined ? {} : { pageToken };
    const answer = await ask(({ events }) =>
      events.list({ calendarId, singleEvents: true, maxResults: LARGEST_PAGE, fields, ...wish, ...at }),
    );
    if (!answer.ok) return answer;
    const page = pageSchema.safeParse(answer.data).data;
    if (page === undefined || (page.nextPageToken !== undefined && page.nextPageToken === pageToken)) throw unreadable("events");
    listed.broken += take(page.items, found);
    listed.name = page.summary;
    listed.timezone = page.timeZone;
    pageToken = page.nextPageToken;
    if (pageToken === undefined) return { ...listed, events: [...found.values()], token: page.nextSyncToken };
  }
  return { ...listed, events: [...found.values()], token: undefined };
}

/** Adds what can be understood, and counts what can't. What changes while pages are read may come twice; the later one holds. */
function take(entries: readonly unknown[], found: Map<string, WireEvent>): number {
  let broken = 0;
  for (const entry of entries) {
    const event = eventSchema.safeParse(entry).data;
    if (event) found.set(event.id, event);
    else broken += 1;
  }
  return broken;
}
