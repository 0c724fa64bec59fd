import { PermanentError } from "../../core/errors.ts";
import type { Git } from "./git.ts";
import { REVISIONS_FROM_INPUT, revisions } from "./graph.ts";
import type { Ref } from "./refs.ts";

/** Commits before a range that are looked at for who has been there already. */
const MOST_COMMITS = 100_000;
const VERSION = /^(?<prefix>.*?[/@_-])?v?(?<numbers>\d+(?:\.\d+)+)(?<before>[-+.]?[a-z][\w.+-]*)?$/i;

/** Where a release begins and ends. */
export interface Bounds {
  /** Behind this tag; the whole history where absent. */
  from?: Ref;
  /** With this tag; up to `tip` where absent. */
  to?: Ref;
  tip: Ref;
}

interface Version {
  ref: Ref;
  prefix: string;
  numbers: readonly number[];
  isEarly: boolean;
}

/** What is to be told: the latest release, what was merged since it, or the part between two tags, as `v1.1.0..v1.2.0`. */
export type WantedRange = string;

/**
 * The bounds of what is wanted. `latest-tag` ends with the latest tag that looks like a version and begins behind the highest one that
 * lies on its way; a repository without one is told from its beginning. Undefined where it has no commit. Throws PermanentError
 * `tag-unknown`.
 */
export async function findBounds(
  git: Git,
  { refs, base, wanted }: { refs: readonly Ref[]; base: readonly Ref[]; wanted: WantedRange },
): Promise<Bounds | undefined> {
  const head = base.toSorted((a, b) => b.committedAt.localeCompare(a.committedAt))[0];
  const [first, last] = wanted.split("..");
  if (first !== undefined && last !== undefined) {
    const to = tagNamed(refs, last);
    return { from: tagNamed(refs, first), to, tip: to };
  }
  const versions = refs.flatMap(toVersion);
  const to = wanted === "unreleased" ? undefined : latestOf(versions);
  const tip = to?.ref ?? head;
  if (tip === undefined) return undefined;
  const from = await findEarlier(git, tip, to, versions);
  return { ...(from && { from }), ...(to && { to: to.ref }), tip };
}

function tagNamed(refs: readonly Ref[], name: string): Ref {
  const tag = refs.find((ref) => ref.kind === "tag" && ref.short === name);
  if (tag !== undefined) return tag;
  throw new PermanentError("tag-unknown", `expected the range to name tags of this repository, got ${JSON.stringify(name)}`, {
    hint: "Name two tags that are there, as in v1.1.0..v1.2.0, or write latest-tag.",
  });
}

function toVersion(ref: Ref): Version[] {
  const { prefix = "", numbers, before } = (ref.kind === "tag" ? VERSION.exec(ref.short)?.groups : undefined) ?? {};
  return numbers === undefined ? [] : [{ ref, prefix, numbers: numbers.split(".").map(Number), isEarly: before !== undefined }];
}

/** The one that was made last; what came out early counts only where nothing else did. */
function latestOf(versions: readonly Version[]): Version | undefined {
  const whole = versions.filter(({ isEarly }) => !isEarly);
  return (whole.length > 0 ? whole : versions).toSorted(
    (a, b) => b.ref.createdAt.localeCompare(a.ref.createdAt) || compareVersions(b, a),
  )[0];
}

/** The highest version among the tags that lead to a part of the same history. */
async function findEarlier(git: Git, tip: Ref, to: Version | undefined, versions: readonly Version[]): Promise<Ref | undefined> {
  const wanted = versions.filter(
    ({ ref, prefix, isEarly }) =>
      (to === undefined || (ref.sha !== to.ref.sha && prefix === to.prefix)) && (!isEarly || to?.isEarly === true),
  );
  if (wanted.length === 0) return undefined;
  const merged = new Set(await git.read({ args: ["for-each-ref", `--merged=${tip.sha}`, "--format=%(refname)", "refs/tags"] }));
  return wanted.filter(({ ref }) => merged.has(ref.name)).toSorted((a, b) => compareVersions(b, a))[0]?.ref;
}

function compareVersions(a: Version, b: Version): number {
  const place = a.numbers.findIndex((number, index) => number !== (b.numbers[index] ?? 0));
  if (place >= 0) return (a.numbers[place] ?? 0) - (b.numbers[place] ?? 0);
  return a.numbers.length - b.numbers.length || Number(b.isEarly) - Number(a.isEarly) || a.ref.short.localeCompare(b.ref.short);
}

/** Who had made a commit before a range began, by name and address in small letters. */
export async function readEarlierAuthors(git: Git, from: Ref): Promise<ReadonlySet<string>> {
  const lines = await git.read({
    args: ["log", ...REVISIONS_FROM_INPUT, "--encoding=UTF-8", `--max-count=${MOST_COMMITS}`, "--format=%aN%n%aE"],
    input: revisions([from.sha], []),
  });
  return new Set(lines.map((line) => line.toLowerCase()));
}
