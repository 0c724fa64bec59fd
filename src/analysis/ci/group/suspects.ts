import type { Frame } from "../../../core/ci-failure.ts";
import { SUSPECT } from "./parameters.ts";
import type { ChangedFile, Commit, Fingerprinted, GroupInput, Reason, Suspect, Window } from "./types.ts";

const LONGEST_TEXT = 20_000;
const MOST_READ = 50;

/** What the failures of one cause say about where it lies. */
interface Traces {
  readonly read: readonly Fingerprinted[];
  readonly frames: readonly Frame[];
  readonly text: string;
  readonly tests: readonly string[];
}

/** The commits of the window, those first to which most points. */
export function findSuspects(
  failures: readonly Fingerprinted[],
  window: Window | null,
  candidates: readonly Commit[],
  commits: readonly Commit[],
): Suspect[] {
  if (candidates.length === 0) return [];
  const traces = tracesOf(failures, window);
  const reverted = new Set(window?.isOver === true ? commits.flatMap(({ reverts }) => reverts ?? []) : []);
  const suspects = candidates.map((commit) => {
    const reasons = reasonsFor(commit, traces);
    if (candidates.length === 1) {
      reasons.push({ by: "suspect.sole", weight: SUSPECT.sole, because: "the only commit since it last passed" });
    }
    if ([...reverted].some((sha) => commit.sha.startsWith(sha))) {
      reasons.push({ by: "suspect.reverted", weight: SUSPECT.reverted, because: "taking it back cleared the failure" });
    }
    return { sha: commit.sha, score: scoreOf(commit, reasons), reasons };
  });
  return suspects
    .filter(({ score }) => score > 0)
    .toSorted(
      (a, b) => b.score - a.score || candidates.findIndex(({ sha }) => sha === b.sha) - candidates.findIndex(({ sha }) => sha === a.sha),
    )
    .slice(0, SUSPECT.most);
}

/**
 * The commits that can have brought failures about: those of their repository since it last passed, up to the first bad one. None where that
 * one is not among them, as on a branch of which no commit is known; all where nobody says at which commit it was.
 */
export function candidatesOf(
  failures: readonly Fingerprinted[],
  window: Window | null,
  { commits, good }: Pick<GroupInput, "commits" | "good">,
): readonly Commit[] {
  const { repository } = failures.find(({ job }) => job === window?.job) ?? failures[0] ?? {};
  const own = commits.filter((commit) => commit.repository === repository);
  const place = (sha: string | null): number => (sha === null ? -1 : own.findIndex((commit) => commit.sha === sha));
  const [from, to] = [place(window?.lastGood ?? good), place(window?.firstBad ?? null)];
  if (to < 0 && (window?.firstBad ?? null) !== null) return [];
  return own.slice(from + 1, to < 0 ? undefined : to + 1);
}

/** What later commits moved is no longer where the first bad one had it: its own failures count, where there are any. */
function tracesOf(failures: readonly Fingerprinted[], window: Window | null): Traces {
  const first = failures.filter(({ sha }) => sha !== undefined && sha === window?.firstBad);
  const read = (first.length > 0 ? first : failures).slice(0, MOST_READ);
  const frames = read.flatMap((failure) => failure.frames.filter(({ inApp, file }) => inApp && file !== ""));
  const text = read.map(({ primaryError, region, test }) => `${test ?? ""}\n${primaryError}\n${region}`).join("\n");
  return { read, frames, text: text.slice(0, LONGEST_TEXT), tests: [...new Set(read.flatMap(({ test }) => test ?? []))] };
}

function scoreOf({ author, subject }: Commit, reasons: readonly Reason[]): number {
  const sum = reasons.reduce((total, { weight }) => total + weight, 0);
  const isBot = /\[bot\]|\bbot\b/i.test(author) && !reasons.some(({ by }) => by === "suspect.dependency") && subject !== "";
  return isBot ? sum * SUSPECT.bot : sum;
}

function reasonsFor(commit: Commit, traces: Traces): Reason[] {
  return [
    placeReason(commit, traces),
    symbolReason(commit, traces),
    relatedReason(commit, traces),
    ...settingsReasons(commit, traces),
  ].filter((reason) => reason !== null);
}

/** The best of: the very lines, the file, the folder. */
function placeReason({ files }: Commit, { read, frames }: Traces): Reason | null {
  const found = frames.flatMap((frame, depth) =>
    files.flatMap((file) => {
      const reason = placeOf(frame, file, depth === 0);
      return reason ? { frame, reason } : [];
    }),
  );
  const [best] = found.toSorted((a, b) => b.reason.weight - a.reason.weight);
  if (!best) return null;
  const { file, line } = best.frame;
  const name = file.split("/").at(-1) ?? "";
  return { ...best.reason, ...seenIn(read, (text) => text.includes(name) && (line === 0 || text.includes(String(line)))) };
}

/** The first line of the failures that holds what decided. */
function seenIn(read: readonly Fingerprinted[], holds: (text: string) => boolean): Pick<Reason, "seenIn"> {
  for (const { source, lines, region } of read) {
    const line = lines[region.split("\n").findIndex(holds)];
    if (line !== undefined) return { seenIn: `${source}:${line}` };
  }
  return {};
}

