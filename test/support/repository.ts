import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdir, mkdtemp, realpath, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** One commit to be made. Everything that git would take from the machine is given, so that hashes are the same everywhere. */
export interface PlannedCommit {
  /** A UTC instant. */
  at: string;
  message: string | Buffer;
  /** Default `main`. */
  branch?: string;
  /** The branch that it goes on from: its own where that exists already, another where it begins. */
  from?: string;
  /** Branches that come together here. */
  merge?: readonly string[];
  /** Default `Ann <ann@example.org>`. */
  author?: string;
  /** Contents by path; null removes the file. */
  files?: Readonly<Record<string, string | null>>;
}

/** A repository on disk that a test may change. */
export interface TestRepository {
  folder: string;
  /** Runs git in it, as its user would. */
  git(...args: readonly string[]): Promise<string>;
  /** Adds commits; branches are updated, files are not. */
  commit(...commits: readonly PlannedCommit[]): Promise<void>;
  /** Makes the files those of the branch. */
  checkOut(branch: string): Promise<void>;
  /** Writes a file as if it was last edited at `at`. */
  write(path: string, text: string, at?: string): Promise<void>;
}

const folders: string[] = [];
// Not a hook of the test runner, since the bench uses this file without one.
process.once("exit", () => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** An empty folder that is gone when the process ends; links in its path are resolved. */
export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), "chief-test-")));
  folders.push(folder);
  return folder;
}

/** A repository with these commits on `main` and elsewhere, its files being those of `main`. */
export async function createRepository(commits: readonly PlannedCommit[] = [], folder?: string): Promise<TestRepository> {
  const home = folder ?? join(await temporaryFolder(), "shop");
  await mkdir(home, { recursive: true });
  const git = (...args: readonly string[]): Promise<string> => runGit(home, args);
  const repository: TestRepository = {
    folder: home,
    git,
    commit: async (...planned) => void (await runGit(home, ["fast-import", "--quiet", "--force"], toStream(planned))),
    checkOut: async (branch) => void (await git("checkout", "--quiet", "--force", branch)),
    async write(path, text, at) {
      const target = join(home, path);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text);
      if (at !== undefined) await utimes(target, new Date(at), new Date(at));
    },
  };
  await git("init", "--quiet", "--initial-branch=main");
  if (commits.length > 0) {
    await repository.commit(...commits);
    await repository.checkOut("main");
  }
  return repository;
}

/** Runs git with a neutral config and fixed times; resolves with its trimmed output. */
export async function runGit(
  folder: string,
  args: readonly string[],
  input?: Iterable<string | Buffer>,
  at = "2026-11-19T12:00:00Z",
): Promise<string> {
  const identity = {
    GIT_AUTHOR_NAME: "Ann",
    GIT_AUTHOR_EMAIL: "ann@example.org",
    GIT_COMMITTER_NAME: "Ann",
    GIT_COMMITTER_EMAIL: "ann@example.org",
  };
  const child = spawn("git", ["-C", folder, "-c", "protocol.file.allow=always", ...args], {
    env: {
      PATH: process.env["PATH"],
      HOME: "/nonexistent",
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_AUTHOR_DATE: at,
      GIT_COMMITTER_DATE: at,
      ...identity,
    },
  });
  const output: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => complaints.push(chunk));
  const closed = once(child, "close");
  // Git may end before it has read everything; its exit code tells why.
  child.stdin.on("error", () => undefined);
  for (const chunk of input ?? []) {
    if (!child.stdin.write(chunk)) await Promise.race([once(child.stdin, "drain"), closed]);
  }
  child.stdin.end();
  await closed;
  if (child.exitCode !== 0) throw new Error(`git ${args.join(" ")}: ${Buffer.concat(complaints).toString()}`);
  return Buffer.concat(output).toString().trim();
}

