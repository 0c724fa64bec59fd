import { join } from "node:path";
import { createLargeRepository, runGit } from "../test/support/repository.ts";
import { CHIEF } from "./chief-args.ts";
import { median, type Row } from "./figures.ts";
import { treeMegabytes } from "./memory.ts";
import { inTemporaryFolder } from "./temporary.ts";
import { usage, type Usage } from "./usage.ts";

const SIZE = { commits: 50_000, branches: 200, files: 3_000 };
const MOST_MS = 3_000;
const MOST_MEGABYTES = 300;
const ROUNDS = 3;

/** A whole briefing about a large repository, from the command to its JSON: the first, and the ones after another commit each. */
export async function measureBriefing(): Promise<Row[]> {
  return inTemporaryFolder(async (folder) => {
    const repository = join(folder, "large");
    await createLargeRepository(repository, new Date().toISOString(), SIZE);
    const env = { ...process.env, XDG_STATE_HOME: join(folder, "state") };
    const chief = (): Promise<Usage> =>
      usage([process.execPath, ...CHIEF, "run", "what-changed", "--dir", repository, "--json"], env, treeMegabytes);
    // The same week, read by git alone.
    const git = (): Promise<Usage> => usage(["git", "-C", repository, "log", "--all", "--since=1.week", "--numstat"], env, treeMegabytes);
    const [first, firstGit] = [await chief(), await git()];
    const [later, laterGit]: [Usage[], Usage[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      await runGit(repository, ["commit", "--allow-empty", "--message", `Change ${round}`], [], new Date().toISOString());
      later.push(await chief());
      laterGit.push(await git());
    }
    const next = middle(later);
    return [
      toRow("first briefing, 50,000 commits", first, firstGit),
      { ...toRow("next briefing, 50,000 commits", next, middle(laterGit)), ...judge(next) },
    ];
  });
}

function middle(usages: readonly Usage[]): Usage {
  return { ms: median(usages.map(({ ms }) => ms)), megabytes: median(usages.map(({ megabytes }) => megabytes)) };
}

function toRow(what: string, chief: Usage, bare: Usage): Row {
  return { what, chief: show(chief), bare: show(bare), ratio: chief.ms / bare.ms };
}

function judge({ ms, megabytes }: Usage): Pick<Row, "wanted" | "met"> {
  return { wanted: `at most ${MOST_MS / 1_000} s, ${MOST_MEGABYTES} MB`, met: ms <= MOST_MS && megabytes <= MOST_MEGABYTES };
}

/** Without the memory where it was gone before the first sample. */
function show({ ms, megabytes }: Usage): string {
  const seconds = `${(ms / 1_000).toFixed(2)} s`;
  return megabytes < 1 ? seconds : `${seconds}, ${megabytes.toFixed(0)} MB`;
}
