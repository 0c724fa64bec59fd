import type { ListResponse } from "imapflow";
import type { Fetched } from "../../core/ports/outside.ts";

/** A folder to be read. */
export interface Folder {
  path: string;
  /** What letters in it say: `INBOX`, `Sent` or `Archive` in whatever language, or its own name. */
  name: string;
}

/** What a folder is for (https://www.rfc-editor.org/rfc/rfc6154), and what we call it. */
const NAMES: Readonly<Record<string, string>> = { "\\Inbox": "INBOX", "\\Sent": "Sent", "\\Archive": "Archive", "\\All": "Archive" };
const USUAL: ReadonlySet<string> = new Set(["INBOX", "Sent"]);
/** A letter that lies in several is told as that of the first. */
const RANKS: readonly string[] = ["Sent", "INBOX"];

type Failure = Fetched["failures"][number];

/** The folders that are meant, each once, and a failure for each that is not there. */
export function chooseFolders(
  all: readonly ListResponse[],
  wanted: readonly string[] | undefined,
): { folders: Folder[]; failures: Failure[] } {
  const there = all.filter(({ flags }) => !flags.has("\\Noselect"));
  const found = wanted?.map((name) => ({
    name,
    folder: there.find((each) => each.path === name) ?? there.find((each) => isNamed(each, name)),
  }));
  const meant = found ? found.flatMap(({ folder }) => folder ?? []) : there.filter((each) => USUAL.has(nameOf(each)));
  return {
    folders: [...new Map(meant.map((each) => [each.path, { path: each.path, name: nameOf(each) }])).values()].toSorted(byRank),
    failures: (found ?? []).flatMap(({ name, folder }) => (folder ? [] : [missing(name)])),
  };
}

function nameOf({ path, specialUse }: ListResponse): string {
  return path.toUpperCase() === "INBOX" ? "INBOX" : (NAMES[specialUse ?? ""] ?? path);
}

/** As the mailbox writes it, with / between folders whatever it has there itself, or by what it is for. */
function isNamed(folder: ListResponse, name: string): boolean {
  const wanted = name.toLowerCase();
  const slashed = folder.path.replaceAll(folder.delimiter || "/", "/");
  return [folder.path, slashed, nameOf(folder)].some((each) => each.toLowerCase() === wanted);
}

function byRank(a: Folder, b: Folder): number {
  return rankOf(a) - rankOf(b);
}

function rankOf({ name }: Folder): number {
  const rank = RANKS.indexOf(name);
  return rank === -1 ? RANKS.length : rank;
}

function missing(name: string): Failure {
  return {
    what: `the folder ${name}`,
    error: "there is no such folder",
    hint: "Write it as your mail program shows it, a folder within another as Outer/Inner.",
  };
}
