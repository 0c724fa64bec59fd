import type { Rule } from "../rule.ts";
import { dueSoon, dueToday, overdue } from "./task-dates.ts";
import { inconsistent } from "./task-links.ts";
import { overload } from "./task-load.ts";
import { unowned } from "./task-owner.ts";
import { blocked, stale } from "./task-progress.ts";
import { slipping } from "./task-slips.ts";

/** The rules over tasks. */
export const taskRules: readonly Rule[] = [overdue, dueToday, dueSoon, unowned, blocked, stale, slipping, inconsistent, overload];
