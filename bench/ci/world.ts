import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import type { Executor, Outcome, Surroundings } from "./execute.ts";
import { BREAKS, FLAKES, OUTAGES, plant, type Break, type Fault, type Flake } from "./faults.ts";
import { saveTruth, type FaultTruth } from "./labelled.ts";
import { PROJECT, type Files } from "./project.ts";

const COMMITS = 12;
/** One commit of so many is not built. */
const SKIPPED = 6;
const START = Date.parse("2026-11-02T08:00:00Z");
const HOUR = 3_600_000;

/** Numbers that are the same for the same seed (mulberry32). */
export function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

interface Planned {
  readonly fault: Fault;
  /** Commits, from 1, at which it is there: a break stays until the last, others come and go. */
  readonly at: readonly number[];
}

/** The tests that a break makes fail, and `typecheck` where its types do too. */
export type Broken = (fault: Break) => Promise<ReadonlySet<string>>;

/** Finds by trying which tests each break makes fail, once. */
export function tryBreaks(executor: Executor): Broken {
  const known = new Map<string, Promise<ReadonlySet<string>>>();
  const attempt = async (fault: Break): Promise<ReadonlySet<string>> => {
    const files = plant(PROJECT, fault);
    const [tests, types] = [await executor.test(files, {}), await executor.typecheck(files)];
    if (tests.passed && types.passed) throw new Error(`expected ${fault.name} to break something`);
    return new Set([...(tests.passed ? [] : failedTests(tests.report ?? "")), ...(types.passed ? [] : ["typecheck"])]);
  };
  return (fault) => {
    const tests = known.get(fault.name) ?? attempt(fault);
    known.set(fault.name, tests);
    return tests;
  };
}

/** Makes a history of commits with one to four faults in it, and runs the jobs of each. */
export async function makeWorld(folder: string, seed: number, executor: Executor, broken: Broken): Promise<void> {
  const next = numbersFrom(seed);
  const plan = await planFaults(next, broken);
  const repo = join(folder, "repo");
  const runs = join(folder, "runs");
  const good = startRepository(repo);
  let files: Files = PROJECT;
  const culprits = new Map<string, string>();
  const firsts = new Map<string, string>();
  const owners = new Map<string, string>();
  // Not every commit is built.
  const skipped = new Set(Array.from({ length: COMMITS - 1 }, (_, index) => index + 1).filter(() => next(SKIPPED) === 0));
  for (let commit = 1; commit <= COMMITS; commit += 1) {
    const comes = plan.find(({ fault, at }) => fault.kind === "break" && at[0] === commit)?.fault;
    files = comes?.kind === "break" ? plant(files, comes) : distract(files, commit, next);
    const sha = commitAll(repo, files, comes?.kind === "break" ? comes.subject : "Go on", START + commit * HOUR);
    if (comes) culprits.set(comes.name, sha);
    if (skipped.has(commit) && commit < COMMITS) continue;
    const here = plan.filter(({ at }) => at.includes(commit)).map(({ fault }) => fault);
    const ownerOf = new Map<string, string>();
    for (const fault of here) for (const test of await testsOf(fault, broken)) ownerOf.set(test, fault.name);
    await runJobs({ runs, sha, commit, files, here, executor, ownerOf, owners, firsts });
  }
  const truths = plan
    .filter(({ fault }) => firsts.has(fault.name))
    .map(
      ({ fault }) =>
        ({
          fault: fault.name,
          class: fault.kind === "break" ? "BROKEN" : fault.kind === "flake" ? "FLAKY" : "INFRA",
          culprit: culprits.get(fault.name) ?? null,
          firstBad: fault.kind === "break" ? (firsts.get(fault.name) ?? null) : null,
        }) satisfies FaultTruth,
    );
  saveTruth(folder, { good, faults: truths, failures: Object.fromEntries(owners) });
}

/** One to four faults, no two of which make the same test fail, the later ones later. */
async function planFaults(next: (below: number) => number, broken: Broken): Promise<Planned[]> {
  const wanted = 1 + next(4);
  const all: Fault[] = [...BREAKS, ...FLAKES, ...OUTAGES];
  const plan: Planned[] = [];
  const taken = new Set<string>();
  const days = new Set<number>();
  while (plan.length < wanted) {
    const fault = all[next(all.length)];
    if (!fault || plan.some((each) => each.fault.name === fault.name)) continue;
    const tests = await testsOf(fault, broken);
    if (tests.some((test) => taken.has(test))) continue;
    for (const test of tests) taken.add(test);
    const start = 2 + next(COMMITS - 4);
    if (fault.kind === "break" && days.has(start)) continue;
    days.add(start);
    plan.push({ fault, at: daysOf(fault, start, next) });
  }
  return plan;
}

async function testsOf(fault: Fault, broken: Broken): Promise<readonly string[]> {
  if (fault.kind === "break") return [...(await broken(fault))];
  return fault.kind === "flake" ? [fault.test] : [];
}

function daysOf(fault: Fault, start: number, next: (below: number) => number): number[] {
  if (fault.kind === "break") return Array.from({ length: COMMITS - start + 1 }, (_, index) => start + index);
  if (fault.kind === "outage") return [start, ...(next(2) === 0 ? [start + 1] : [])];
  return [...new Set([start, 1 + next(COMMITS), 1 + next(COMMITS)])].toSorted((a, b) => a - b);
}

