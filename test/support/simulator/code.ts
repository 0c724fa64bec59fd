import { findErrorType } from "../../../src/analysis/ci/error-type.ts";
import { maskLine } from "../../../src/analysis/ci/mask.ts";
import type { Actor, Item } from "../../../src/core/item.ts";
import { ciFailureFields } from "../../../src/core/kinds/ci-failure.ts";
import type { CiJobFields } from "../../../src/core/kinds/ci-job.ts";
import type { PullRequestFields } from "../../../src/core/kinds/pull-request.ts";
import type { RolloutFields } from "../../../src/core/kinds/rollout.ts";
import { itemOf } from "../items.ts";
import type { Name } from "./cast.ts";

/** Somebody as GitHub names them: by their login. */
function loginOf(name: Name, role: string): Actor {
  return { name, account: `github:${name}`, role };
}

/** What a test says of a pull request; the rest is one of Lee's of yesterday afternoon that nobody could find fault with. */
export interface PullRequestWords extends Partial<Omit<PullRequestFields, "requests" | "reviews">> {
  by?: Name;
  openedAt?: string;
  updatedAt?: string;
  body?: string;
  /** Who is asked to review, and since when. */
  asked?: Partial<Record<Name, string>>;
  /** What reviewers said last, and when. */
  said?: Partial<Record<Name, readonly [word: "approved" | "changes_requested" | "commented", at: string]>>;
}

/** One pull request of `harbor/tides`; `openedAt` is when it was opened, made ready and pushed, unless told otherwise. */
export function pullRequestItem(title: string, openedAt: string, words: PullRequestWords): Item {
  const { by = "lee", body = "Closes nothing.", asked = {}, said = {}, updatedAt = openedAt, openedAt: _openedAt, ...fields } = words;
  const number = fields.number ?? numberOf(title);
  const all: PullRequestFields = {
    ...PLAIN,
    number,
    head: `lee/${number}`,
    readyAt: fields.draft === true ? null : openedAt,
    firstCommitAt: openedAt,
    pushedAt: openedAt,
    requests: namesIn(asked).map((name) => `${name} ${asked[name]}`),
    reviews: namesIn(said).map((name) => `${name} ${said[name]?.join(" ")}`),
    firstReviewAt: namesIn(said).map((name) => said[name]?.[1] ?? "")[0] ?? null,
    approvals: namesIn(said).filter((name) => said[name]?.[0] === "approved").length,
    ...fields,
  };
  return itemOf({
    id: `github:${all.repository}#${all.number}`,
    source: "github",
    kind: "pull_request",
    title,
    body,
    url: `https://github.example/${all.repository}/pull/${all.number}`,
    ts: openedAt,
    updatedAt,
    actors: [
      loginOf(by, "author"),
      ...namesIn(asked).map((name) => loginOf(name, "requested")),
      ...namesIn(said).map((name) => loginOf(name, "reviewer")),
    ],
    fields: { ...all },
  });
}

const PLAIN: Omit<
  PullRequestFields,
  "number" | "head" | "readyAt" | "firstCommitAt" | "pushedAt" | "requests" | "reviews" | "firstReviewAt" | "approvals"
> = {
  ...{ repository: "harbor/tides", state: "open", draft: false, base: "main", baseIsDefault: true, headSha: "4f2a9c1e" },
  ...{ labels: [], milestone: null, additions: 40, deletions: 12, files: ["src/tides.ts 52"], mergeable: true, conflictingSince: null },
  ...{ checks: "passed", failedChecks: [], failedSince: null, mergedAt: null, closedAt: null, mergeCommit: null },
  ...{ issues: [], reverts: null, bot: false, viewer: "github:me" },
};

/** What a test says of a job; the rest is a run of `build / test` on the default branch that passed. */
export interface JobWords extends Partial<CiJobFields> {
  by?: Name;
}

/** One job that ended at an instant, ten minutes after it began. */
export function jobItem(endedAt: string, words: JobWords): Item {
  const { by = "asha", ...fields } = words;
  const startedAt = new Date(Date.parse(endedAt) - 10 * 60_000).toISOString();
  const run = fields.run ?? `run-${endedAt}`;
  const all: CiJobFields = { ...RAN, run, jobId: `${run}-1`, sha: `sha-${run}`, startedAt, endedAt, ...fields };
  return itemOf({
    id: `github:${all.repository}/jobs/${all.job}-${all.run}-${all.attempt}`,
    source: "github",
    kind: "ci_job",
    title: `${all.workflow} / ${all.job}`,
    url: `https://github.example/${all.repository}/runs/${all.run}`,
    ts: startedAt,
    updatedAt: endedAt,
    actors: [loginOf(by, "author")],
    fields: { ...all },
  });
}

