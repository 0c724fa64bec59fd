import type { Rule } from "../../rule.ts";
import { ownerAway } from "./away.ts";
import { twoDates } from "./dates.ts";
import { meetsUnanswered } from "./meetings.ts";
import { decidedOtherwise } from "./decisions.ts";
import { noTimeForIt } from "./deliverables.ts";
import { rolloutInIncident } from "./incidents.ts";
import { promisedWithoutTask } from "./promises.ts";
import { reviewerAway } from "./reviewers.ts";
import { shownWhileBroken } from "./shows.ts";

/** The rules that join what several sources say. */
export const crossRules: readonly Rule[] = [
  ...[ownerAway, reviewerAway, meetsUnanswered, noTimeForIt, shownWhileBroken],
  ...[promisedWithoutTask, twoDates, decidedOtherwise, rolloutInIncident],
];
