import type { Scenario } from "../scenario.ts";
import { CLOCK_CHANGE } from "./clock-change.ts";
import { CLOCK_SET_BACK } from "./clock-set-back.ts";
import { DELETED } from "./deleted.ts";
import { LATE } from "./late.ts";
import { LEAVING } from "./leaving.ts";
import { STOPPED } from "./stopped.ts";
import { TWO_LAUNCHES } from "./two-launches.ts";
import { WEEK } from "./week.ts";
import { WEEKS } from "./weeks.ts";

/** What people live through, by name. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  weeks: WEEKS,
  week: WEEK,
  "clock-change": CLOCK_CHANGE,
  "clock-set-back": CLOCK_SET_BACK,
  "two-launches": TWO_LAUNCHES,
  late: LATE,
  leaving: LEAVING,
  deleted: DELETED,
  stopped: STOPPED,
};
