import { realpath } from "node:fs/promises";
import { ChiefError, PermanentError, TransientError } from "../../core/errors.ts";
import { CommandFailure, readCommand, runCommand, type Command } from "../../lib/command.ts";
import { isWithin } from "../../lib/confine/box.ts";
import { confinementFor } from "../../lib/confine/confinement.ts";
import { gitEnvironment } from "./hardening.ts";
import { findParts } from "./own-folders.ts";

const MEBIBYTE = 1_048_576;
const INSTALL_HINT = "Install git (https://git-scm.com/downloads) so that it is on the PATH, then run again.";

/** One question to git. */
export interface Question {
  args: readonly string[];
  /** Revisions, one a line, for commands with `--stdin`. */
  input?: string;
  separator?: "\n" | "\0";
  /** Default 64. */
  maxMegabytes?: number;
  /** Told each record as it comes; without it nothing is kept of them. */
  onRecord: (record: string) => void;
  /** Compares with the files of the folder, whatever work tree the repository's config names. */
  inWorkTree?: boolean;
}

/**
 * Git at work in one folder, unable to run other programs, to connect or to write; where this machine can, it sees nothing but the
 * repository either.
 */
export interface Git {
  readonly folder: string;
  ask(question: Question): Promise<void>;
  /** All records of a short answer. */
  read(question: Omit<Question, "onRecord">): Promise<string[]>;
}

/** Puts git to work in a folder, absolute with links resolved; `filters` are the filter drivers of its config. */
export type OpenGit = (folder: string, filters?: readonly string[]) => Git;

/** What one answer of git may take, and see. */
export interface GitLimits {
  signal: AbortSignal;
  timeoutMs: number;
  /** Absolute folders that git never sees, even inside a repository. */
  hidden: readonly string[];
}

/** All questions end when the signal fires, and each fails that has no answer after `timeoutMs`. */
export function createOpenGit(limits: GitLimits): OpenGit {
  return (folder, filters = []) => createGit(folder, filters, limits);
}

function createGit(folder: string, filters: readonly string[], { signal, timeoutMs, hidden }: GitLimits): Git {
  const environment = gitEnvironment(folder, filters);
  let box: Promise<Pick<Command, "wrap">> | undefined;
  const toCommand = async ({ args, input = "", separator = "\n", maxMegabytes = 64, inWorkTree }: Omit<Question, "onRecord">) => ({
    ...(await (box ??= findBox(folder, hidden))),
    program: "git",
    args: ["-C", folder, "--no-pager", "--literal-pathspecs", ...args],
    environment: inWorkTree ? { ...environment, GIT_WORK_TREE: folder } : environment,
    input,
    separator,
    maxBytes: maxMegabytes * MEBIBYTE,
    signal,
    timeoutMs,
    installHint: INSTALL_HINT,
  });
  return {
    folder,
    ask: async (question) => runCommand(await toCommand(question), question.onRecord).catch(rethrowTranslated),
    read: async (question) => readCommand(await toCommand(question)).catch(rethrowTranslated),
  };
}

/** Nothing where this machine can't confine programs: the words and settings that git runs with hold it back all the same. */
async function findBox(folder: string, hidden: readonly string[]): Promise<Pick<Command, "wrap">> {
  const { folders } = await findParts(folder);
  const real = await Promise.all(hidden.map((path) => realpath(path).catch(() => [])));
  const inside = real.flat().filter((path) => folders.some((each) => isWithin(each, path)));
  const confinement = await confinementFor({ program: "git", folders, hidden: inside, network: false }, "unconfined");
  return confinement.kind === "confined" ? { wrap: confinement.wrap } : {};
}

/** True for git's answer "nothing was found", exit code 1 without a message. */
export function isNothingFound(error: unknown): boolean {
  return (
    error instanceof PermanentError && error.cause instanceof CommandFailure && error.cause.exitCode === 1 && error.cause.stderr === ""
  );
}

function rethrowTranslated(error: unknown): never {
  if (error instanceof CommandFailure) throw translate(error);
  throw error instanceof ChiefError && error.code === "command-too-slow" ? tooSlow(error) : error;
}

/** What git says, in our words, with the way out. */
function translate(cause: CommandFailure): PermanentError {
  if (/dubious ownership/.test(cause.stderr)) {
    return new PermanentError("git-foreign-owner", "expected the repository to belong to the user who runs Chief, got another owner", {
      hint: "Run Chief as the owner of the folder, or give the folder to its user with chown -R.",
      cause,
    });
  }
  if (/permission denied/i.test(cause.stderr)) {
    return new PermanentError("git-unreadable", "expected the repository to be readable, got permission denied", {
      hint: "Give the user who runs Chief the right to read the folder and its .git.",
      cause,
    });
  }
  return new PermanentError("git-failed", `expected git to read the repository, got: ${firstComplaint(cause.stderr)}`, {
    hint: "Check that its files may be read, and run git fsck in the folder to see what is damaged.",
    cause,
  });
}

function tooSlow(cause: ChiefError): TransientError {
  return new TransientError("git-too-slow", cause.message, {
    hint: "See whether its disk answers, and whether a pipe or another special file lies where git expects a plain one.",
    cause,
  });
}

function firstComplaint(stderr: string): string {
  const lines = stderr.split("\n");
  const complaint = lines.find((line) => /^(?:fatal|error): /.test(line)) ?? lines.find((line) => line !== "") ?? "no message";
  return complaint.replace(/^(?:fatal|error): /, "").slice(0, 200);
}
