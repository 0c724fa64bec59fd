import type { ReportName } from "../../core/automation.ts";
import { answer } from "./answer.ts";
import { commitments } from "./commitments.ts";
import { endOfDay } from "./end-of-day.ts";
import { inboxTriage } from "./inbox-triage.ts";
import { meetingPrep } from "./meeting-prep.ts";
import type { Report } from "./report.ts";
import { reviewRadar } from "./review-radar.ts";
import { standup } from "./standup.ts";
import { weeklyDigest } from "./weekly-digest.ts";

/** Who arranges what an automation asks for, unless it is the briefing. */
export const reports: Readonly<Record<Exclude<ReportName, "briefing">, Report>> = {
  end_of_day: endOfDay,
  meeting_prep: meetingPrep,
  inbox_triage: inboxTriage,
  commitments,
  weekly_digest: weeklyDigest,
  standup,
  review_radar: reviewRadar,
  answer,
};
