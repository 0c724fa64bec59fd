import type { Rule } from "../../rule.ts";
import { newlyBroken, redBranch } from "./branches.ts";
import { flakeCost, outage } from "./failures.ts";

/** The rules over what checks a repository. */
export const ciRules: readonly Rule[] = [redBranch, newlyBroken, flakeCost, outage];
