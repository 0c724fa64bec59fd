import type { PullRequest } from "../../core/kinds/pull-request.ts";
import { isGeneratedPath } from "../../lib/generated-paths.ts";
import { riskyAreasOf } from "../rules/pull-requests/risky-paths.ts";

/** Something about the files of a pull request that a reader should look at. */
export interface FileRisk {
  words: string;
  /** The file that shows it, as its place in `files`; absent where it is that none does. */
  file?: number;
}

const MANIFEST =
  /(?:^|\/)(?:package\.json|go\.mod|cargo\.toml|pyproject\.toml|requirements[^/]*\.txt|gemfile|pom\.xml|build\.gradle(?:\.kts)?|composer\.json|[^/]+\.csproj)$/i;
const TEST = /(?:^|\/)(?:tests?|specs?|__tests__|e2e)\/|[._-](?:test|spec)s?\.[a-z]+$|_test\.[a-z]+$|(?:^|\/)test_[^/]+\.py$/i;
const CODE = /\.(?:[cm]?[jt]sx?|py|go|rb|java|kts?|rs|c|cc|cpp|hpp?|cs|php|swift|vue|svelte|sql|scala|ex|exs)$/i;

/** What is risky about its files: places where a mistake costs most, what it depends on, and code without a test. */
export function risksOf({ files }: PullRequest): FileRisk[] {
  const paths = files.map((line) => line.slice(0, line.lastIndexOf(" ")));
  const areas = paths.flatMap((path, file) => riskyAreasOf([path]).map((area) => ({ area, file })));
  const single = [...new Map(areas.toReversed().map((each) => [each.area, each])).values()].toReversed();
  const manifest = paths.findIndex((path) => MANIFEST.test(path));
  const hasCode = paths.some((path) => CODE.test(path) && !TEST.test(path) && !isGeneratedPath(path));
  const hasTests = paths.some((path) => TEST.test(path));
  return [
    ...single.map(({ area, file }) => ({ words: `it touches ${area}`, file })),
    ...(manifest < 0 ? [] : [{ words: "it changes what is depended on", file: manifest }]),
    ...(hasCode && !hasTests ? [{ words: "it changes code and no test" }] : []),
  ];
}
