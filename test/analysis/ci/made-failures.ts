import { findErrorType } from "../../../src/analysis/ci/error-type.ts";
import type { CiRun, Commit, GroupInput } from "../../../src/analysis/ci/group/types.ts";
import { maskLine } from "../../../src/analysis/ci/mask.ts";
import type { Failure, Frame } from "../../../src/core/ci-failure.ts";

/** A failing test, or a failing step where `test` is null. */
export function failureOf(primaryError: string, { stack = [], ...rest }: Partial<Failure> & { stack?: readonly string[] } = {}): Failure {
  const frames = stack.map((text): Frame => {
    const [, fn = "", file = "", line = "0"] = /^(.*)@(.*):(\d+)$/.exec(text) ?? [];
    return { fn, file, line: Number(line), inApp: true };
  });
  const test = rest.test === undefined ? "test/a.test.ts > a > works" : rest.test;
  const source = rest.source ?? `${rest.sha ?? "run"}-${rest.attempt ?? 1}.xml`;
  return {
    id: `${source}#${test ?? rest.step ?? ""}`,
    source,
    test,
    step: null,
    lines: [],
    region: [primaryError, ...stack].join("\n"),
    primaryError,
    masked: maskLine(primaryError),
    errorType: findErrorType(primaryError),
    frames,
    job: "test",
    branch: "main",
    attempt: 1,
    conclusion: "failure",
    ...rest,
  };
}

/** The instant of the commit named `c1`, `c2` and so on. */
export function timeOf(sha: string): string {
  return new Date(Date.parse("2026-11-02T08:00:00Z") + Number(sha.slice(1)) * 3_600_000).toISOString();
}

/** A run of the job `test` on main at a commit. */
export function runOf(sha: string, conclusion: CiRun["conclusion"], rest: Partial<CiRun> = {}): CiRun {
  return { job: "test", branch: "main", sha, at: timeOf(sha), attempt: 1, conclusion, ...rest };
}

/** A commit that changes lines of files, such as `src/a.ts:10`. */
export function commitOf(sha: string, places: readonly string[], rest: Partial<Commit> = {}): Commit {
  const files = places.map((place) => {
    const [path = "", line = "1"] = place.split(":");
    return { path, hunks: [{ from: Number(line), to: Number(line) }], changed: "" };
  });
  return { sha, subject: "Go on", author: "Ana", reverts: null, files, ...rest };
}

export function inputOf(failures: readonly Failure[], rest: Partial<GroupInput> = {}): GroupInput {
  const own = failures.flatMap(({ job = "", branch = "", sha = "", at = "", attempt = 1 }): CiRun[] => [
    { job, branch, sha, at, attempt, conclusion: "failure" },
  ]);
  const { runs = [], ...others } = rest;
  return {
    failures,
    runs: [...own, ...runs],
    commits: [],
    good: null,
    defaultBranch: "main",
    history: { causes: [] },
    now: "2026-11-03T00:00:00.000Z",
    ...others,
  };
}
