import type { Git } from "./git.ts";
import { REVISIONS_FROM_INPUT } from "./graph.ts";
import { toInstant, toSeconds } from "./instant.ts";
import type { Ref } from "./refs.ts";

const MOST_COMMITS = 50_000;

/**
 * The refs as they stood at an instant, as far as commits tell: a tip that is newer goes back to its first ancestor that is not,
 * and a branch or tag without one is left out.
 */
export async function refsAsOf(git: Git, refs: readonly Ref[], asOf: string): Promise<Ref[]> {
  const newer = refs.filter((ref) => ref.committedAt > asOf);
  const older = refs.filter((ref) => ref.committedAt <= asOf && !(ref.kind === "tag" && ref.createdAt > asOf));
  if (newer.length === 0) return older;
  const firstParents = await readNewer(git, newer, asOf);
  const moved = newer.flatMap((ref) => {
    const sha = ref.kind === "tag" ? undefined : stepBack(ref.sha, firstParents);
    return sha === undefined ? [] : [{ ref, sha }];
  });
  const details = await readDetails(git, [...new Set(moved.map(({ sha }) => sha))]);
  return [...older, ...moved.flatMap(({ ref, sha }) => toEarlier(ref, details.get(sha)))];
}

/** The first parents of all commits after the instant; a commit that is not among the keys is from before. */
async function readNewer(git: Git, refs: readonly Ref[], asOf: string): Promise<ReadonlyMap<string, string | undefined>> {
  const firstParents = new Map<string, string | undefined>();
  await git.ask({
    args: ["rev-list", ...REVISIONS_FROM_INPUT, "--parents", `--since=@${toSeconds(asOf) + 1}`, `--max-count=${MOST_COMMITS}`],
    input: refs.map((ref) => `${ref.sha}\n`).join(""),
    onRecord(line) {
      const [sha = "", parent] = line.split(" ");
      firstParents.set(sha, parent);
    },
  });
  return firstParents;
}

function stepBack(tip: string, firstParents: ReadonlyMap<string, string | undefined>): string | undefined {
  let sha: string | undefined = tip;
  while (sha !== undefined && firstParents.has(sha)) sha = firstParents.get(sha);
  return sha;
}

type Details = Pick<Ref, "sha" | "committedAt" | "author" | "subject">;

async function readDetails(git: Git, shas: readonly string[]): Promise<ReadonlyMap<string, Details>> {
  const details = new Map<string, Details>();
  if (shas.length === 0) return details;
  await git.ask({
    args: ["log", ...REVISIONS_FROM_INPUT, "--no-walk=unsorted", "-z", "--format=%H%x1f%ct%x1f%an%x1f%ae%x1f%s"],
    input: shas.map((sha) => `${sha}\n`).join(""),
    separator: "\0",
    onRecord(record) {
      const [sha = "", seconds = "", name = "", email = "", ...subject] = record.split("\u001F");
      details.set(sha, { sha, committedAt: toInstant(seconds), author: { name, email }, subject: subject.join(" ") });
    },
  });
  return details;
}

function toEarlier(ref: Ref, details: Details | undefined): Ref[] {
  return details === undefined ? [] : [{ ...ref, ...details, createdAt: details.committedAt }];
}
