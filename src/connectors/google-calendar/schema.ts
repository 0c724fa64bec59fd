import { z } from "zod";
import { knownName } from "../../lib/known-name.ts";

/** What means: all calendars that are shown in Google Calendar. */
export const ALL = "all";
/** As Google itself names the calendar that an account has of its own. */
export const PRIMARY = "primary";

export interface GoogleCalendarOptions {
  /** The only one there is when absent. */
  connection?: string;
  calendars: string[];
  /** Addresses. */
  colleagues: string[];
  /** Of all calendars together. */
  max: number;
}

const address = z.email({ error: "to be an address such as dana@example.com" }).max(200).toLowerCase();

/** What a definition may say under `google-calendar:`; connections are checked where their names are known. */
export function googleCalendarSchema(connections: readonly string[] | undefined): z.ZodType<GoogleCalendarOptions> {
  return z
    .strictObject({
      connection: knownName("a connection to Google in config/chief.yaml", connections, "Make one with `chief connect google`.")
        .exactOptional()
        .describe("The account at Google that is meant. Default: the only one."),
      calendars: z
        .array(z.string().min(1).max(300))
        .min(1)
        .max(50)
        .default([PRIMARY])
        .describe(
          "Ids of calendars, as their settings show them; primary is the account's own, all means those that are shown in Google Calendar.",
        ),
      colleagues: z
        .array(address)
        // https://developers.google.com/workspace/calendar/api/v3/reference/freebusy/query
        .max(50)
        .default([])
        .describe("Addresses of people whose free and busy times tell when they are away; nothing else of their calendars is read."),
      max: z.int().min(1).max(20_000).default(5_000).describe("At most this many dates are read, those nearest to the run."),
    })
    .prefault({})
    .describe("Dates in Google Calendar.");
}
