import type { Git } from "./git.ts";
import { toInstant } from "./instant.ts";

/** Git passes over revisions that it lacks only where it is told so before it reads them. */
export const REVISIONS_FROM_INPUT = ["--ignore-missing", "--stdin"] as const;

/** Commits with their parents, by hash. */
export type Graph = ReadonlyMap<string, { parents: readonly string[]; at: string }>;

/** The commits that are reachable from some tips and not from others, without their contents. */
export interface Walk {
  graph: Graph;
  /** True where there were more than the cap, so that counts are lower bounds. */
  isCut: boolean;
}

/** Reads the commits reachable from `tips` and not from `known`; commits that the repository lacks are passed over. */
export async function readGraph(git: Git, tips: readonly string[], known: readonly string[], most: number): Promise<Walk> {
  const graph = new Map<string, { parents: string[]; at: string }>();
  if (tips.length === 0) return { graph, isCut: false };
  await git.ask({
    args: ["rev-list", ...REVISIONS_FROM_INPUT, "--parents", "--timestamp", `--max-count=${most + 1}`],
    input: revisions(tips, known),
    onRecord(line) {
      const [seconds = "", sha = "", ...parents] = line.split(" ");
      graph.set(sha, { parents, at: toInstant(seconds) });
    },
  });
  return { graph, isCut: graph.size > most };
}

/** The commits of a graph that can be reached from a tip, the tip included. */
export function reachable(graph: ReadonlyMap<string, { parents: readonly string[] }>, tip: string): Set<string> {
  const reached = new Set<string>();
  const next = [tip];
  for (let sha = next.pop(); sha !== undefined; sha = next.pop()) {
    const commit = reached.has(sha) ? undefined : graph.get(sha);
    if (commit === undefined) continue;
    reached.add(sha);
    next.push(...commit.parents);
  }
  return reached;
}

/** Input of `--stdin`: what to walk from, and what to leave out with all that lies behind it. */
export function revisions(tips: readonly string[], known: readonly string[]): string {
  return [...tips, ...known.map((sha) => `^${sha}`)].map((line) => `${line}\n`).join("");
}
