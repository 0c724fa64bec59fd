import type { Rule } from "../rule.ts";
import { dueToday, overdue } from "./task-dates.ts";
import { blocked, stale } from "./task-progress.ts";

/** The rules over tasks. */
export const taskRules: readonly Rule[] = [overdue, dueToday, blocked, stale];
