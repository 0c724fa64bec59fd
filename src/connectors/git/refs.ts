import type { Git } from "./git.ts";
import { toInstant } from "./instant.ts";

/** A name in a repository that leads to a commit. */
export interface Ref {
  /** Full, such as `refs/heads/main`. */
  name: string;
  kind: "branch" | "remote" | "tag";
  /** As people write it: `main`, `origin/main`, `v1.2.0`. */
  short: string;
  /** The commit that it leads to. */
  sha: string;
  committedAt: string;
  /** When an annotated tag was made; otherwise as `committedAt`. */
  createdAt: string;
  author: { name: string; email: string };
  /** First line of the commit, or of the tag's own message. */
  subject: string;
  /** Full name of the branch that it follows; absent where it follows none. */
  upstream?: string;
}

export interface Refs {
  refs: readonly Ref[];
  /** Where `refs/remotes/<remote>/HEAD` points, as full names. */
  remoteHeads: readonly string[];
  hasStash: boolean;
}

const FIELDS = [
  "refname",
  "symref",
  "objecttype",
  "objectname",
  "*objecttype",
  "*objectname",
  "committerdate:unix",
  "*committerdate:unix",
  "creatordate:unix",
  "authorname",
  "authoremail",
  "*authorname",
  "*authoremail",
  "upstream",
  "subject",
];
const KINDS = [
  ["refs/heads/", "branch"],
  ["refs/remotes/", "remote"],
  ["refs/tags/", "tag"],
] as const;

/** Branches, remote branches and tags with what they lead to; tags of trees and files are left out. */
export async function readRefs(git: Git): Promise<Refs> {
  const format = FIELDS.map((field) => `%(${field})`).join("%00");
  const args = ["for-each-ref", `--format=${format}`, "refs/heads", "refs/remotes", "refs/tags", "refs/stash"];
  const refs: Ref[] = [];
  const remoteHeads: string[] = [];
  let hasStash = false;
  await git.ask({
    args,
    onRecord(line) {
      const values = line.split("\0");
      const [name = "", symref = ""] = values;
      if (name === "refs/stash") hasStash = true;
      else if (symref !== "") remoteHeads.push(symref);
      else refs.push(...toRef(values));
    },
  });
  return { refs, remoteHeads, hasStash };
}

function toRef(values: readonly string[]): Ref[] {
  const [name = "", , type, sha = "", peeledType, peeledSha = "", date = "", peeledDate = "", created = "", ...rest] = values;
  const [author = "", email = "", peeledAuthor = "", peeledEmail = "", upstream = "", ...subject] = rest;
  const kind = KINDS.find(([prefix]) => name.startsWith(prefix));
  if (kind === undefined || (type !== "commit" && peeledType !== "commit")) return [];
  const isPeeled = type !== "commit";
  const ref: Ref = {
    name,
    kind: kind[1],
    short: name.slice(kind[0].length),
    sha: isPeeled ? peeledSha : sha,
    committedAt: toInstant(isPeeled ? peeledDate : date),
    createdAt: toInstant(created),
    author: { name: isPeeled ? peeledAuthor : author, email: (isPeeled ? peeledEmail : email).replace(/^<|>$/g, "") },
    subject: subject.join(" "),
  };
  return [upstream === "" ? ref : { ...ref, upstream }];
}

/**
 * The branch that work comes together in: what a remote says, or one that is called so, or the checked out one.
 * Both its local and its remote form are given, where there are both.
 */
export function defaultBranch(
  { refs, remoteHeads }: Refs,
  checkedOut: string | undefined,
): { name: string; refs: readonly Ref[] } | undefined {
  const byName = new Map(refs.map((ref) => [ref.name, ref]));
  const named = ["origin/", "upstream/", ""].flatMap((remote) => remoteHeads.filter((head) => head.startsWith(`refs/remotes/${remote}`)));
  const candidates = [
    ...named.map((head) => head.replace(/^refs\/remotes\/[^/]+\//, "")),
    ...["main", "master", "trunk", "develop"],
    ...(checkedOut === undefined ? [] : [checkedOut]),
  ];
  for (const name of candidates) {
    const forms = [`refs/heads/${name}`, ...named.filter((head) => head.endsWith(`/${name}`)), `refs/remotes/origin/${name}`];
    const found = [...new Set(forms)].flatMap((form) => byName.get(form) ?? []);
    if (found.length > 0) return { name, refs: found };
  }
  return undefined;
}