/** What has nothing to do with any fault. */
function distract(files: Files, commit: number, next: (below: number) => number): Files {
  const text = `Note ${commit}.\n`;
  const module = `export const note${commit} = ${commit};\n`;
  const [path, added] = (
    [
      ["readme.md", text],
      ["docs/notes.md", text],
      ["packages/text/src/notes.ts", module],
      ["packages/cart/src/notes.ts", module],
      ["packages/price/readme.md", text],
      ["packages/server/src/registry.ts", `// Note ${commit}.\n`],
      ["packages/report/src/render.ts", `// Note ${commit}.\n`],
    ] as const
  )[next(7)] ?? ["readme.md", text];
  return { ...files, [path]: (files[path] ?? "") + added };
}

interface Jobs {
  readonly runs: string;
  readonly sha: string;
  readonly commit: number;
  readonly files: Files;
  readonly here: readonly Fault[];
  readonly executor: Executor;
  readonly ownerOf: ReadonlyMap<string, string>;
  readonly owners: Map<string, string>;
  readonly firsts: Map<string, string>;
}

async function runJobs(jobs: Jobs): Promise<void> {
  const { commit, files, here, executor, ownerOf } = jobs;
  const outage = here.find((fault) => fault.kind === "outage");
  const flakes = here.filter((fault) => fault.kind === "flake");
  const at = START + commit * HOUR + 600_000;
  if (outage?.kind === "outage") {
    const lost: Outcome = { passed: false, log: outage.log, report: null };
    keep(jobs, { job: "test", attempt: 1, at }, lost, () => outage.name);
    if (outage.isWide) keep(jobs, { job: "typecheck", attempt: 1, at: at + 30_000 }, lost, () => outage.name);
  }
  const isAgain = outage !== undefined;
  const types = ownerOf.has("typecheck")
    ? await executor.typecheck(files)
    : { passed: true, log: ["##[group]Run npx tsc", "npx tsc", "##[endgroup]"], report: null };
  const typeAttempt = isAgain && outage.kind === "outage" && outage.isWide ? 2 : 1;
  keep(jobs, { job: "typecheck", attempt: typeAttempt, at: at + 60_000 }, types, (test) => ownerOf.get(test) ?? null);
  const flaky = flakes.length === 0 || isAgain ? null : await withSurroundings(flakes, (around) => executor.test(files, around));
  if (flaky) keep(jobs, { job: "test", attempt: 1, at }, flaky, (test) => ownerOf.get(test) ?? null);
  // Whether a red build is run again is up to people: two of three times they do.
  if (flaky && commit % 3 === 0) return;
  const calm = await executor.test(files, {});
  keep(jobs, { job: "test", attempt: isAgain || flaky ? 2 : 1, at: at + 120_000 }, calm, (test) => ownerOf.get(test) ?? null);
}

async function withSurroundings(flakes: readonly Flake[], run: (around: Surroundings) => Promise<Outcome>): Promise<Outcome> {
  const has = (by: Flake["by"]): boolean => flakes.some((flake) => flake.by === by);
  const around = { ...(has("slow") && { isSlow: true }), ...(has("order") && { isShuffled: true }) };
  if (!has("port")) return run(around);
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  try {
    return await run({ ...around, port: typeof address === "object" && address !== null ? address.port : 0 });
  } finally {
    await new Promise((done) => server.close(done));
  }
}

/** Writes what a run leaves behind, and notes whose fault each failure is. */
function keep(
  { runs, sha, commit, owners, firsts }: Jobs,
  { job, attempt, at }: { job: string; attempt: number; at: number },
  { passed, log, report }: Outcome,
  faultOf: (test: string) => string | null,
): void {
  const name = `${String(commit).padStart(2, "0")}-${job}-${attempt}`;
  const folder = join(runs, name);
  mkdirSync(folder, { recursive: true });
  const words = { job, branch: "main", sha, at: new Date(at).toISOString(), attempt, conclusion: passed ? "success" : "failure" };
  writeFileSync(join(folder, "run.json"), JSON.stringify(words));
  const stamp = (index: number): string => `${new Date(at + index * 137).toISOString().slice(0, -1)}0000Z`;
  writeFileSync(join(folder, `${job}.log`), log.map((line, index) => `${stamp(index)} ${line}\n`).join(""));
  if (report !== null) writeFileSync(join(folder, "junit.xml"), report);
  if (passed) return;
  const tests = report === null ? [""] : failedTests(report);
  for (const test of tests) {
    const fault = faultOf(test === "" ? "typecheck" : test);
    if (fault === null) throw new Error(`expected the failure of ${test || job} at commit ${commit} to be planted`);
    owners.set(`runs/${name} ${test}`, fault);
    if (!firsts.has(fault)) firsts.set(fault, sha);
  }
}

function failedTests(report: string): string[] {
  return [...report.matchAll(/<testcase name="([^"]*)"[^>]*>\s*<failure/g)].map(([, name = ""]) => name);
}

const GIT = ["-c", "user.name=Ana", "-c", "user.email=ana@example.com", "-c", "commit.gpgsign=false"];

function git(repo: string, args: readonly string[], at: number): string {
  const date = new Date(at).toISOString();
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date, GIT_CONFIG_GLOBAL: "/dev/null" };
  return execFileSync("git", ["-C", repo, ...GIT, ...args], { encoding: "utf8", env }).trim();
}

function startRepository(repo: string): string {
  mkdirSync(repo, { recursive: true });
  git(repo, ["init", "-q", "-b", "main"], START);
  return commitAll(repo, PROJECT, "Begin", START);
}

function commitAll(repo: string, files: Files, subject: string, at: number): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(repo, path)), { recursive: true });
    writeFileSync(join(repo, path), content);
  }
  git(repo, ["add", "-A"], at);
  git(repo, ["commit", "-q", "-m", subject], at);
  return git(repo, ["rev-parse", "HEAD"], at);
}
