import { groupInSteps } from "../../analysis/ci/group/group.ts";
import type { Grouped } from "../../analysis/ci/group/types.ts";
import { readRuns } from "../../connectors/files/logs/read-runs.ts";
import { mainBranchOf, type FoundRun, type Remark } from "../../connectors/files/logs/to-runs.ts";
import { instantOf, systemClock } from "../../lib/clock.ts";
import { stepByStep } from "../../lib/in-turns.ts";
import { EXIT } from "../exit.ts";
import { usageError, type Options } from "../options.ts";
import { printJson, wrapped } from "../print.ts";
import type { Session } from "../session.ts";
import { readHistory, writeHistory } from "./cause-history.ts";
import { clearFailures } from "./clear-failures.ts";
import { findRuns } from "./find-runs.ts";
import { groupInWords, groupToJson } from "./group-words.ts";
import { PIPED, PIPED_NAME, withPipedIn } from "./piped-in.ts";
import { readCommits, type ReadCommits } from "./read-commits.ts";

/** Whoever has so much to read may wait so long. */
const READING_MS = 3_600_000;

/** Prints which causes the failures of some runs have. What `--history` names is the only thing that is written. */
export async function runGroup(session: Session, paths: readonly string[], options: Options): Promise<number> {
  const { absolute, surroundings } = session;
  if (!paths.includes(PIPED)) return group(session, paths, options, absolute);
  return withPipedIn(surroundings.stdin, (piped) => group(session, paths, options, (path) => (path === PIPED ? piped : absolute(path))));
}

type Absolute = (path: string) => string;

async function group(session: Session, paths: readonly string[], options: Options, absolute: Absolute): Promise<number> {
  const odd: Remark[] = [];
  const found = await findAll(paths, absolute, odd);
  const greens = await findAll(options.list("green"), absolute, odd);
  const { read, remarks, broken } = await readRuns(found, greens, AbortSignal.timeout(READING_MS));
  const [unread] = broken;
  if (unread) throw unread.error;
  const [failures, runs] = [await clearFailures(read.flatMap((run) => run.failures)), read.map(({ run }) => run)];
  const folder = options.text("history");
  const { good, commits } = await commitsOf(options, absolute);
  const named = runs.map((run) => ({ ...run, sha: fullSha(run.sha, good, commits) }));
  const steps = groupInSteps({
    failures: failures.map((failure) => (failure.sha === undefined ? failure : { ...failure, sha: fullSha(failure.sha, good, commits) })),
    runs: named,
    commits,
    good,
    defaultBranch: mainBranchOf(named.map(({ branch }) => branch)),
    history: folder === undefined ? { causes: [] } : await readHistory(absolute(folder)),
    now: latestOf(runs.map(({ at }) => at)) ?? instantOf(systemClock),
  });
  const grouped = await stepByStep(steps);
  if (folder !== undefined) writeHistory(absolute(folder), grouped.history);
  await tell(session, grouped, [...remarks, ...odd], options);
  return EXIT.ok;
}

async function tell(session: Session, grouped: Grouped, remarks: readonly Remark[], options: Options): Promise<void> {
  const withReasons = options.flag("why");
  if (session.json) {
    printJson(session, { ...(await groupToJson(grouped, withReasons)), remarks });
    return;
  }
  const words = groupInWords(grouped, { remarks, withReasons, isRemembered: options.text("history") !== undefined });
  session.print(wrapped(words, session.tableWidth));
}

/** Each file once, however often it is named. */
async function findAll(paths: readonly string[], absolute: Absolute, odd: Remark[]): Promise<FoundRun[]> {
  const seen = new Set<string>();
  const all: FoundRun[] = [];
  for (const path of paths) {
    for (const run of await findRuns(absolute(path), path === PIPED ? PIPED_NAME : path, odd)) {
      const files = run.files.filter((file) => !seen.has(file.path));
      for (const file of files) seen.add(file.path);
      if (files.length > 0) all.push({ ...run, files });
    }
  }
  return all;
}

async function commitsOf(options: Options, absolute: Absolute): Promise<ReadCommits> {
  const [repo, good, bad] = [options.text("repo"), options.text("good"), options.text("bad")];
  if (repo !== undefined) return readCommits(absolute(repo), good, bad);
  if (good !== undefined || bad !== undefined) throw usageError("expected --repo beside --good and --bad, got none", "Try --repo . too.");
  return { good: null, commits: [] };
}

/** A shortened hash is the one commit that begins with it. */
function fullSha(sha: string, good: string | null, commits: ReadCommits["commits"]): string {
  if (sha === "") return sha;
  const like = [...(good === null ? [] : [good]), ...commits.map((commit) => commit.sha)].filter((each) => each.startsWith(sha));
  return like.length === 1 ? (like[0] ?? sha) : sha;
}

function latestOf(times: readonly string[]): string | undefined {
  return times
    .filter((at) => at !== "")
    .toSorted()
    .at(-1);
}
