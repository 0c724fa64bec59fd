import type { Rule } from "../rule.ts";
import { gitRules } from "./git.ts";
import { taskRules } from "./tasks.ts";

/** Every rule there is. A new one is a line in its source's list. */
export const rules: readonly Rule[] = [...taskRules, ...gitRules];
