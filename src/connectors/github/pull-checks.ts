import type { PullRequest, PullRequestFields } from "../../core/kinds/pull-request.ts";
import { instantOf } from "./actors.ts";
import { plainLine } from "./plain-text.ts";
import type { LightPull, PullDetails } from "./pull-wire.ts";

const STATES: Readonly<Record<string, PullRequestFields["checks"]>> = {
  SUCCESS: "passed",
  FAILURE: "failed",
  ERROR: "failed",
  PENDING: "pending",
  EXPECTED: "pending",
};
/** https://docs.github.com/graphql/reference/enums#checkconclusionstate and #statusstate */
const FAILED: ReadonlySet<string> = new Set(["FAILURE", "ERROR", "TIMED_OUT", "ACTION_REQUIRED", "STARTUP_FAILURE", "CANCELLED"]);
const MOST_NAMES = 50;

/** How the checks of the head stand, all in all. */
export function checksOf({ commits }: LightPull): PullRequestFields["checks"] {
  const state = commits.nodes.at(-1)?.commit.statusCheckRollup?.state;
  return state === undefined ? "none" : (STATES[state] ?? "pending");
}

/** Which checks failed and since when; a check that failed again on the same head has failed since it first did. */
export function failedIn(
  pull: PullDetails,
  before: PullRequest | undefined,
  now: string,
): Pick<PullRequestFields, "failedChecks" | "failedSince"> {
  const contexts = pull.head[0]?.commit.statusCheckRollup?.contexts.nodes ?? [];
  const failed = contexts.flatMap((each) => (each && FAILED.has(each.conclusion ?? each.state ?? "") ? [each] : []));
  const failedChecks = failed.map(({ name, context = "a check" }) => plainLine(name ?? context)).slice(0, MOST_NAMES);
  if (checksOf(pull) !== "failed") return { failedChecks, failedSince: null };
  const told = failed.flatMap(({ completedAt, createdAt }) => instantOf(completedAt ?? createdAt) ?? []).toSorted()[0] ?? now;
  const known = before?.headSha === pull.headRefOid ? before.failedSince : null;
  return { failedChecks, failedSince: known ?? told };
}
