import type { Issue } from "../../core/kinds/issue.ts";
import { pullRequestsIn } from "../../core/kinds/pull-request.ts";
import type { Item } from "../../core/item.ts";
import { wordsOf } from "../digest/likeness.ts";
import type { Merge } from "../digest/merge.ts";
import { mergesIn } from "../digest/merges.ts";
import { isMeantPath, signalsOf } from "./signals.ts";

/** A change that may have to do with an issue. */
export interface RelatedChange {
  item: Item;
  /** Absent while it is open. */
  merge?: Merge;
  /** The file that the issue names, as its place in the item's `files`; absent where only words are the same. */
  file?: number;
  /** The words that both use. */
  words: readonly string[];
}

const MOST = 4;
const MOST_WORDS = 4;
const SHORTEST_WORD = 5;
/** Words of an issue that a change without a named file has to share: one is chance. */
const FEWEST_WORDS = 2;

/**
 * The changes that an issue may come from, the latest first: those of files that it names, in a stack or by hand; without any, those that speak
 * of the same or lie in folders that are called so.
 */
export function relatedChanges(issue: Issue, items: readonly Item[]): RelatedChange[] {
  const { paths, symbols } = signalsOf(`${issue.item.title}\n${issue.item.body}`);
  const open = pullRequestsIn(items).filter(({ state, repository }) => state === "open" && repository === issue.repository);
  const merges = mergesIn(items).filter((merge) => isOfRepository(merge, issue.repository) && merge.at <= issue.item.ts);
  const changes: readonly RelatedChange[] = [
    ...merges.toReversed().map((merge) => ({ item: merge.item, merge, words: [] })),
    ...open.map(({ item }) => ({ item, words: [] })),
  ];
  const named = changes.flatMap((change) => {
    const file = filesOf(change.item).findIndex((line) => paths.some((path) => isMeantPath(path, pathOf(line))));
    return file < 0 ? [] : [{ ...change, file }];
  });
  if (named.length > 0) return named.slice(0, MOST);
  const wanted = new Set(
    [...wordsOf(issue.item.title), ...symbols.map((symbol) => symbol.toLowerCase())].filter((word) => word.length >= SHORTEST_WORD),
  );
  const speaking = changes.map((change) => ({ ...change, words: sharedWords(change.item, wanted) }));
  return speaking.filter(({ words }) => words.length >= FEWEST_WORDS).slice(0, MOST);
}

function isOfRepository({ pull, repository }: Merge, name: string): boolean {
  return pull === undefined ? repository.toLowerCase() === name.split("/").at(-1)?.toLowerCase() : pull.repository === name;
}

function sharedWords(item: Item, wanted: ReadonlySet<string>): string[] {
  const own = wordsOf(
    `${item.title} ${filesOf(item)
      .map(pathOf)
      .join(" ")
      .replaceAll(/[/._-]/g, " ")}`,
  );
  return [...wanted].filter((word) => own.has(word)).slice(0, MOST_WORDS);
}

function filesOf({ fields }: Item): readonly string[] {
  const files = fields["files"];
  return typeof files === "object" && files !== null ? files : [];
}

/** A line of files has the lines that were changed behind the path. */
function pathOf(line: string): string {
  return line.slice(0, line.lastIndexOf(" "));
}
