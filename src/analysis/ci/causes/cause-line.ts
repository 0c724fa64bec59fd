import type { Item } from "../../../core/item.ts";
import { fact, prose, strong, type Prose } from "../../../core/prose.ts";
import { joined, shown } from "../../facts.ts";
import { counted } from "../../summary/counted.ts";
import type { Cause, CauseClass } from "../group/types.ts";
import { ciEvidenceIn } from "./evidence.ts";
import type { CauseChange } from "./news.ts";
import { DEFAULT_BRANCH } from "./places.ts";
import { distinctIn, latestFirst, ownerOf, suspectWords, windowWords, withinWords, type Telling } from "./words.ts";

const CLASSES: Readonly<Record<Exclude<CauseClass, "unclear">, string>> = {
  BROKEN: "a break",
  FLAKY: "comes and goes",
  INFRA: "where builds run",
};
const CHANGES: Readonly<Record<CauseChange, string>> = {
  new: "new",
  back: "back again",
  class: "judged otherwise than before",
  suspect: "with a commit that likely did it",
  grown: "in more places than before",
  pressing: "more pressing than before",
};
/** What speaks for a verdict, by the names that its reasons have; what the other sentences say anyway is not told again. */
const REASONS: Readonly<Record<string, string>> = {
  "broken.consecutive": "it fails at each commit since",
  "broken.rerun": "it failed when it ran again, too",
  "broken.certain": "the code can't be built or loaded",
  "flaky.same-commit": "it failed and passed at the same commit",
  "flaky.comes-and-goes": "it failed again and again with green runs between",
  "flaky.known": "it is known to come and go",
  "flaky.words": "it speaks of time, ports or order",
  "flaky.untouched": "no commit touches it",
  "infra.spread": "several jobs failed in the same way at once",
  "infra.no-test": "no test was reached",
  "infra.rerun": "another run at the same commit was green",
};
const MOST_REASONS = 2;
/** Pull requests that are named. */
const MOST_PULLS = 3;

/** What kind of cause it is, in plain words that go on in a sentence. */
export function classWords({ class: verdict, likeliest, reasons }: Cause): string {
  if (verdict !== "unclear") return CLASSES[verdict];
  return reasons.length === 0 ? "unclear" : `unclear, likely ${CLASSES[likeliest]}`;
}

/** A cause in full: what kind, what is new about it, what it says, where it is, since which commit, who likely did it, and what to do. */
export function causeLine(cause: Cause, changes: readonly CauseChange[], telling: Telling): Prose {
  const suspect = suspectWords(cause, telling);
  const name = emphasised(prose`${upperFirst(classWords(cause))}: ${quoted(cause, telling.items)}`);
  const news = changes.length === 0 ? "" : ` (${changes.map((change) => CHANGES[change]).join(", ")})`;
  const parts: Prose[] = [
    prose`${name}${news}${placeWords(cause, telling.items)}`,
    ...sentence(windowOf(cause, telling.items)),
    ...sentence(reasonWords(cause)),
    ...sentence(suspect?.text ?? []),
    prose`Next: ${nextStep(cause, telling)}`,
  ];
  return prose`${joined(parts, ". ")}.`;
}

/** By these words alone it is known where there is little room. */
function emphasised(text: Prose): Prose {
  return text.map((span) => (span.kind === "text" ? strong(span.text) : { ...span, strong: true }));
}

/** What comes and goes, or lies outside, began at no commit; nor does a branch of which only one is known. */
function windowOf(cause: Cause, items: readonly Item[]): Prose {
  const isTelling = cause.window?.branch === DEFAULT_BRANCH || cause.window?.lastGood !== null;
  return cause.likeliest === "BROKEN" && isTelling ? windowWords(cause, items) : [];
}

function sentence(text: Prose): Prose[] {
  const [first, ...rest] = text;
  if (!first) return [];
  return [first.kind === "text" ? [{ kind: "text", text: upperFirst(first.text) }, ...rest] : text];
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The line that says what went wrong, in quotes. */
export function quoted(cause: Cause, items: readonly Item[]): Prose {
  const { telling } = ciEvidenceIn(items);
  const own = latestFirst(cause).filter(({ primaryError }) => primaryError === cause.primaryError);
  const said = [...own, ...cause.failures].map(telling).find((each) => each !== undefined);
  if (!said) return prose`nothing says what went wrong`;
  return said.path === "fields.failedStep" ? prose`no log says why the step “${shown(said)}” failed` : prose`“${shown(said)}”`;
}

/** In which tests, jobs, branches and pull requests it is, and since when. */
function placeWords({ failures, since }: Cause, items: readonly Item[]): Prose {
  const { itemOf } = ciEvidenceIn(items);
  const repositories = distinctIn(failures, items, ({ repository }) => repository);
  const pulls = distinctIn(failures, items, ({ branch = "", repository = "" }) =>
    branch.startsWith("#") ? `${repository}${branch}` : undefined,
  );
  const [main] = distinctIn(failures, items, ({ branch }) => (branch === DEFAULT_BRANCH ? branch : undefined));
  const [first] = failures.toSorted((a, b) => (a.at ?? "").localeCompare(b.at ?? "") || (a.id < b.id ? -1 : 1));
  const within = joined(
    [withinWords(failures, items), repositoryWords(repositories)].filter((part) => part.length > 0),
    " of ",
  );
  const branches = [
    ...(main ? [prose`on ${fact(main, "fields.branch")}`] : []),
    ...(pulls.length > 0 ? [prose`in ${pullWords(pulls)}`] : []),
  ];
  return [
    ...(within.length > 0 ? prose`, in ${within}` : []),
    ...(branches.length > 0 ? prose`, ${joined(branches, " and ")}` : []),
    ...(first && first.at === since ? prose`, since ${fact(itemOf(first), "updatedAt", "instant")}` : []),
  ];
}

function repositoryWords(repositories: readonly Item[]): Prose {
  const [first] = repositories;
  if (!first) return [];
  return repositories.length === 1 ? [fact(first, "fields.repository")] : counted(repositories, "repository");
}

/** A few are named by their numbers, many are counted. */
function pullWords(pulls: readonly Item[]): Prose {
  if (pulls.length > MOST_PULLS) return counted(pulls, "pull request");
  return joined(
    pulls
      .toSorted((a, b) => Number(a.fields["pullRequest"]) - Number(b.fields["pullRequest"]))
      .map((item) => prose`#${fact(item, "fields.pullRequest")}`),
    ", ",
    " and ",
  );
}

function reasonWords({ reasons, likeliest }: Cause): Prose {
  const prefix = `${likeliest.toLowerCase()}.`;
  const own = reasons.filter(({ by }) => by.startsWith(prefix)).toSorted((a, b) => b.weight - a.weight);
  return prose`${own
    .flatMap(({ by }) => REASONS[by] ?? [])
    .slice(0, MOST_REASONS)
    .join(", and ")}`;
}

function nextStep(cause: Cause, telling: Telling): Prose {
  if (cause.class === "INFRA") return prose`wait, and run it again`;
  if (cause.class === "FLAKY") return prose`set the test aside or mend it`;
  if (cause.class === "unclear") return prose`run it again, to see whether it stays`;
  const owner = ownerOf(cause, telling);
  return owner === "unassigned" ? prose`find out who can mend it` : prose`fix or revert it (${owner})`;
}
