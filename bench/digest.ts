import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { compose } from "../src/analysis/compose.ts";
import { mergesIn } from "../src/analysis/digest/merges.ts";
import { createGitConnector } from "../src/connectors/git/index.ts";
import type { Item } from "../src/core/item.ts";
import { check } from "../src/verify/check.ts";
import { pullsOf } from "../test/analysis/digest/as-pulls.ts";
import { calendarOf, healthOf, people } from "../test/support/items.ts";
import { createMergedHistory } from "../test/support/merged-history.ts";
import { silentLogger } from "../test/support/silent-logger.ts";
import { CHIEF } from "./chief-args.ts";
import { median, timed, type Row } from "./figures.ts";
import { inTemporaryFolder } from "./temporary.ts";

const MERGES = 1_000;
const MOST_MS = 5_000;
const ROUNDS = 3;
const OWN = join(import.meta.dirname, "..");
const FIVE_WEEKS_MS = 35 * 24 * 60 * 60 * 1000;

/** The weekly digest of a generated history and of this one, whole runs; and the same history joined with as many pull requests. */
export async function measureDigest(): Promise<Row[]> {
  return inTemporaryFolder(async (folder) => {
    const now = new Date().toISOString();
    const { folder: generated } = await createMergedHistory(MERGES, now, join(folder, "shop"));
    return [
      await wholeRun(`weekly digest, ${MERGES.toLocaleString("en-US")} merges`, generated, folder),
      await wholeRun("weekly digest, this repository", OWN, folder),
      await joinedWithPulls(generated, now),
    ];
  });
}

/** From the command to its JSON, beside git's own account of the same branch. */
async function wholeRun(what: string, repository: string, folder: string): Promise<Row> {
  const workspace = workspaceOver(repository, folder);
  const run = (program: string, args: readonly string[]): Promise<number> =>
    timed(async () => {
      const state = join(folder, "state", String(Math.random()));
      mkdirSync(state, { recursive: true });
      execFileSync(program, args, { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, XDG_STATE_HOME: state } });
    });
  const [chief, bare]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    chief.push(await run(process.execPath, [...CHIEF, "run", "digest", "--dir", workspace, "--dry-run", "--json"]));
    bare.push(await run("git", ["-C", repository, "log", "--first-parent", "-m", "--since=5.weeks", "--numstat"]));
  }
  return toRow(what, median(chief), median(bare));
}

/** A workspace whose digest reads this repository alone, wherever it lies. */
function workspaceOver(repository: string, folder: string): string {
  const workspace = join(folder, "workspaces", basename(repository));
  mkdirSync(join(workspace, "automations"), { recursive: true });
  const reads = `reads:\n  - git: { paths: [${JSON.stringify(repository)}], weeks: 5 }\n`;
  writeFileSync(join(workspace, "automations/digest.md"), `---\nname: Digest\nreport: weekly_digest\n${reads}---\nGo through @Git.\n`);
  return workspace;
}

/** Reading, joining, composing and checking in one process; throws where a change is counted other than once. */
async function joinedWithPulls(root: string, now: string): Promise<Row> {
  const own = Number(execFileSync("git", ["-C", root, "rev-list", "--count", "--first-parent", "HEAD"], { encoding: "utf8" }));
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const ms = await timed(async () => {
      const changes = await changesOf(root, now);
      const items = [...changes, ...pullsOf(changes)];
      const merges = mergesIn(items).length;
      if (merges !== own) throw new Error(`expected ${own} changes, each counted once, got ${merges}`);
      digest(items, now);
    });
    rounds.push(ms);
  }
  return toRow(`the same with ${MERGES.toLocaleString("en-US")} pull requests, without the start`, median(rounds));
}

async function changesOf(root: string, now: string): Promise<readonly Item[]> {
  const connector = createGitConnector();
  const fetched = await connector.fetch({
    options: connector.schema.parse({ weeks: 5 }),
    root,
    timezone: "UTC",
    window: { from: new Date(Date.parse(now) - FIVE_WEEKS_MS).toISOString(), to: now },
    cursor: undefined,
    picture: [],
    signal: new AbortController().signal,
    logger: silentLogger,
    progress: () => undefined,
  });
  return fetched.items;
}

function digest(items: readonly Item[], asOf: string): void {
  const calendar = calendarOf();
  const sources = [healthOf("git", asOf), healthOf("github", asOf)];
  const known = { judged: [], unchecked: [], bullets: [], gone: [], changes: [], sources, items, calendar, people };
  const automation = { id: "digest", name: "Digest", timezone: "UTC", report: "weekly_digest" } as const;
  const briefing = compose({ automation, run: "manual:digest:1", asOf, aliases: {}, ...known });
  const [wrong] = check(briefing, { ...known, mostWords: 400 });
  if (wrong !== undefined) throw new Error(`expected every line to hold, got: ${wrong.message}`);
}

function toRow(what: string, chief: number, bare?: number): Row {
  const show = (ms: number): string => `${(ms / 1_000).toFixed(2)} s`;
  const beside = bare === undefined ? { bare: "" } : { bare: show(bare), ratio: chief / bare };
  return { what, chief: show(chief), ...beside, wanted: `at most ${MOST_MS / 1_000} s`, met: chief <= MOST_MS };
}
