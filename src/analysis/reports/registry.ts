import type { ReportName } from "../../core/automation.ts";
import { answer } from "./answer.ts";
import { ciFailures } from "./ci-failures.ts";
import { commitments } from "./commitments.ts";
import { documentReview } from "./document-review.ts";
import { endOfDay } from "./end-of-day.ts";
import { inboxTriage } from "./inbox-triage.ts";
import { incidentSummary } from "./incident-summary.ts";
import { launchStatus } from "./launch-status.ts";
import { issueInvestigation } from "./issue-investigation.ts";
import { meetingNotes } from "./meeting-notes.ts";
import { meetingPrep } from "./meeting-prep.ts";
import { pullRequestBrief } from "./pull-request-brief.ts";
import { pullRequestChecks } from "./pull-request-checks.ts";
import { releaseNotes } from "./release-notes.ts";
import type { Report } from "./report.ts";
import { reviewRadar } from "./review-radar.ts";
import { riskRadar } from "./risk-radar.ts";
import { standup } from "./standup.ts";
import { userFeedback } from "./user-feedback.ts";
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
  risk_radar: riskRadar,
  release_notes: releaseNotes,
  meeting_notes: meetingNotes,
  incident_summary: incidentSummary,
  user_feedback: userFeedback,
  issue_investigation: issueInvestigation,
  pull_request_brief: pullRequestBrief,
  document_review: documentReview,
  ci_failures: ciFailures,
  pull_request_checks: pullRequestChecks,
  launch_status: launchStatus,
};
