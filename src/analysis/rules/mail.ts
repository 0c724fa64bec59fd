import type { Rule } from "../rule.ts";
import { deadlineNear } from "./mail-deadlines.ts";
import { expires } from "./mail-expiry.ts";
import { heating } from "./mail-heat.ts";
import { notInCalendar } from "./mail-invites.ts";
import { promiseDue } from "./mail-promises.ts";
import { escalation, importantUnread, undelivered } from "./mail-urgent.ts";
import { waitingOnMe, waitingOnThem } from "./mail-waiting.ts";

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
