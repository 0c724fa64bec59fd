import { USUAL_REACH, type Reach } from "../../lib/calendar/range.ts";
import { parseDuration } from "../../lib/duration.ts";

/** How far around a run dates are read. */
export const REACH: Reach = { behindMs: parseDuration(USUAL_REACH.behind) ?? 0, aheadMs: parseDuration(USUAL_REACH.ahead) ?? 0 };
