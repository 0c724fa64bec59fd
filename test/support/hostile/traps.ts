import { TEST_DIALECTS } from "../../../src/analysis/ci/dialects.ts";
import { BROKEN, FLAKY, GENERIC, INFRA_SIGNS, SUSPECT, TEST_FILE } from "../../../src/analysis/ci/group/parameters.ts";
import {
  ANCHORS,
  CONTINUED,
  ERROR_TYPES,
  EXIT_OF_PROGRAM,
  EXIT_OF_SERVICE,
  FRAMES,
  MASKS,
  NEGATIVES,
  PRIMARY,
  SETUP,
  WEAK,
  WORKSPACE,
} from "../../../src/analysis/ci/parameters.ts";
import type { Chance } from "../simulator/random.ts";

const PATTERNS: readonly RegExp[] = [
  ...ANCHORS.map(([, , , pattern]) => pattern),
  ...MASKS.map(([, pattern]) => pattern),
  ...INFRA_SIGNS.map(([, pattern]) => pattern),
  ...TEST_DIALECTS.flatMap(({ heading, end, after, until, file }) =>
    [heading, end, after, until, file].filter((each) => each !== undefined),
  ),
  ...[...ERROR_TYPES, ...NEGATIVES, WEAK, SETUP, EXIT_OF_SERVICE, EXIT_OF_PROGRAM, CONTINUED, WORKSPACE, PRIMARY.prefix],
  ...[FRAMES.foreign, FRAMES.irrelevant, GENERIC, TEST_FILE, FLAKY.vocabulary, BROKEN.certain, SUSPECT.environmentError],
];
/** Beginnings on which patterns go wrong that try again from each place. */
const STARTS = [
  "a",
  " ",
  "\t",
  ":",
  "/",
  "(",
  "_",
  "=",
  "1.",
  "1,",
  "a-",
  "at ",
  "a:1:",
  "/a",
  "E   ",
  "A",
  "0a",
  "\u001b[",
  "\u25cf ",
] as const;
const LONGEST = 4_100;

/** A line made of the words of one of our own patterns, again and again, and of what leads up to them. */
export function trap(chance: Chance): string {
  const pattern = PATTERNS[chance.upTo(PATTERNS.length)] ?? WEAK;
  const [first, ...others] = [...STARTS, ...wordsIn(pattern), ...wordsIn(pattern)];
  const word = (): string => chance.of([first, ...others]);
  const unit = chance.percent(50) ? word() : word() + word();
  const body = unit.repeat(Math.ceil(LONGEST / unit.length)).slice(0, LONGEST);
  return `${chance.percent(50) ? word() : ""}${body}${chance.percent(50) ? word() : ""}`.replaceAll("\n", " ");
}

/** What a pattern says in so many words. */
function wordsIn({ source }: RegExp): string[] {
  const words = source.match(/(?:\\[./()[\]{}*+?|^$]|[A-Za-z0-9 _:='"`<>@#%,;!&~-]){2,30}/g) ?? [];
  return words.map((word) => word.replaceAll("\\", ""));
}
