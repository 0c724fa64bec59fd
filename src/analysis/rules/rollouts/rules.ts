import type { Rule } from "../../rule.ts";
import { collision } from "./collision.ts";
import { unpreparedRollout } from "./missing.ts";
import { badMoment } from "./moment.ts";
import { pausedRollout } from "./paused.ts";

/** The rules over rollouts. */
export const rolloutRules: readonly Rule[] = [pausedRollout, badMoment, collision, unpreparedRollout];
