import type { Item } from "../../core/item.ts";

/** What a first word, or the type of a conventional commit, says about how much a reader wants to know. */
const WEIGHTS: readonly (readonly [RegExp, number])[] = [
  [/^\w+(?:\([^)]*\))?!:|\bbreaking\b/i, 5],
  [/^(?:feat|add|introduce|implement|support|allow|launch|new)\b/i, 4],
  [/^(?:revert|security|hot-?fix)\b/i, 3],
  [/^(?:fix|perf|speed up|remove|drop|migrate|rename|replace)\b/i, 2],
  [/^(?:chore|docs?|style|test|tests|ci|build|refactor|lint|format|typo|bump|update dependenc|release|version)\b/i, -2],
  [/^(?:wip|tmp|temp|fixup!|squash!|amend!|save|checkpoint|\.+$)/i, -4],
];
const MERGE = -3;

/** The commits, or changes of many, whose subjects tell most about what happened, in order of time; each subject once. */
export function telling(commits: readonly Item[], most: number): Item[] {
  const single = [...new Map(commits.map((commit) => [commit.title.toLowerCase(), commit])).values()];
  const ranked = single.toSorted((a, b) => weigh(b) - weigh(a) || Date.parse(b.ts) - Date.parse(a.ts) || (a.id < b.id ? -1 : 1));
  return ranked.slice(0, most).toSorted((a, b) => Date.parse(a.ts) - Date.parse(b.ts));
}

function weigh(commit: Item): number {
  const said = WEIGHTS.find(([pattern]) => pattern.test(commit.title))?.[1] ?? 0;
  const { insertions, additions = insertions, deletions } = commit.fields;
  const changes = Number(additions ?? 0) + Number(deletions ?? 0);
  return said + (commit.kind === "commit" && commit.fields["merge"] === true ? MERGE : Math.log10(1 + changes) / 2);
}
