import type { Rule } from "../../rule.ts";
import { followUp } from "./follow-up.ts";
import { staleBranch } from "./stale.ts";
import { unsavedWork } from "./unsaved.ts";

/** The rules over local repositories. */
export const gitRules: readonly Rule[] = [unsavedWork, staleBranch, followUp];
