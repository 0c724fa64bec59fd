import type { Closing } from "./forgeries/forgery.ts";
import { forgeGitHub } from "./forgeries/github.ts";
import { forgeHooks } from "./forgeries/hooks.ts";
import { forgeSlack } from "./forgeries/slack.ts";

/** What became of all forged and all genuine requests to the three doors that others post to. */
export interface ForgeryReport {
  /** Forged requests and repetitions that were sent. */
  cases: number;
  /** How many of them were taken; to be 0. */
  accepted: number;
  /** Those, in words. */
  which: readonly string[];
  /** Requests that were rightly signed. */
  valid: number;
  /** How often one of them was taken; to be as many as there were. */
  validAccepted: number;
}

/** Sends them all, over loopback, to servers that end with `context`. */
export async function forgeWebhooks(context: Closing): Promise<ForgeryReport> {
  const doors = { hooks: forgeHooks, github: forgeGitHub, slack: forgeSlack };
  const report = { cases: 0, accepted: 0, which: [] as string[], valid: 0, validAccepted: 0 };
  for (const [door, forge] of Object.entries(doors)) {
    const { cases, accepted, valid, validAccepted } = await forge(context);
    report.cases += cases;
    report.accepted += accepted.length;
    report.which.push(...accepted.map((what) => `${door}: ${what}`));
    report.valid += valid;
    report.validAccepted += validAccepted;
  }
  return report;
}
