import type { Rule } from "../../rule.ts";
import { brokenLinks } from "./links.ts";
import { negativeSlack, thinSlack } from "./slack.ts";
import { slippedPath } from "./slipped.ts";
import { blockedCritical, openGate, staleStatus, unplannedCritical } from "./tasks.ts";

/** The rules over launches and what leads to them. */
export const launchRules: readonly Rule[] = [
  ...[negativeSlack, thinSlack, slippedPath, unplannedCritical],
  ...[staleStatus, blockedCritical, openGate, brokenLinks],
];
