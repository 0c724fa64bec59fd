import type { Item } from "../../core/item.ts";
import { fact, type Span } from "../../core/prose.ts";

/** What stands before the words that mean something to a reader: signs, marks, the type of a conventional commit. */
const BEFORE =
  /^(?:(?:\p{Extended_Pictographic}\uFE0F?|:[a-z_+-]+:|\[breaking(?: change)?\]|\(breaking\)|breaking(?: change)?[:!])\s*)*(?:[a-z]+(?:\([^)]*\))?!?(?:\([^)]*\))?: +)?/iu;
/** Types that are words, too: `API: ...` is no type. */
const TYPE =
  /^(?:feat|feature|add|fix|bugfix|hotfix|perf|performance|security|sec|deprecate|deprecated|docs?|chore|ci|build|tests?|refactor|style|release|revert|deps|ui|ux)$/i;
/** What tools put behind it: the number of its pull request, the branch that it was taken to. */
const BEHIND = /(?:\s*(?:\(#\d+\)|\[back-?port[^\]]*\]|\(back-?port[^)]*\)))+$/i;

/** The words of a title that say what is different, without what only tools need. */
export function titleOf(item: Item): Span {
  const { title } = item;
  const start = startOf(title);
  const end = title.length - (BEHIND.exec(title)?.[0].length ?? 0);
  const isWhole = (start === 0 && end === title.length) || end - start < 3;
  return isWhole ? fact(item, "title") : fact(item, `title.${start}-${end}`);
}

/** The type that a title names as conventional commits do, in small letters; undefined where it names none. */
export function typeOf(title: string): string | undefined {
  const type = /^(?:\W*\s)?([a-z]+)(?:\([^)]*\))?!?(?:\([^)]*\))?: /i.exec(title)?.[1];
  return type !== undefined && TYPE.test(type) ? type.toLowerCase() : undefined;
}

function startOf(title: string): number {
  const before = BEFORE.exec(title)?.[0] ?? "";
  const type = /([a-z]+)(?:\([^)]*\))?!?(?:\([^)]*\))?: +$/i.exec(before);
  const isType = type === null || TYPE.test(type[1] ?? "") || type[0].includes("!");
  return isType ? before.length : type.index;
}
