import { checkJob, checkRun } from "./github-checks.ts";
import type { GitHubCall, GitHubFault, GitHubServer } from "./github-server.ts";

/** A run of dana/shop that is over: on main, or at the head of a pull request. */
export interface CheckedRun {
  id: number;
  /** When it was over: a UTC instant. */
  at: string;
  sha: string;
  pull?: number;
  jobs: readonly CheckedJob[];
}

/** A job with its log; a status where GitHub does not hand that over. Without one it passed. */
export interface CheckedJob {
  id: number;
  name: string;
  red?: string | number;
}

/** All that ever ran there, the newest last, and what the commits of main changed: patches by file, by commit. */
interface Checks {
  github: Pick<GitHubServer, "api">;
  runs: readonly CheckedRun[];
  files: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Answers all that is asked of these runs, as they are at the time. */
export function checksOf({ github: { api }, runs, files }: Checks) {
  return ({ path }: GitHubCall): GitHubFault | undefined => {
    const said = (body: unknown): GitHubFault => ({ status: 200, body });
    if (path.startsWith("/kept/")) return said(logOf(path.slice("/kept/".length)));
    const [, about = ""] = /^\/repos\/dana\/shop\/([^?]*)/.exec(path) ?? [];
    const [, kind, id, part] = /^(?:actions\/)?(\w[\w-]*)\/([^/]+)(?:\/(\w+))?$/.exec(about) ?? [];
    if (about === "actions/runs") return said({ workflow_runs: runs.map(runOf).toReversed() });
    if (kind === "workflows") return said({ workflow_runs: [] });
    if (kind === "check-runs") return said([]);
    if (kind === "runs" && part === "artifacts") return said({ artifacts: [] });
    if (kind === "runs" && part === "jobs") return said({ jobs: runs.filter((run) => String(run.id) === id).flatMap(jobsOf) });
    if (kind === "jobs") return handOver(id ?? "");
    if (kind === "compare") return said({ commits: between(...splitRange(id ?? "")) });
    if (kind === "commits") return said({ ...commitOf(id ?? ""), files: patchesOf(id ?? "") });
    return undefined;
  };

  function handOver(id: string): GitHubFault {
    const { red } = findJob(id) ?? {};
    // Asks for a longer pause than anybody waits for within a run.
    if (red === 429) return { status: red, headers: { "retry-after": "3600" } };
    return typeof red === "number" ? { status: red } : { status: 302, headers: { location: `${api}/kept/${id}` }, body: "" };
  }

  function logOf(id: string): string {
    const { red } = findJob(id) ?? {};
    const said = typeof red === "string" ? [red, "##[error]Process completed with exit code 1."] : ["Tests: 40 passed"];
    const lines = ["##[group]Run npm test", "##[endgroup]", "added 120 packages in 3s", ...said.flatMap((text) => text.split("\n"))];
    return lines.map((line) => `2026-11-17T08:05:00.1234567Z ${line}\n`).join("");
  }

  function findJob(id: string): CheckedJob | undefined {
    return runs.flatMap(({ jobs }) => jobs).find((job) => String(job.id) === id);
  }

  function patchesOf(sha: string) {
    return Object.entries(files[sha] ?? {}).map(([filename, patch]) => ({ filename, patch }));
  }

  /** The commits of main after one, up to another. */
  function between(good: string, bad: string) {
    const main = [...new Set(runs.flatMap(({ pull, sha }) => (pull === undefined ? sha : [])))];
    return main.slice(main.indexOf(good) + 1, main.indexOf(bad) + 1).map((sha) => commitOf(sha));
  }

  function commitOf(sha: string) {
    const main = [...new Set(runs.flatMap((run) => (run.pull === undefined ? run.sha : [])))];
    const before = main[main.indexOf(sha) - 1] ?? `before-${sha}`;
    const subject = `Change ${Object.keys(files[sha] ?? {}).join(" and ") || "nothing"}`;
    return {
      ...{ sha, author: { login: "ben" }, html_url: `https://github.com/dana/shop/commit/${sha}`, parents: [{ sha: before }] },
      commit: { message: subject, author: { name: "Ben" }, committer: { date: "2026-11-18T07:00:00Z" } },
    };
  }
}

function splitRange(range: string): [string, string] {
  const [good = "", bad = ""] = range.split("...");
  return [good, bad];
}

function isRed({ red }: CheckedJob): boolean {
  return red !== undefined;
}

function runOf({ id, at, sha, pull, jobs }: CheckedRun) {
  const branch = pull === undefined ? {} : { head_branch: `change-${pull}`, event: "pull_request", pull_requests: [{ number: pull }] };
  const times = { created_at: earlier(at, 10), updated_at: at };
  return checkRun(id, jobs.some(isRed) ? "failure" : "success", { ...branch, ...times, head_sha: sha });
}

function jobsOf({ at, jobs }: CheckedRun) {
  return jobs.map((job) =>
    checkJob(job.id, isRed(job) ? "failure" : "success", {
      ...{ name: job.name, started_at: earlier(at, 9), completed_at: at },
      html_url: `https://github.com/dana/shop/actions/runs/1/job/${job.id}`,
    }),
  );
}

function earlier(at: string, minutes: number): string {
  return new Date(Date.parse(at) - minutes * 60_000).toISOString();
}
