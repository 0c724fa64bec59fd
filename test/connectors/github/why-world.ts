import { after, beforeEach } from "node:test";
import type { Window } from "../../../src/core/item.ts";
import type { Fetched, Shelf } from "../../../src/core/ports/outside.ts";
import { checkJob, checkRun, keep, plant } from "../../support/github-checks.ts";
import { graphPull } from "../../support/github-graph.ts";
import { startWorld } from "./world.ts";

/** A fetch of nine o'clock, and the next one of an hour later, which looks back a little further than that. */
const FIRST = { from: "2026-11-18T08:00:00.000Z", to: "2026-11-18T09:00:00.000Z" };
export const NEXT = { from: "2026-11-18T08:50:00.000Z", to: "2026-11-18T10:00:00.000Z" };
/** A definition that asks why checks failed. */
export const WHY = { repositories: ["dana/shop"], include: ["checks"], failures: true };

/** A GitHub that each test fills anew. */
export const world = await startWorld();
const { github } = world;
after(() => world.close());
/** What the connector keeps on its shelf. */
export const kept = new Map<string, string>();
const shelf: Shelf = {
  find: async (name) => kept.get(name),
  keep: async (name, text) => void kept.set(name, text),
};
beforeEach(() => {
  kept.clear();
  github.calls.length = 0;
  github.graph.pulls = [graphPull(11)];
});

/** What a fetch brings, with what of dana/shop it asked for. */
export async function fetchWhy(window: Window = FIRST, before?: Fetched): Promise<Fetched & { calls: string[] }> {
  github.calls.length = 0;
  const left = before && { cursor: structuredClone(before.cursor), picture: before.items };
  const fetched = await world.fetch(WHY, { window, shelf, ...left });
  const paths = github.calls.map(({ path }) => /^\/repos\/dana\/shop\/([^?]*)/.exec(path)?.[1] ?? "");
  return { ...fetched, calls: paths.filter((path) => path !== "") };
}

/** The log of a step, as GitHub stamps its lines. */
export function logOf(...lines: readonly string[]): string {
  return ["##[group]Run npm test", "##[endgroup]", ...lines].map((line) => `2026-11-17T08:05:00.1234567Z ${line}\n`).join("");
}

const GREEN = logOf("added 120 packages in 3s", "error handling: ok", "Tests: 40 passed");
/** The log of a job that failed. */
export const RED = logOf(
  ...["added 121 packages in 4s", "error handling: ok", "TypeError: Cannot read properties of undefined (reading 'cents')"],
  ...["    at parsePrice (src/pricing.ts:88:12)", "##[error]Process completed with exit code 1."],
);

/** A green run, and a red one a minute later; the answers to all that is asked of them. */
export function plantRed(changes: Readonly<Record<string, unknown>> = {}): void {
  plant(github, {
    "actions/runs": { workflow_runs: [checkRun(2, "failure", { created_at: "2026-11-17T08:01:00Z" }), checkRun(1, "success")] },
    "actions/runs/2/jobs": { jobs: [checkJob(20, "failure")] },
    "actions/runs/1/jobs": { jobs: [checkJob(10, "success")] },
    "actions/runs/2/artifacts": { artifacts: [] },
    "check-runs/20/annotations": [],
    "compare/c1...c2": { commits: [commitOf("c2", "c1")] },
    ...changes,
  });
  keep(github, { "jobs/20/logs": RED, "jobs/10/logs": GREEN });
  answerCommits();
}

/** A commit of Sam's as https://docs.github.com/rest/commits/commits has it. */
export function commitOf(sha: string, ...parents: readonly string[]) {
  const commit = { message: `Change ${sha}`, author: { name: "Sam" }, committer: { date: "2026-11-17T07:00:00Z" } };
  return {
    sha,
    commit,
    author: { login: "sam" },
    html_url: `https://github.com/c/${sha}`,
    parents: parents.map((parent) => ({ sha: parent })),
  };
}

function answerCommits(files: readonly unknown[] = []): void {
  const { faultOf } = github;
  github.faultOf = (call) => {
    const sha = /^\/repos\/dana\/shop\/commits\/(\w+)$/.exec(call.path)?.[1];
    return sha === undefined ? faultOf(call) : { status: 200, body: { ...commitOf(sha, `before-${sha}`), files } };
  };
}
