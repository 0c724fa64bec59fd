import type { Rule } from "../../rule.ts";
import { dueSoon, dueToday, overdue } from "./dates.ts";
import { inconsistent } from "./links.ts";
import { overload } from "./load.ts";
import { unowned } from "./owner.ts";
import { blocked, stale } from "./progress.ts";
import { slipping } from "./slips.ts";

/** The rules over tasks. */
export const taskRules: readonly Rule[] = [overdue, dueToday, dueSoon, unowned, blocked, stale, slipping, inconsistent, overload];
