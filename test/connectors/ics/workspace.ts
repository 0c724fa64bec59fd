import { icsConnector } from "../../../src/connectors/ics/index.ts";
import { instancesIn, type Instance } from "../../../src/core/kinds/instance.ts";
import { openWorkspaces, WEEK } from "../workspaces.ts";

/** Workspaces with their files in `calendar/`. */
export const {
  remove: removeWorkspaces,
  create: createWorkspace,
  write: writeCalendar,
  fetch: fetchFrom,
} = await openWorkspaces(icsConnector, "calendar");

/** What a run at the end of a day sees of one calendar, in order of time. */
export async function readDates(text: string, timezone = "UTC", to = WEEK.to, options: unknown = {}): Promise<readonly Instance[]> {
  const root = await createWorkspace({ "a.ics": text });
  return instancesIn((await fetchFrom(root, options, { timezone, window: { from: WEEK.from, to } })).items);
}

/** A calendar with these lines in it. */
export function calendar(...lines: readonly string[]): string {
  return ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", ...lines, "END:VCALENDAR", ""].join("\r\n");
}

/** An event with these lines in it. */
export function event(...lines: readonly string[]): string {
  return ["BEGIN:VEVENT", ...lines, "END:VEVENT"].join("\r\n");
}
