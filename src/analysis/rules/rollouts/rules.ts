import type { Rule } from "../../rule.ts";
import { budgetLeft, burningBudget } from "./budget.ts";
import { collision } from "./collision.ts";
import { leftoverFlag } from "./flags.ts";
import { frozen } from "./freeze.ts";
import { unpreparedRollout } from "./missing.ts";
import { badMoment } from "./moment.ts";
import { pausedRollout } from "./paused.ts";
import { regression } from "./regression.ts";

/** The rules over rollouts. */
export const rolloutRules: readonly Rule[] = [
  ...[pausedRollout, burningBudget, budgetLeft, frozen, badMoment],
  ...[regression, collision, unpreparedRollout, leftoverFlag],
];
