import { OWNER_ONLY } from "../../core/audience.ts";
import type { Accounts } from "../../core/connection.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { Connector } from "../../core/ports/outside.ts";
import { systemClock } from "../../lib/clock.ts";
import { durationInWords } from "../../lib/duration.ts";
import { listOf } from "../../lib/text.ts";
import { REACH } from "./reach.ts";
import { ALL, googleCalendarSchema, PRIMARY, type GoogleCalendarOptions } from "./schema.ts";

/** Dates in Google Calendar. Whatever a run reads, it reads through the connection that its grant means. */
export function createGoogleCalendarConnector(accounts: Accounts<"google">, clock: Clock = systemClock): Connector<GoogleCalendarOptions> {
  return {
    id: "google-calendar",
    title: "Google Calendar",
    // A reader sees one calendar, wherever its dates are kept.
    alias: "C",
    schema: googleCalendarSchema(accounts.names),
    mentions: ["Google Calendar", "GCal"],
    account: "google",
    describe({ calendars, colleagues, connection }) {
      const others = colleagues.length === 0 ? "" : `, and when ${listOf(colleagues)} are free or busy`;
      const through = connection === undefined ? "" : ` through ${connection}`;
      const [behind, ahead] = [durationInWords(REACH.behindMs), durationInWords(REACH.aheadMs)];
      return `events of ${placesOf(calendars)} in Google Calendar, from ${behind} back to ${ahead} ahead${others}${through}`;
    },
    audience: () => OWNER_ONLY,
    // Most starts read nothing.
    fetch: async (context) => (await import("./fetch-dates.ts")).fetchDates(context, accounts, clock),
  };
}

function placesOf(calendars: readonly string[]): string {
  if (calendars.includes(ALL)) return "all calendars that are shown";
  const own = calendars.includes(PRIMARY) ? ["your own calendar"] : [];
  return listOf([...own, ...calendars.filter((id) => id !== PRIMARY)]);
}
