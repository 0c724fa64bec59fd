import { byTime, type Merge } from "../digest/merge.ts";
import { undoneIn, type Undone } from "../digest/reverts.ts";
import { breakingOf, type Breaking } from "./breaking.ts";
import { typeOf } from "./title.ts";

/** What readers are told of, in the order in which they are. */
export const TOLD_KINDS = ["features", "fixes", "performance", "security", "deprecations", "back", "others"] as const;
export type ToldKind = (typeof TOLD_KINDS)[number];

/** The changes of a release. Each is in exactly one place. */
export interface ReleaseParts {
  /** To be looked at before an upgrade. */
  breaking: readonly { merge: Merge; why: Breaking }[];
  told: Readonly<Record<ToldKind, readonly Merge[]>>;
  /** New versions of what others make, and what programs did. */
  routine: readonly Merge[];
  /** Work that nobody who uses it sees. */
  inside: readonly Merge[];
  /** Made and taken back. */
  undone: readonly Undone[];
}

type Kind = ToldKind | "routine" | "inside";

const BY_TYPE: Readonly<Record<string, Kind>> = {
  ...{ feat: "features", feature: "features", add: "features", ui: "features", ux: "features" },
  ...{ fix: "fixes", bugfix: "fixes", hotfix: "fixes", perf: "performance", performance: "performance" },
  ...{ security: "security", sec: "security", deprecate: "deprecations", deprecated: "deprecations", revert: "back" },
  ...{ doc: "inside", docs: "inside", chore: "inside", ci: "inside", build: "inside", test: "inside", tests: "inside" },
  ...{ refactor: "inside", style: "inside", release: "inside", deps: "routine" },
};
const BY_LABEL: readonly (readonly [RegExp, Kind])[] = [
  [/^(?:[\w-]+[:/ ]+)?(?:security|vulnerability)$/i, "security"],
  [
    /^(?:[\w-]+[:/ ]+)?(?:internal|chore|refactor(?:ing)?|documentation|docs|ci|tests?|skip[- ]changelog|no[- ]changelog|ignore[- ]for[- ]release)$/i,
    "inside",
  ],
  [/^(?:[\w-]+[:/ ]+)?(?:dependencies|deps)$/i, "routine"],
  [/^(?:[\w-]+[:/ ]+)?(?:deprecations?|deprecated)$/i, "deprecations"],
  [/^(?:[\w-]+[:/ ]+)?performance$/i, "performance"],
  [/^(?:[\w-]+[:/ ]+)?(?:features?|enhancement)$/i, "features"],
  [/^(?:[\w-]+[:/ ]+)?(?:bug|bug-?fix|fix)$/i, "fixes"],
];
const SECURITY = /\bCVE-\d{4}-\d+|\bGHSA-[\w-]+|\[security\]|\b(?:vulnerabilit(?:y|ies)|xss|csrf|ssrf|sql injection|path traversal)\b/i;
/** Whatever files a deprecation touches, those who use it have to know. */
const DEPRECATION = /^deprecate/i;
const BY_WORD: readonly (readonly [RegExp, Kind])[] = [
  [/^Revert\b|^(?:take|took) back\b/i, "back"],
  [
    /^(?:release|version|prepare (?:for )?release|bump (?:the )?version|cut)\b[\s:]*v?\d|^v?\d+\.\d+(?:\.\d+)*$|^merge (?:branch|remote-tracking)\b/i,
    "inside",
  ],
  [/\b(?:faster|speed(?:s|ed)? up|half the (?:time|memory)|less memory|performance)\b/i, "performance"],
  [/^(?:fix|correct|repair|prevent|avoid|handle|stop|don't|do not|never|no longer|resolve|mend)/i, "fixes"],
  [/^(?:add|allow|support|introduce|implement|let|enable|show|offer|new|provide|make it possible)\b/i, "features"],
  [/^(?:refactor|rename|tidy|clean ?up|reformat|lint|document|test|tests|typo|simplify|extract|inline|deduplicate)\b/i, "inside"],
];
/** What lies here is no part of what is released. */
const INSIDE =
  /(?:^|\/)(?:tests?|__tests__|specs?|bench|benchmarks|fixtures|docs?|\.github|\.circleci|\.vscode)\/|[._-](?:test|spec)\.\w+$|\.mdx?$|(?:^|\/)\.[\w-]+(?:rc|ignore)?(?:\.\w+)?$/i;

/** Sorts the changes of a release by what they mean to those who use it. Pure; the earliest first in each. */
export function releaseParts(merges: readonly Merge[]): ReleaseParts {
  const ordered = merges.toSorted(byTime);
  const undone = undoneIn(ordered);
  const cancelled = new Set(undone.flatMap(({ change, by }) => [change, by]));
  const left = ordered.filter((merge) => !cancelled.has(merge));
  const breaking = left.flatMap((merge) => {
    const why = isTakenBack(merge) ? undefined : breakingOf(merge);
    return why === undefined ? [] : [{ merge, why }];
  });
  const isBreaking = new Set(breaking.map(({ merge }) => merge));
  const sorted = Map.groupBy(
    left.filter((merge) => !isBreaking.has(merge)),
    kindOf,
  );
  const of = (kind: Kind): readonly Merge[] => sorted.get(kind) ?? [];
  return {
    // What somebody wrote down comes before what only its files tell.
    breaking: [...breaking.filter(({ why }) => why.file === undefined), ...breaking.filter(({ why }) => why.file !== undefined)],
    told: {
      ...{ features: of("features"), fixes: of("fixes"), performance: of("performance"), security: of("security") },
      ...{ deprecations: of("deprecations"), back: of("back"), others: of("others") },
    },
    routine: of("routine"),
    inside: of("inside"),
    undone,
  };
}

/** A revert quotes the title of what it takes back, with its marks. */
function isTakenBack({ item, reverts }: Merge): boolean {
  return reverts !== null || item.title.startsWith('Revert "');
}

function kindOf(merge: Merge): Kind {
  const { item, pull, files, isRoutine } = merge;
  if (isTakenBack(merge)) return "back";
  if (SECURITY.test(item.title)) return "security";
  if (DEPRECATION.test(item.title)) return "deprecations";
  if (isRoutine) return "routine";
  const type = typeOf(item.title);
  const byLabel = BY_LABEL.find(([pattern]) => pull?.labels.some((label) => pattern.test(label)))?.[1];
  const byType = type === undefined ? undefined : BY_TYPE[type];
  if (byLabel === "security" || byLabel === "inside" || byLabel === "routine") return byLabel;
  if (byType !== undefined) return byType;
  if (byLabel !== undefined) return byLabel;
  if (files.length > 0 && files.every(({ path }) => INSIDE.test(path))) return "inside";
  return BY_WORD.find(([pattern]) => pattern.test(item.title))?.[1] ?? "others";
}
