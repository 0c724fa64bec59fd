import type { Rule } from "../../rule.ts";
import { redBranch } from "./branches.ts";
import { newlyBroken } from "./broken.ts";
import { failingCause } from "./cause.ts";
import { flakeCost, outage } from "./failures.ts";

/** The rules over what checks a repository. */
export const ciRules: readonly Rule[] = [redBranch, newlyBroken, flakeCost, outage, failingCause];
