import { findBreakingWords, isBreakingTitle } from "../../lib/breaking-words.ts";
import { fact, prose, type Prose } from "../../core/prose.ts";
import type { Merge } from "../digest/merge.ts";
import { riskyAreasOf } from "../rules/pull-requests/risky-paths.ts";

const LABEL =
  /^(?:(?:type|kind|semver|impact|change|release|pr|c)[:/ -]+)?(?:breaking(?:[- ]?changes?)?|major|semver[-: ]?major|incompatible|api[- ]?break(?:ing)?|backwards?[- ]incompatible)$/i;
/** Places whose changes others have to follow, whatever is said of them. */
const OUTSIDE: ReadonlySet<string> = new Set(["migrations", "the public API"]);
/** Characters of a text that are shown whole. */
const LONGEST_PIECE = 150;

/** Why a change has to be looked at before an upgrade. */
export interface Breaking {
  /** What has to be done, in the words of whoever made it; absent where nobody wrote it down. */
  step?: Prose;
  /** What makes it so. */
  reason: string;
  /** The file that makes it so. */
  file?: Prose;
}

/** Whether a change breaks what others rely on, by all that tells of it; undefined where nothing says so. */
export function breakingOf(merge: Pick<Merge, "item" | "also" | "pull" | "isRoutine" | "files">): Breaking | undefined {
  const told = [merge.item, ...merge.also];
  const step = told.flatMap(stepIn)[0];
  const isSaid =
    told.some(
      (item) => isBreakingTitle(item.title) || findBreakingWords(item.body) !== undefined || listOf(item.fields["breaks"]).length > 0,
    ) || merge.pull?.labels.some((label) => LABEL.test(label)) === true;
  if (isSaid) return { reason: "marked as breaking", ...(step && { step }) };
  return merge.isRoutine ? undefined : byPlace(merge);
}

/** A note of its own text, or of a commit that came with it. */
function stepIn(item: Merge["item"]): Prose[] {
  const note = findBreakingWords(item.body)?.note;
  if (note) return [wordsOf(item, ...note)];
  const breaks = listOf(item.fields["breaks"]);
  const place = breaks.findIndex((text) => !isBreakingTitle(text) && text !== item.title);
  return place < 0 ? [] : [[fact(item, `fields.breaks.${place}`)]];
}

/** Words of a body piece by piece, since one fact is shown only up to a length. */
function wordsOf(item: Merge["item"], start: number, end: number): Prose {
  if (end - start <= LONGEST_PIECE) return [fact(item, `body.${start}-${end}`)];
  const gap = item.body.lastIndexOf(" ", start + LONGEST_PIECE);
  const cut = gap > start ? gap : start + LONGEST_PIECE;
  return [fact(item, `body.${start}-${cut}`), ...wordsOf(item, cut, end)];
}

function byPlace({ item, files }: Pick<Merge, "item" | "files">): Breaking | undefined {
  for (const [index, { path, lines }] of files.entries()) {
    const area = riskyAreasOf([path]).find((each) => OUTSIDE.has(each));
    const isListed = listOf(item.fields["files"])[index] === `${path} ${lines}`;
    if (area !== undefined) {
      const reason = area === "migrations" ? "brings a migration" : "changes the public API";
      return { reason, ...(isListed && { file: prose`${fact(item, `fields.files.${index}`)} ${lines === 1 ? "line" : "lines"}` }) };
    }
  }
  return undefined;
}

function listOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
