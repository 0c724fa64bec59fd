import type { Item } from "../../core/item.ts";
import { ciChangesIn } from "../../core/kinds/ci-change.ts";
import { countOf } from "../../lib/text.ts";
import type { Ask } from "./ask.ts";
import { commitSchema, toChangeItem } from "./ci-change-item.ts";
import type { CiRead } from "./ci-runs.ts";
import type { Turn } from "./ci-turns.ts";
import { oddPart } from "./failure.ts";
import { readList } from "./read-list.ts";

/** Of one turn to red. */
const MOST_COMMITS = 50;
/** Read in one fetch. */
const MOST_READ = 100;
/** GitHub compares up to so many in one go: https://docs.github.com/rest/commits/commits#compare-two-commits */
const MOST_COMPARED = 250;

/** What the changes of a repository are read with. */
interface ChangeWish {
  repository: string;
  picture: readonly Item[];
}

interface Reading {
  ask: Ask;
  repository: string;
  /** Changes from the fetch before, by their hashes. */
  known: ReadonlyMap<string, Commit & { item: Item }>;
  read: CiRead;
  count: { read: number; isShort: boolean };
}

interface Commit {
  sha: string;
  parent: string | null;
}

/**
 * The commits of the main line between the last that passed and the first that failed, with what they changed. Each is read once; what is left
 * comes with the next fetch.
 */
export async function readChanges(ask: Ask, turns: readonly Turn[], { repository, picture }: ChangeWish): Promise<CiRead> {
  const own = ciChangesIn(picture).filter((change) => change.repository === repository);
  const read: CiRead = { items: [], failures: [], notes: [] };
  const known = new Map(own.map((change) => [change.sha, change]));
  const reading: Reading = { ask, repository, known, read, count: { read: 0, isShort: false } };
  const items: Item[] = [];
  for (const turn of turns) {
    items.push(...(known.has(turn.bad) ? lineTo(turn, known).map(({ item }) => item) : await readTurn(turn, reading)));
    if (read.failures.length > 0) break;
  }
  if (reading.count.isShort) read.notes.push(`Leaves some changes of ${repository} before failures to the next run, so as to end in time.`);
  read.items = [...new Map(items.map((item) => [item.id, item])).values()];
  return read;
}

/** The commits of the main line that lead from the good to the bad one, the oldest first. */
function lineTo<Own extends Commit>({ good, bad }: Turn, commits: ReadonlyMap<string, Own>): Own[] {
  const line: Own[] = [];
  for (let commit = commits.get(bad); commit && commit.sha !== good; commit = commits.get(commit.parent ?? "")) line.unshift(commit);
  return line.slice(-MOST_COMMITS);
}

/** The last of the line is read last: where it is known, the others are. */
async function readTurn(turn: Turn, reading: Reading): Promise<Item[]> {
  const { known, count } = reading;
  if (count.read >= MOST_READ) count.isShort = true;
  const items: Item[] = [];
  for (const { sha } of count.isShort ? [] : await compare(turn, reading)) {
    count.isShort = !known.has(sha) && count.read >= MOST_READ;
    const item = count.isShort ? undefined : (known.get(sha)?.item ?? (await readCommit(sha, turn, reading)));
    if (item === undefined) break;
    items.push(item);
  }
  return items;
}

async function compare(turn: Turn, { ask, repository, read }: Reading): Promise<Commit[]> {
  const path = `/repos/${repository}/compare/${turn.good}...${turn.bad}`;
  const wanted = { what: `changes of ${repository}`, path, row: commitSchema, under: "commits", max: MOST_COMPARED };
  const { rows, failures } = await readList(ask, wanted);
  read.failures.push(...failures);
  const line = lineTo(turn, new Map(rows.map(({ sha, parents }) => [sha, { sha, parent: parents[0]?.sha ?? null }])));
  if (rows.length > MOST_COMMITS && line[0]?.parent !== turn.good) {
    const between = `${turn.good.slice(0, 7)} and ${turn.bad.slice(0, 7)}`;
    read.notes.push(`Read ${countOf(line.length, "change")} of those between ${between} of ${repository}: there are too many to read all.`);
  }
  return line;
}

async function readCommit(sha: string, { branch }: Turn, { ask, repository, read, count }: Reading): Promise<Item | undefined> {
  count.read += 1;
  const what = `changes of ${repository}`;
  const answer = await ask.page(what, `/repos/${repository}/commits/${sha}`);
  const commit = answer.ok ? commitSchema.safeParse(answer.value?.data).data : undefined;
  if (!commit) read.failures.push(answer.ok ? oddPart(what) : answer.failure);
  return commit && toChangeItem(commit, repository, branch);
}
