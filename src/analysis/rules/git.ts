import type { Rule } from "../rule.ts";
import { followUp } from "./git-follow-up.ts";
import { staleBranch } from "./git-stale.ts";
import { unsavedWork } from "./git-unsaved.ts";

/** The rules over local repositories. */
export const gitRules: readonly Rule[] = [unsavedWork, staleBranch, followUp];
