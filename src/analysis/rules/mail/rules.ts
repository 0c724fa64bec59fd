import type { Rule } from "../../rule.ts";
import { deadlineNear } from "./deadlines.ts";
import { expires } from "./expiry.ts";
import { heating } from "./heat.ts";
import { notInCalendar } from "./invites.ts";
import { promiseDue } from "./promises.ts";
import { undelivered } from "./undelivered.ts";
import { escalation, importantUnread } from "./urgent.ts";
import { waitingOnMe, waitingOnThem } from "./waiting.ts";

/** The rules over letters. */
export const mailRules: readonly Rule[] = [
  waitingOnMe,
  deadlineNear,
  importantUnread,
  waitingOnThem,
  promiseDue,
  escalation,
  undelivered,
  heating,
  notInCalendar,
  expires,
];
