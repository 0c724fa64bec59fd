import type { Trial } from "../trial.ts";
import * as chat from "./chat.ts";
import * as checks from "./checks.ts";
import * as conflicts from "./conflicts.ts";
import * as criticalPaths from "./critical-paths.ts";
import * as cross from "./cross.ts";
import * as days from "./days.ts";
import * as decisions from "./decisions.ts";
import * as failures from "./failures.ts";
import * as freezes from "./freezes.ts";
import * as incidents from "./incidents.ts";
import * as invitations from "./invitations.ts";
import * as journeys from "./journeys.ts";
import * as launches from "./launches.ts";
import * as letters from "./letters.ts";
import * as mail from "./mail.ts";
import * as measured from "./measured.ts";
import * as merges from "./merges.ts";
import * as merging from "./merging.ts";
import * as plans from "./plans.ts";
import * as preparation from "./preparation.ts";
import * as promises from "./promises.ts";
import * as reviews from "./reviews.ts";
import * as rollouts from "./rollouts.ts";
import * as tasks from "./tasks.ts";

/** Of rules that read nothing but fields: they are to be right every time. */
export const structuredTrials: readonly Trial[] = [
  ...[conflicts, journeys, invitations, preparation, tasks, plans, mail, cross],
  ...[reviews, merging, merges, launches, checks, rollouts, criticalPaths],
  ...[measured, freezes, failures, days, incidents],
].flatMap((module): Trial[] => Object.values(module));

/** Of rules that read what people wrote: they may miss some and may rarely be wrong. */
export const languageTrials: readonly Trial[] = [letters, promises, chat, decisions].flatMap((module): Trial[] => Object.values(module));
