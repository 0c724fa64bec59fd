import type { Rule } from "../../rule.ts";
import { noBreak } from "./breaks.ts";
import { changedMeeting } from "./changes.ts";
import { hardConflict, softConflict } from "./conflicts.ts";
import { doubleBooked } from "./duplicates.ts";
import { keyGuestOut } from "./guests.ts";
import { outsideHours } from "./hours.ts";
import { unanswered } from "./invites.ts";
import { missingMeeting } from "./missing.ts";
import { noAgenda, noWayIn, unprepared } from "./preparation.ts";
import { noTravelGap } from "./travel.ts";
import { zoneShift } from "./zones.ts";

/** The rules over calendars. */
export const calendarRules: readonly Rule[] = [
  hardConflict,
  softConflict,
  noTravelGap,
  unanswered,
  noAgenda,
  outsideHours,
  zoneShift,
  changedMeeting,
  keyGuestOut,
  noWayIn,
  noBreak,
  doubleBooked,
  unprepared,
  missingMeeting,
];
