import type { Git } from "./git.ts";
import { reachable, readGraph, type Graph } from "./graph.ts";
import type { Ref } from "./refs.ts";

const MOST_COMMITS = 10_000;
/** Someone else's work that was fetched to be looked at has no name here, yet its remote has it. */
const FETCHED = "FETCH_HEAD";

/** The commits that only detached HEADs lead to: git clears them away once nobody is there any more. */
export async function readAdrift(git: Git, heads: readonly string[], refs: readonly Ref[]): Promise<Graph> {
  const { graph } = await readGraph(git, heads, [...new Set(refs.map((ref) => ref.sha)), FETCHED], MOST_COMMITS);
  return graph;
}

/** What of it one HEAD leads to; nothing where there is none. */
export function summariseAdrift(graph: Graph, head: string): { adrift?: number; oldestAdriftAt?: string } {
  const times = [...reachable(graph, head)].flatMap((sha) => graph.get(sha)?.at ?? []).toSorted();
  return times[0] === undefined ? {} : { adrift: times.length, oldestAdriftAt: times[0] };
}
