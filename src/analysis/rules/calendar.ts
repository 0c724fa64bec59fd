import type { Rule } from "../rule.ts";
import { noBreak } from "./calendar-breaks.ts";
import { changedMeeting } from "./calendar-changes.ts";
import { hardConflict, softConflict } from "./calendar-conflicts.ts";
import { doubleBooked } from "./calendar-duplicates.ts";
import { keyGuestOut } from "./calendar-guests.ts";
import { outsideHours } from "./calendar-hours.ts";
import { unanswered } from "./calendar-invites.ts";
import { missingMeeting } from "./calendar-missing.ts";
import { noAgenda, noWayIn, unprepared } from "./calendar-preparation.ts";
import { noTravelGap } from "./calendar-travel.ts";
import { zoneShift } from "./calendar-zones.ts";

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
