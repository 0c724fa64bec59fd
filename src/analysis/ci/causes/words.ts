import type { Fact, Item } from "../../../core/item.ts";
import type { CiChange } from "../../../core/kinds/ci-change.ts";
import type { People } from "../../../core/person.ts";
import { fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { calledIn, displayName, isMe } from "../../people.ts";
import { joined, shown } from "../../facts.ts";
import { counted } from "../../summary/counted.ts";
import { worthOf } from "../group/suspects.ts";
import type { Cause, Fingerprinted, Reason } from "../group/types.ts";
import { ciEvidenceIn } from "./evidence.ts";

/** What words about a cause are made from. */
export interface Telling {
  readonly items: readonly Item[];
  readonly people: People;
}

/** So much of a hash tells one commit from another. */
const SHORT_SHA = 10;
/** What could be taken for the address of a page. */
const ADDRESS = /https?:|\bwww\.|\.(?:com|org|net|io|dev|app|ai|co|eu|uk|de)\b/i;
/** Reasons without the file that they name. */
const UNNAMED: Readonly<Record<string, string>> = {
  "suspect.line": "changed a line that the failure names",
  "suspect.related": "changed a file that belongs to what fails",
  "suspect.folder": "changed a file beside what the failure names",
  "suspect.environment": "changed a setting, and the failure is of what surrounds the code",
};
/** Reasons for a suspect that are told, the weightiest. */
const MOST_REASONS = 2;

/** The failures of a cause, the latest first. */
export function latestFirst({ failures }: Pick<Cause, "failures">): Fingerprinted[] {
  return failures.toSorted((a, b) => (b.at ?? "").localeCompare(a.at ?? "") || (a.id < b.id ? -1 : 1));
}

/** The latest failure of a cause, that of the branch on which it began where it is seen there. */
export function leadOf(cause: Cause): Fingerprinted {
  const latest = latestFirst(cause);
  const lead = latest.find(({ job, branch }) => job === cause.window?.job && branch === cause.window?.branch) ?? latest[0];
  if (lead === undefined) throw new RangeError(`expected the cause ${cause.id} to have a failure, got none`);
  return lead;
}

/** `first bad 4f2a9c1e07…, last good 9f8e7d6c5b…`, as far as it is known; empty where it is not. */
export function windowWords({ window, ...cause }: Cause, items: readonly Item[]): Prose {
  const [bad, good] = [window?.firstBad, window?.lastGood].map((sha) => sha && shaFact(window?.job ?? "", repositoryOf(cause), sha, items));
  if (!bad) return [];
  return good ? prose`first bad ${shown(bad)}, last good ${shown(good)}` : prose`first bad ${shown(bad)}, no earlier pass is known`;
}

function shaFact(job: string, repository: string | undefined, sha: string, items: readonly Item[]): Fact | undefined {
  const ran = ciEvidenceIn(items).ranAt(job, repository, sha);
  return ran && shortSha(ran);
}

function shortSha(item: Item): Fact {
  const whole = getFact(item, "fields.sha");
  const text = String(whole.value);
  return text.length <= SHORT_SHA + 1 ? whole : { ...whole, value: `${text.slice(0, SHORT_SHA)}…` };
}

function repositoryOf({ failures }: Pick<Cause, "failures">): string | undefined {
  return failures[0]?.repository;
}

/** The commit that brought a cause about, as far as its changes say so. */
export interface SuspectWords {
  readonly worth: "likely" | "possible";
  readonly change: CiChange;
  /** Which of its actors wrote it; -1 where nobody is named. */
  readonly author: number;
  /** Without its full stop. */
  readonly text: Prose;
}

/** `the test “moon > phase” of the job unit`: one is named, several are counted; empty where neither test nor job is known. */
export function withinWords(failures: readonly Fingerprinted[], items: readonly Item[]): Prose {
  const [tests, jobs] = [
    distinctIn(failures, items, ({ test }) => test),
    distinctIn(failures, items, ({ repository, job }) => repository && job),
  ];
  const parts = [
    nameOrCount(tests, "test", (item) => testName(item)),
    nameOrCount(jobs, "job", (item) => prose`${fact(item, "fields.job")}`),
  ];
  return joined(
    parts.filter((part) => part.length > 0),
    " of ",
  );
}

function nameOrCount(items: readonly Item[], unit: string, nameOf: (item: Item) => Prose): Prose {
  const [only] = items;
  if (!only) return [];
  return items.length === 1 ? prose`the ${unit} ${nameOf(only)}` : counted(items, unit);
}

function testName(item: Item): Prose {
  return prose`“${fact(item, item.kind === "test" ? "title" : "fields.test")}”`;
}

/** An Item of each, by what tells them apart; what has no such key is in none. */
export function distinctIn(
  failures: readonly Fingerprinted[],
  items: readonly Item[],
  keyOf: (failure: Fingerprinted) => string | null | undefined,
): Item[] {
  const { itemOf } = ciEvidenceIn(items);
  return [...Map.groupBy(failures, keyOf)].flatMap(([key, [first]]) =>
    key === null || key === undefined || !first ? [] : [itemOf(first)],
  );
}

/** Which commit is likely or possibly behind a cause, and why; undefined where none stands out. */
export function suspectWords({ suspects: [first], ...cause }: Cause, { items, people }: Telling): SuspectWords | undefined {
  const worth = first ? worthOf(first.score) : null;
  const change = first && ciEvidenceIn(items).changeOf(repositoryOf(cause), first.sha);
  if (!first || worth === null || !change) return undefined;
  const author = authorOf(change);
  const by = author < 0 ? [] : prose` by ${calledIn(change.item, author, people)}`;
  const madeAt = fact(change.item, "ts", "instant");
  const reasons = first.reasons.toSorted((a, b) => b.weight - a.weight).slice(0, MOST_REASONS);
  const why = reasons.map(reasonWords).join(", ");
  const text = prose`${worth === "likely" ? "likely" : "possibly"} “${fact(change.item, "title")}” (${shown(shortSha(change.item))})${by}, ${madeAt}: ${why}`;
  return { worth, change, author, text };
}

/** A file that is called as an address would be followed as one. */
function reasonWords({ by, because }: Reason): string {
  return ADDRESS.test(because) ? (UNNAMED[by] ?? "changed what the failure names") : because;
}

/** Whose it is to mend: the author of the commit that likely did it; `you`, a name, or `unassigned`. */
export function ownerOf(cause: Cause, telling: Telling): string {
  const suspect = suspectWords(cause, telling);
  const actor = suspect?.worth === "likely" ? suspect.change.item.actors[suspect.author] : undefined;
  if (actor === undefined) return "unassigned";
  return isMe(telling.people, actor) ? "you" : displayName(telling.people, actor);
}

function authorOf({ item }: CiChange): number {
  return item.actors.findIndex(({ role, name }) => role === "author" && name !== "");
}
