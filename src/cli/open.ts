import type { App } from "../app.ts";
import type { Automation } from "../core/automation.ts";
import { ConfigError, DefinitionError } from "../core/errors.ts";
import type { Operations } from "../core/ports/operations.ts";
import type { Store } from "../core/ports/store.ts";
import type { Workspace } from "../core/workspace.ts";
import type { LoadedDefinitions } from "../definitions/load.ts";
import { pick } from "../definitions/pick.ts";
import { formatProblem } from "../lib/problem.ts";
import { createDaemonClient } from "./daemon-client.ts";
import { tellingWaits } from "./patience.ts";
import { createTerminalLogger } from "./terminal-logger.ts";
import type { Session } from "./session.ts";
import { socketPath } from "./socket.ts";
import { systemClock } from "../lib/clock.ts";
import { loadAutomations, loadPlace, openRecordOf } from "../shipped.ts";

/** What commands that only read work with. */
export interface Reading {
  workspace: Workspace;
  store: Store;
}

/** What commands that change something work with. */
export interface Working {
  operations: Operations;
  workspace: Workspace;
  /** False where the running daemon does it. */
  here: boolean;
}

/** Reads the workspace's record, whether a daemon runs or not. */
export async function withReading<Result>(session: Session, use: (reading: Reading) => Promise<Result>): Promise<Result> {
  const { workspace } = await loadPlace(session.directory, session.env);
  const store = await openRecordOf(workspace);
  try {
    return await use({ workspace, store });
  } finally {
    await store.close();
  }
}

/** The workspace's automations, and the ids of those whose files are broken; what is wrong with them is told on stderr. */
export async function loadAutomationsOf(
  session: Session,
  { workspace, store: { definitions } }: Reading,
): Promise<LoadedDefinitions & { broken: string[] }> {
  // A record that is only read keeps nothing.
  const loaded = await loadAutomations(workspace, { load: (hashes, parser) => definitions.load(hashes, parser) });
  for (const problem of loaded.problems) session.say(`Broken: ${formatProblem(problem)}`);
  const sound = new Set(loaded.automations.map(({ id }) => id));
  return { ...loaded, broken: (loaded.present ?? []).filter((id) => !sound.has(id)) };
}

/** The automation that a command names. Throws DefinitionError `automation-broken`, or PermanentError `automation-unknown`. */
export async function pickAutomation(session: Session, reading: Reading, wanted: string): Promise<Automation> {
  const { automations, broken } = await loadAutomationsOf(session, reading);
  if (!broken.includes(wanted)) return pick(automations, wanted);
  throw new DefinitionError("automation-broken", `expected the file of ${wanted} to be sound, got the mistakes told above`, {
    hint: "Correct them. A Chief that is running goes on with the last good version.",
  });
}

/** Has the running daemon change something, or does it here where none runs. */
export async function withOperations<Result>(session: Session, use: (working: Working) => Promise<Result>): Promise<Result> {
  const { workspace } = await loadPlace(session.directory, session.env);
  const app = await openUnlessRunning(session, workspace);
  const operations = tellingWaits(session, app?.operations ?? createDaemonClient(socketPath(workspace.dataDirectory)));
  if (!app) return use({ operations, workspace, here: false });
  try {
    return await use({ operations, workspace, here: true });
  } finally {
    await app.stop();
  }
}

async function openUnlessRunning(session: Session, workspace: Workspace): Promise<App | undefined> {
  const screen = { print: (text: string) => session.print(text.trimEnd()), columns: () => session.width, color: session.color };
  const silent = { ...screen, print: (text: string) => session.say(text.trimEnd()) };
  // Most commands only read.
  const { App } = await import("../app.ts");
  try {
    const logger = createTerminalLogger(session);
    return await App.open({
      workspace,
      env: session.env,
      clock: systemClock,
      lasting: false,
      screen: session.json ? silent : screen,
      logger,
      progress: (_run, message) => session.progress(message),
    });
  } catch (error) {
    if (error instanceof ConfigError && error.code === "data-locked") return undefined;
    throw error;
  }
}
