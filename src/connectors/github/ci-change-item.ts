import { z } from "zod";
import type { Item } from "../../core/item.ts";
import type { ciChangeFields } from "../../core/kinds/ci-change.ts";
import { sealItem } from "../../lib/hash.ts";
import { withoutSecretForms } from "../../lib/secret-forms.ts";
import { shorten } from "../../lib/text.ts";
import { actorOf, instantOf, webAddress } from "./actors.ts";
import { plainLine } from "./plain-text.ts";

const MOST_FILES = 100;
const LONGEST_BODY = 20_000;
const LONGEST_LINE = 500;
const LONGEST_READ = 5_000;

const file = z.looseObject({ filename: z.string(), patch: z.string().nullish() });

/** https://docs.github.com/rest/commits/commits#get-a-commit; without its files where it is one of a list. */
export const commitSchema = z.looseObject({
  sha: z.string(),
  html_url: z.string().nullish(),
  author: z.looseObject({ login: z.string() }).nullish(),
  commit: z.looseObject({
    message: z.string().catch(""),
    author: z.looseObject({ name: z.string() }).nullish(),
    committer: z.looseObject({ date: z.string() }),
  }),
  parents: z.array(z.looseObject({ sha: z.string() })),
  files: z.array(file).nullish(),
});

/** A commit of a branch as an Item, with the lines that it changed in each file, 100 files at the most. What looks like a secret is left out. */
export function toChangeItem(row: z.infer<typeof commitSchema>, repository: string, branch: string): Item {
  const { sha, commit, parents, author } = row;
  const files = (row.files ?? []).slice(0, MOST_FILES);
  const url = webAddress(row.html_url);
  const ts = instantOf(commit.committer.date) ?? commit.committer.date;
  const [subject = ""] = commit.message.split("\n");
  // Whoever merges has not written what comes with it.
  const role = parents.length > 1 ? "merger" : "author";
  const fields: z.input<typeof ciChangeFields> = {
    ...{ repository, branch, sha, parent: parents[0]?.sha ?? null },
    reverts: /^This reverts commit ([0-9a-f]{7,64})/m.exec(commit.message)?.[1] ?? null,
    hunks: files.flatMap(({ filename, patch }) => hunksOf(patch ?? "").map((lines) => `${lines} ${plainLine(filename, LONGEST_LINE)}`)),
  };
  return sealItem({
    ...{ id: `github:${repository}/commits/${sha}`, source: "github", kind: "ci_change", ts, updatedAt: ts },
    title: plainLine(withoutSecretForms(subject)),
    body: shorten(
      files.flatMap(({ filename, patch }) => [plainLine(filename, LONGEST_LINE), ...changedIn(patch ?? "")]).join("\n"),
      LONGEST_BODY,
    ),
    ...(url !== undefined && { url }),
    actors: [author ? actorOf(author.login, role) : { name: plainLine(commit.author?.name ?? "ghost"), role }],
    fields: { ...fields },
  });
}

/** The lines that a patch leaves, each run as `from-to`; of a file without a patch, too large or no text, none is known. */
function hunksOf(patch: string): string[] {
  const heads = patch.matchAll(/^@@ -\S{1,30} \+(\d{1,9})(?:,(\d{1,9}))? @@/gm);
  const hunks = [...heads].map(([, from, count = "1"]) => (count === "0" ? "0-0" : `${from}-${Number(from) + Number(count) - 1}`));
  return hunks.length === 0 ? ["0-0"] : hunks;
}

/** Of what came and what went each, since a key of several lines is known as one only where these stand together. */
function changedIn(patch: string): string[] {
  const stretches = patch.match(/^(?:\+.*(?:\n\+.*)*|-.*(?:\n-.*)*)/gm) ?? [];
  return stretches.flatMap((stretch) => {
    const lines = stretch.split("\n").map((line) => visible(line.slice(1)).slice(0, LONGEST_READ));
    const safe = withoutSecretForms(lines.join("\n")).split("\n");
    return safe.map((line) => `${stretch.charAt(0)}${line}`.slice(0, LONGEST_LINE));
  });
}

/** Code may hold what turns the direction of writing, or what a terminal obeys. */
function visible(line: string): string {
  return line.replaceAll(/[^\P{Cc}\t]|[\p{Cs}\u202a-\u202e\u2060-\u2069]/gu, "");
}
