import { OWNER_ONLY } from "../../core/audience.ts";
import type { Connector } from "../../core/ports/outside.ts";
import { placesOf } from "../../lib/places.ts";
import { icsSchema, type IcsOptions } from "./schema.ts";

/** Dates of events in calendar files of the workspace. */
export const icsConnector: Connector<IcsOptions> = {
  id: "ics",
  title: "Calendar",
  alias: "C",
  schema: icsSchema,
  mentions: ["Calendar", "ICS"],
  describe: (options) =>
    `events of the calendar files in ${placesOf(options.paths)}, from ${options.behind} back to ${options.ahead} ahead`,
  audience: () => OWNER_ONLY,
  // Most starts read nothing.
  fetch: async (context) => (await import("./fetch-calendars.ts")).fetchCalendars(context),
};
