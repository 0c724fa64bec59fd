import type { Rule } from "../../rule.ts";
import { blocking } from "./blocking.ts";
import { takenBack } from "./follow-ups.ts";
import { mergedRed, mergedUnreviewed } from "./merged.ts";
import { approvedUnmerged, checksFail, conflicts } from "./merging.ts";
import { changesWanted, noFirstReview, reviewWaits } from "./review.ts";
import { largeOrRisky } from "./size.ts";
import { stalePullRequest } from "./stale.ts";

/** The rules over pull requests, by number. */
export const pullRequestRules: readonly Rule[] = [
  ...[reviewWaits, noFirstReview, changesWanted, checksFail, approvedUnmerged, conflicts],
  ...[largeOrRisky, mergedUnreviewed, mergedRed, takenBack, blocking, stalePullRequest],
];
