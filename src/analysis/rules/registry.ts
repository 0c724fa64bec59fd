import type { Rule } from "../rule.ts";
import { calendarRules } from "./calendar.ts";
import { crossRules } from "./cross.ts";
import { gitRules } from "./git.ts";
import { mailRules } from "./mail.ts";
import { taskRules } from "./tasks.ts";

/** Every rule there is. A new one is a line in its source's list. */
export const rules: readonly Rule[] = [...calendarRules, ...mailRules, ...taskRules, ...crossRules, ...gitRules];
