import type { Rule } from "../rule.ts";
import { ownerAway } from "./cross-away.ts";
import { twoDates } from "./cross-dates.ts";
import { meetsUnanswered } from "./cross-meetings.ts";
import { promisedWithoutTask } from "./cross-promises.ts";

/** The rules that join what several sources say. */
export const crossRules: readonly Rule[] = [ownerAway, meetsUnanswered, promisedWithoutTask, twoDates];