/** The same commits in the form that `git fast-import` reads. */
export function* toStream(commits: Iterable<PlannedCommit>): Generator<string | Buffer> {
  for (const { at, message, branch = "main", from, merge = [], author = "Ann <ann@example.org>", files = {} } of commits) {
    const seconds = Math.floor(Date.parse(at) / 1000);
    const text = Buffer.from(message);
    yield `commit refs/heads/${branch}\nauthor ${author} ${seconds} +0000\ncommitter ${author} ${seconds} +0000\ndata ${text.length}\n`;
    yield text;
    yield `\n${from === undefined ? "" : `from ${toCommit(from, branch)}\n`}${merge.map((other) => `merge ${toCommit(other, branch)}\n`).join("")}`;
    for (const [path, content] of Object.entries(files)) {
      const quoted = `"${path.replace(/["\\]/g, "\\$&").replaceAll("\n", "\\n")}"`;
      yield content === null ? `D ${quoted}\n` : `M 100644 inline ${quoted}\ndata ${Buffer.byteLength(content)}\n${content}\n`;
    }
    yield "\n";
  }
}

/** The tip of a branch; one that goes on from itself is looked up in the repository, as only `^0` allows. */
function toCommit(name: string, branch: string): string {
  return name === branch ? `refs/heads/${name}^0` : `refs/heads/${name}`;
}

/** How large a generated repository is. */
export interface Size {
  commits: number;
  branches: number;
  files: number;
}

const PEOPLE = ["Ann", "Ben", "Chen", "Dana", "Emil", "Fay", "Gus", "Hana"].map((name) => `${name} <${name.toLowerCase()}@example.org>`);
const WORK = [
  "Add filter to orders",
  "fix: rounding of totals",
  "Speed up search",
  "Rename customer to buyer",
  "Bump parser from 1.2 to 1.3",
];

/**
 * A long-lived project: years of commits by several people in many folders, merges, a release every thousand commits, branches
 * half of which are merged, and a remote that has all but the last commits. `until` is the instant of the last one.
 */
export async function createLargeRepository(folder: string, until: string, size: Size): Promise<void> {
  await mkdir(folder, { recursive: true });
  await runGit(folder, ["init", "--quiet", "--initial-branch=main"]);
  await runGit(folder, ["fast-import", "--quiet"], toLargeStream(until, size));
  await runGit(folder, ["config", "remote.origin.url", "https://example.org/large.git"]);
  await runGit(folder, ["config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*"]);
  await runGit(folder, ["checkout", "--quiet", "--force", "main"]);
}

function* toLargeStream(until: string, size: Size): Generator<string | Buffer> {
  const step = 30 * 60_000;
  const start = Date.parse(until) - size.commits * step;
  const every = Math.max(1, Math.floor(size.commits / Math.max(1, size.branches)));
  for (let index = 0; index < size.commits; index += 1) {
    const at = new Date(start + index * step).toISOString();
    const author = PEOPLE[(index * 7) % PEOPLE.length] ?? "";
    const folder = `part-${(index * 13) % 40}/area-${(index * 5) % 10}`;
    const path = `${folder}/file-${(index * 31) % size.files}.ts`;
    const todo = index % 50 === 0 ? "// TODO tidy this up\n" : "";
    yield* toStream([
      { at, author, message: `${WORK[index % WORK.length]} (${index})\n`, files: { [path]: `${todo}export const value = ${index};\n` } },
    ]);
    if (index > 0 && index % every === 0) {
      const branch = `work/${index / every}`;
      yield* toStream([{ at, author, branch, from: "main", message: `Try ${index}\n`, files: { [`try/${index}.ts`]: `${index}\n` } }]);
      const merge = { at, author, merge: [branch], message: `Merge branch '${branch}'\n`, files: { [`try/${index}.ts`]: `${index}\n` } };
      if ((index / every) % 2 === 0) yield* toStream([merge]);
      yield `reset refs/remotes/origin/${branch}\nfrom refs/heads/${branch}\n\n`;
    }
    if (index === size.commits - 3) yield "reset refs/remotes/origin/main\nfrom refs/heads/main\n\n";
    if (index % 1_000 === 999) yield `reset refs/tags/v1.${Math.floor(index / 1_000)}.0\nfrom refs/heads/main\n\n`;
  }
}
