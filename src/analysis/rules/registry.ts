import type { Rule } from "../rule.ts";
import { calendarRules } from "./calendar/rules.ts";
import { chatRules } from "./chat/rules.ts";
import { ciRules } from "./ci/rules.ts";
import { crossRules } from "./cross/rules.ts";
import { gitRules } from "./git/rules.ts";
import { launchRules } from "./launch/rules.ts";
import { mailRules } from "./mail/rules.ts";
import { pullRequestRules } from "./pull-requests/rules.ts";
import { rolloutRules } from "./rollouts/rules.ts";
import { taskRules } from "./tasks/rules.ts";

/** Every rule there is. A new one is a line in its source's list. */
export const rules: readonly Rule[] = [
  ...[...calendarRules, ...mailRules, ...chatRules, ...taskRules],
  ...[...pullRequestRules, ...ciRules, ...rolloutRules, ...launchRules, ...crossRules, ...gitRules],
];
