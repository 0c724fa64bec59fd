import type { Automation } from "../../core/automation.ts";
import { dayOffOf } from "../../core/work-calendar.ts";
import type { Workspace } from "../../core/workspace.ts";

type Owned = Pick<Automation, "owner" | "timezone">;

/** Why the automation's owner has the day of an instant off, in words; undefined on a workday. The automation's zone says which day it is. */
export function dayOffFor({ owner, timezone }: Owned, { calendar, people }: Workspace, instant: string): string | undefined {
  const person = people.all.find(({ key }) => key === owner);
  return dayOffOf({ ...calendar, timezone }, instant, person?.absences);
}