const RAN: Omit<CiJobFields, "run" | "jobId" | "sha" | "startedAt" | "endedAt"> = {
  ...{ repository: "harbor/tides", workflow: "build", job: "test", branch: "main", isDefaultBranch: true, event: "push" },
  ...{ status: "done", conclusion: "passed", attempt: 1, pullRequest: null, failedStep: null, annotations: [] },
};

/** What a log says of a failing test or, where `test` is null, of a failing step. */
export interface FailureWords {
  says: string;
  test?: string | null;
  step?: string | null;
  /** `fn@file:line`, innermost first. */
  stack?: readonly string[];
}

/** One failure that was read from the log of a job. */
export function failureItem(job: Item, { says, test = "test/tides.test.ts > tides > rise", step = null, stack = [] }: FailureWords): Item {
  const place = Object.fromEntries(Object.entries(job.fields).filter(([name]) => name in ciFailureFields.shape));
  const frames = stack.map((text) => {
    const [, fn = "", file = "", line = "0"] = /^(.*)@(.*):(\d+)$/.exec(text) ?? [];
    return [file, line, "1", fn].join("\t");
  });
  return itemOf({
    id: `${job.id}#${test ?? step ?? ""}`,
    source: job.source,
    kind: "ci_failure",
    title: says,
    body: [says, ...stack].join("\n"),
    ...(job.url !== undefined && { url: job.url }),
    ts: job.updatedAt,
    updatedAt: job.updatedAt,
    fields: {
      ...place,
      ...{ from: "log", test, step, lines: ["1"], primaryError: says, masked: maskLine(says), errorType: findErrorType(says), frames },
    },
  });
}

/** What a test says of a commit; the rest is one of Asha's that changed nothing which matters. */
export interface ChangeWords {
  sha: string;
  parent: string | null;
  title?: string;
  /** `from-to path`. */
  hunks?: readonly string[];
  by?: Name;
  repository?: string;
}

/** One commit of the default branch on which checks began to fail. */
export function changeItem(madeAt: string, words: ChangeWords): Item {
  const { sha, parent, title = "Go on", hunks = ["1-1 readme.md"], by = "asha", repository = RAN.repository } = words;
  return itemOf({
    id: `github:${repository}/commits/${sha}`,
    source: "github",
    kind: "ci_change",
    title,
    url: `https://github.example/${repository}/commit/${sha}`,
    ts: madeAt,
    updatedAt: madeAt,
    actors: [loginOf(by, "author")],
    fields: { repository, branch: RAN.branch, sha, parent, reverts: null, hunks },
  });
}

/** What a test says of a rollout; the rest is one of Lee's that goes through its stages as planned. */
export interface RolloutWords extends Partial<RolloutFields> {
  by?: Name | null;
  /** The connector that it comes from. */
  source?: string;
}

/** One rollout that began at an instant. */
export function rolloutItem(title: string, beganAt: string, words: RolloutWords): Item {
  const { by = "lee", source = "rows", ...fields } = words;
  const all: RolloutFields = { ...ROLLING, stageSince: beganAt, version: title, ...fields };
  return itemOf({
    id: `${source}:${title.toLowerCase().replaceAll(/\W+/g, "-")}`,
    source,
    kind: "rollout",
    title,
    ts: beganAt,
    updatedAt: all.stageSince,
    actors: by === null ? [] : [loginOf(by, "owner")],
    fields: { ...all },
  });
}

const ROLLING: Omit<RolloutFields, "stageSince" | "version"> = {
  ...{ service: "tides", stage: "10 %", plannedStages: ["10 %", "50 %", "100 %"], state: "running" },
  ...{ plannedStageHours: 48, nextStepAt: null, rollback: "set the flag back", health: "green" },
};

const NAMES: readonly Name[] = ["me", "grace", "lee", "jonas", "asha", "dana", "omar"];

function namesIn(record: Partial<Record<Name, unknown>>): Name[] {
  return NAMES.filter((name) => record[name] !== undefined);
}

/** The same for the same title. */
function numberOf(title: string): number {
  return [...title].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 900, 7) + 100;
}
