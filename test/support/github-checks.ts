import type { GitHubServer } from "./github-server.ts";

type Changes = Readonly<Record<string, unknown>>;

/** A run of dana/shop as https://docs.github.com/rest/actions/workflow-runs has it: pushed to the default branch and over. */
export function checkRun(id: number, conclusion: string, changes: Changes = {}) {
  return {
    ...{ id, name: "test", workflow_id: 1, head_branch: "main", head_sha: `c${id}`, event: "push", status: "completed", conclusion },
    ...{ created_at: "2026-11-17T08:00:00Z", updated_at: "2026-11-17T08:10:00Z", run_attempt: 1, actor: { login: "sam" } },
    ...changes,
  };
}

/** A job of two steps as https://docs.github.com/rest/actions/workflow-jobs has it. */
export function checkJob(id: number, conclusion: string, changes: Changes = {}) {
  return {
    ...{ id, name: "unit", status: "completed", conclusion, run_attempt: 1, html_url: `https://github.com/job/${id}` },
    ...{ started_at: "2026-11-17T08:01:00Z", completed_at: "2026-11-17T08:09:00Z" },
    steps: [
      { name: "Set up", number: 1, conclusion: "success" },
      { name: "Run tests", number: 2, conclusion },
    ],
    ...changes,
  };
}

/** Answers about dana/shop, each by the end of its path. */
export function plant(github: GitHubServer, answers: Changes): void {
  github.faultOf = ({ path }) => {
    const body = Object.entries(answers).find(([end]) => path.startsWith(`/repos/dana/shop/${end}?`))?.[1];
    return body === undefined ? undefined : { status: 200, body };
  };
}

/**
 * What GitHub keeps of runs of dana/shop, by the end of its path, such as `jobs/20/logs`: each behind an address of its own, or no more where
 * it is null. Other calls are answered as before.
 */
export function keep(github: GitHubServer, kept: Readonly<Record<string, string | Uint8Array | null>>): void {
  const { faultOf, api } = github;
  github.faultOf = (call) => {
    const [, place, name = ""] = /^\/(kept|repos\/dana\/shop\/actions)\/(.*)$/.exec(call.path) ?? [];
    const body = kept[name];
    if (body === undefined) return faultOf(call);
    if (body === null) return { status: 410 };
    return place === "kept" ? { status: 200, body } : { status: 302, headers: { location: `${api}/kept/${name}` }, body: "" };
  };
}
