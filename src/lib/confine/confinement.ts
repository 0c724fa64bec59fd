import { constants } from "node:fs";
import { access, realpath } from "node:fs/promises";
import { delimiter, isAbsolute, join } from "node:path";
import { CommandFailure, readCommand, safePath } from "../command.ts";
import { boxWords, isSeenFrom, type Invocation, type Need } from "./box.ts";

/** Why a program can't be confined here, and the way out; both are sentence parts or sentences for people. */
export interface Obstacle {
  reason: string;
  hint: string;
  /** Where the program lies, by each of its names, where that is what the box does not show. */
  unseen?: readonly string[];
}

/** How a program is to be run: in a box, or without one, or not at all. */
export type Confinement =
  | { kind: "confined"; wrap: (invocation: Invocation) => Invocation }
  | ({ kind: "unconfined" } & Obstacle)
  | ({ kind: "refused" } & Obstacle);

const BUBBLEWRAP = "bwrap";
const PROBE_MS = 10_000;
const INSTALL_HINT = "Install bubblewrap, such as with `apt-get install bubblewrap` or `dnf install bubblewrap`.";

/** By PATH: what came of trying it out. */
const tried = new Map<string, Promise<Obstacle | undefined>>();

/**
 * The one rule for programs that read what others wrote: confined wherever this machine can do that. `whereImpossible` is what becomes of
 * the program where it can't: git, whose words are fixed, runs all the same; what others have written is refused, unless the owner said so.
 */
export async function confinementFor(need: Need, whereImpossible: "unconfined" | "refused"): Promise<Confinement> {
  const obstacle = (await findObstacle()) ?? (await findUnseen(need));
  if (obstacle) return { kind: whereImpossible, ...obstacle };
  const words = boxWords(need);
  return { kind: "confined", wrap: ({ program, args }) => ({ program: BUBBLEWRAP, args: [...words, program, ...args] }) };
}

/** Why nothing can be confined on this machine, by trying it once for each PATH; undefined where it works. Never rejects. */
export function findObstacle(): Promise<Obstacle | undefined> {
  const path = safePath();
  const known = tried.get(path) ?? tryOut().catch((error: unknown) => forget(path, error));
  tried.set(path, known);
  return known;
}

/** The box is tried with the only program that is surely there. */
async function tryOut(): Promise<Obstacle | undefined> {
  const box = boxWords({ folders: [], network: false });
  await readCommand({
    ...{ program: BUBBLEWRAP, args: [...box, BUBBLEWRAP, "--version"], installHint: INSTALL_HINT },
    ...{ signal: new AbortController().signal, timeoutMs: PROBE_MS, maxBytes: 10_000, separator: "\n" },
  });
  return undefined;
}

/** What is wrong with the machine stays so until somebody mends it; what only went wrong this time is tried again. */
function forget(path: string, error: unknown): Obstacle {
  if (error instanceof CommandFailure) return forbidden(error.stderr);
  if (error instanceof Error && "code" in error && error.code === "command-not-found") return missing();
  tried.delete(path);
  return forbidden(String(error));
}

function missing(): Obstacle {
  if (process.platform === "linux") return { reason: "bubblewrap is not installed", hint: INSTALL_HINT };
  return { reason: "this system has no bubblewrap, which only Linux has", hint: "Run Chief on Linux where that matters to you." };
}

function forbidden(said: string): Obstacle {
  return {
    reason: `bubblewrap is installed, but not allowed to work: ${said.trim().split("\n").at(-1) ?? ""}`,
    hint:
      "Programs must be allowed to make user namespaces. On Ubuntu 24.04 and later, give bwrap an AppArmor profile (the package " +
      "apparmor-profiles has bwrap-userns-restrict); elsewhere look at the sysctl user.max_user_namespaces. Most containers forbid it: " +
      "there, the container itself is the box.",
  };
}

/** A program that lies elsewhere than the system's own could not be started in the box. */
async function findUnseen(need: Need): Promise<Obstacle | undefined> {
  const found = await findProgram(need.program);
  const unseen = [...new Set(found)].filter((path) => !isSeenFrom(need, path));
  if (found !== undefined && unseen[0] === undefined) return undefined;
  const hint = `Install ${need.program} from the packages of your system, so that it lies below /usr.`;
  if (unseen[0] === undefined) return { reason: `${need.program} is not installed`, hint };
  return { reason: `${unseen[0]} is out of the box's sight`, hint, unseen };
}

/** Where a program is found on the PATH, and where that leads. */
async function findProgram(program: string): Promise<string[] | undefined> {
  const candidates = isAbsolute(program)
    ? [program]
    : safePath()
        .split(delimiter)
        .map((folder) => join(folder, program));
  for (const path of candidates) {
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return [path, await realpath(path)];
  }
  return undefined;
}