function placeOf({ file, line }: Frame, { path, hunks }: ChangedFile, isTop: boolean): Reason | null {
  if (isSameFile(file, path)) {
    const isNear = line > 0 && hunks.some(({ from, to }) => line >= from - SUSPECT.near && line <= to + SUSPECT.near);
    return isNear
      ? { by: "suspect.line", weight: SUSPECT.line, because: `changed ${path}:${line}, which the failure names` }
      : { by: "suspect.file", weight: SUSPECT.file, because: `changed ${path}, which the failure names` };
  }
  const isBeside = isTop && folderOf(path) !== "" && isSameFile(folderOf(file), folderOf(path));
  return isBeside ? { by: "suspect.folder", weight: SUSPECT.folder, because: `changed ${path}, beside what the failure names` } : null;
}

/** Logs name files in full, from the project or from a package of it. */
function isSameFile(named: string, path: string): boolean {
  const short = named.replace(/^(?:file:\/\/|\.\/)+/, "");
  return short === path || short.endsWith(`/${path}`) || (short.includes("/") && path.endsWith(`/${short}`));
}

function folderOf(path: string): string {
  return path.split("/").slice(0, -1).join("/");
}

const DECLARED = /(?:function|class|const|let|var|def|fn|func|interface|type|enum|struct|trait|module)\s+([A-Za-z_$][\w$]{2,80})/g;

function symbolReason({ files }: Commit, { read, text }: Traces): Reason | null {
  const words = new Set(text.match(/[A-Za-z_$][\w$]{2,80}/g));
  for (const { path, changed } of files) {
    for (const [, symbol = ""] of changed.matchAll(DECLARED)) {
      if (symbol.length >= SUSPECT.shortestSymbol && words.has(symbol)) {
        const because = `changed ${symbol} in ${path}, which the failure names`;
        return { by: "suspect.symbol", weight: SUSPECT.symbol, because, ...seenIn(read, (line) => line.includes(symbol)) };
      }
    }
  }
  return null;
}

function relatedReason({ files }: Commit, { frames, tests }: Traces): Reason | null {
  const stems = new Set([...frames.map(({ file }) => stemOf(file)), ...tests.flatMap((test) => test.split(" > ").slice(0, 1).map(stemOf))]);
  const related = files.find(({ path }) => stems.has(stemOf(path)) || (SUSPECT.snapshots.test(path) && stems.has(stemOf(stemOf(path)))));
  return related
    ? { by: "suspect.related", weight: SUSPECT.related, because: `changed ${related.path}, which belongs to what fails` }
    : null;
}

/** `price` of `src/price.ts`, `test/price.test.ts`, `test_price.py` and `PriceTest.java`. */
function stemOf(path: string): string {
  const name = path.split("/").at(-1) ?? "";
  return name
    .replace(/\.[a-z]{1,5}$/i, "")
    .replace(/^test_|[._-](?:test|spec|snap)s?$|Tests?$/, "")
    .toLowerCase();
}

function settingsReasons({ files }: Commit, { read, text }: Traces): (Reason | null)[] {
  const manifests = files.filter(({ path }) => SUSPECT.manifests.test(path) || isLock(path));
  const [named] = manifests.flatMap(({ path, changed }) =>
    packagesOf(changed).flatMap((name) => (text.includes(name) ? [{ path, name }] : [])),
  );
  const settings = files.find(({ path }) => SUSPECT.settings.test(path) || SUSPECT.manifests.test(path));
  const isOfEnvironment = (line: string): boolean => SUSPECT.environmentError.test(line.slice(0, 400));
  return [
    named
      ? {
          by: "suspect.dependency",
          weight: SUSPECT.dependency,
          because: `changed ${named.name} in ${named.path}, a package that the failure names`,
          ...seenIn(read, (line) => line.includes(named.name)),
        }
      : null,
    settings !== undefined && text.split("\n").some(isOfEnvironment)
      ? {
          by: "suspect.environment",
          weight: SUSPECT.environment,
          because: `changed ${settings.path}, and the failure is of what surrounds the code`,
          ...seenIn(read, isOfEnvironment),
        }
      : null,
  ];
}

function isLock(path: string): boolean {
  return SUSPECT.settings.test(path) && /lock|\.sum$|shrinkwrap/.test(path);
}

/** Names of packages beside a version. */
function packagesOf(changed: string): string[] {
  return [...changed.matchAll(/["']?(@?[A-Za-z][\w./@-]{2,80})["']?\s*(?::|=|==|>=|~=)\s*["']?[\^~v=<>]*\s*\d+\.\d/g)].flatMap(
    ([, name = ""]) => (["version", "node", "lockfileVersion"].includes(name) ? [] : [name]),
  );
}

/** Whether any commit of a window touches what a failure names. */
export function touches(suspects: readonly Suspect[]): boolean {
  return suspects.some(({ reasons }) => reasons.some(({ by }) => by !== "suspect.sole"));
}

/** In words: what a score is worth. */
export function worthOf(score: number): "likely" | "possible" | null {
  return score >= SUSPECT.likely ? "likely" : score >= SUSPECT.possible ? "possible" : null;
}
