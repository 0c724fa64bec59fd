import type { WebClient } from "@slack/web-api";
import { z } from "zod";
import { PermanentError } from "../../core/errors.ts";
import type { Person } from "../../core/person.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { Availability } from "../../core/ports/outside.ts";
import { failureOf, wordOf } from "./failure.ts";
import { findUsers } from "./person.ts";
import { isWithoutScope } from "./standing.ts";

/** https://docs.slack.dev/reference/objects/user-object */
const userSchema = z.looseObject({ user: z.looseObject({ tz: z.string().optional(), deleted: z.boolean().optional() }) });
/** https://docs.slack.dev/reference/methods/dnd.info: instants in seconds; what is snoozed is told to few. */
const quietSchema = z.looseObject({
  dnd_enabled: z.boolean().optional(),
  next_dnd_start_ts: z.number().optional(),
  next_dnd_end_ts: z.number().optional(),
  snooze_enabled: z.boolean().optional(),
  snooze_endtime: z.number().optional(),
});

/** How long it is believed. */
const REMEMBERED_MS = 60 * 60_000;
/** Whom Slack does not know, or not to us, can't be written to. */
const UNKNOWN: ReadonlySet<string | undefined> = new Set(["user_not_found", "users_not_found", "user_not_visible"]);
/** The last second of the year 9999. */
const LAST_SECOND = 253_402_300_799;

/** Who is asked about, and by which connection. */
export interface Whom {
  client: WebClient;
  connection: string;
  person: Person;
}

/** When a person can be written to in Slack. Throws as any call to Slack does. */
export type FindAvailability = (whom: Whom) => Promise<Availability>;

/** Asks Slack once an hour for each person, and changes nothing there. What the app may not know is taken for unknown. */
export function createAvailability(clock: Clock): FindAvailability {
  const known = new Map<string, { availability: Availability; sinceMs: number }>();
  return async (whom) => {
    const mark = `${whom.connection} ${whom.person.key}`;
    const before = known.get(mark);
    // However far a clock was set back, nothing is believed for longer.
    if (before && Math.abs(clock.now() - before.sinceMs) < REMEMBERED_MS) return before.availability;
    const availability = await ask(whom, clock.now());
    known.set(mark, { availability, sinceMs: clock.now() });
    return availability;
  };
}

/** Of several accounts the first counts that this Slack knows. */
async function ask(whom: Whom, now: number): Promise<Availability> {
  for (const user of await usersOf(whom)) {
    try {
      return await askAbout(user, whom, now);
    } catch (error) {
      if (!UNKNOWN.has(wordOf(error))) throw error;
    }
  }
  return NOWHERE;
}

const NOWHERE: Availability = { isReachable: false, busy: [] };

/** None where config/people.yaml and Slack have no account of theirs. */
async function usersOf({ client, person }: Whom): Promise<string[]> {
  try {
    return await findUsers(client, person);
  } catch (error) {
    if (error instanceof PermanentError && error.code === "slack-person") return [];
    throw error;
  }
}

async function askAbout(user: string, { client, person: { name: place } }: Whom, now: number): Promise<Availability> {
  const told = await permitted(client.users.info({ user }), place);
  const { tz, deleted = false } = userSchema.safeParse(told).data?.user ?? {};
  if (deleted) return NOWHERE;
  const quiet = await permitted(client.dnd.info({ user }), place);
  return { isReachable: true, ...(isZone(tz) && { timezone: tz }), busy: spansIn(quiet, now) };
}

/** What Slack answers; undefined where the app may not ask. */
async function permitted(call: Promise<unknown>, place: string): Promise<unknown> {
  try {
    return await call;
  } catch (error) {
    if (isWithoutScope(error)) return undefined;
    throw UNKNOWN.has(wordOf(error)) ? error : failureOf(error, { place, writes: false });
  }
}

function spansIn(quiet: unknown, now: number): Availability["busy"] {
  const told = quietSchema.safeParse(quiet).data ?? {};
  const { dnd_enabled: isSet, next_dnd_start_ts: start, next_dnd_end_ts: end, snooze_enabled: isSnoozed, snooze_endtime: until } = told;
  return [...(isSet ? spanOf(start, end) : []), ...(isSnoozed ? spanOf(Math.floor(now / 1_000), until) : [])];
}

function spanOf(start = 0, end = 0): Availability["busy"] {
  if (!(start >= 0 && end > start && end <= LAST_SECOND)) return [];
  return [{ from: new Date(start * 1_000).toISOString(), to: new Date(end * 1_000).toISOString() }];
}

function isZone(name: string | undefined): name is string {
  return name !== undefined && Intl.supportedValuesOf("timeZone").includes(name);
}
