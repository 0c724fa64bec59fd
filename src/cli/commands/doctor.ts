import { styleText } from "node:util";
import { ConfigError } from "../../core/errors.ts";
import type { Workspace } from "../../core/workspace.ts";
import { systemClock } from "../../lib/clock.ts";
import { countOf, listOf } from "../../lib/text.ts";
import { loadAutomations, loadPlace, validatePlace } from "../../shipped.ts";
import { openReader } from "../../store/open.ts";
import { ok, problem, problemOf, warning, type Check } from "../doctor/check.ts";
import { checkDaemon, checkLag } from "../doctor/daemon.ts";
import { checkData } from "../doctor/data.ts";
import { checkDisk, checkNode } from "../doctor/machine.ts";
import { checkPeople } from "../doctor/people.ts";
import { checkReach } from "../doctor/reach.ts";
import { checkWork } from "../doctor/work.ts";
import { EXIT } from "../exit.ts";
import { printJson, table } from "../print.ts";
import type { Session } from "../session.ts";

/** Looks at everything that Chief needs, changes nothing, and says what is wrong and what to do about it. Fails where there is a problem. */
export async function run(session: Session): Promise<number> {
  const checks = [checkNode(), ...(await checkPlace(session))];
  const problems = checks.filter(({ state }) => state === "problem").length;
  if (session.json) printJson(session, { healthy: problems === 0, checks });
  else session.print(`${textOf(session, checks)}\n\n${summaryOf(checks)}`);
  return problems === 0 ? EXIT.ok : EXIT.failed;
}

/** Without a configuration nobody knows where all else is. */
async function checkPlace(session: Session): Promise<Check[]> {
  try {
    const { workspace } = await loadPlace(session.directory, session.env);
    const disk = await checkDisk(workspace);
    const reach = [...checkReach(workspace, session.env), ...(await checkAccounts(workspace, session.env))];
    return [await checkWritten(session), ...disk, ...(await checkRunning(workspace)), ...reach];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return [problemOf("Configuration", error)];
  }
}

/** The clients of services are loaded only where there are accounts. */
async function checkAccounts(workspace: Workspace, env: Session["env"]): Promise<Check[]> {
  if (Object.keys(workspace.connections).length === 0) return [];
  const { checkConnections } = await import("../doctor/connections.ts");
  const { automations } = await loadAutomations(workspace);
  return checkConnections({ workspace, automations, env }, systemClock.now());
}

/** What people have written: every mistake is told by `chief validate`. */
async function checkWritten({ directory, env, call }: Session): Promise<Check> {
  const { automations, problems, warnings } = await validatePlace(directory, env);
  const says = countOf(automations.length, "automation");
  const validate = `\`${call("validate")}\` lists them with their lines.`;
  if (problems.length > 0) return problem("Configuration", `${says}, ${countOf(problems.length, "mistake")}`, validate);
  const remarks = listOf(warnings.map(({ message }) => message));
  if (warnings.length > 0) return warning("Configuration", `${says}; ${remarks}`, validate);
  return ok("Configuration", `${says}, no mistakes`);
}

async function checkRunning(workspace: Workspace): Promise<Check[]> {
  const now = systemClock.now();
  const daemon = await checkDaemon(workspace);
  const data = checkData({ directory: workspace.dataDirectory, now });
  if (!data.counts) return [...data.checks, daemon.check];
  const store = await openReader(workspace.dataDirectory);
  try {
    const { automations } = await loadAutomations(workspace);
    const lag = daemon.running ? [checkLag(await store.occurrences.earliestSlot(), now)] : [];
    const people = await checkPeople(store, automations, workspace.people);
    return [...data.checks, daemon.check, ...lag, ...(await checkWork({ store, automations, running: daemon.running, now })), ...people];
  } finally {
    await store.close();
  }
}

const COLORS = { ok: "green", warning: "yellow", problem: "red" } as const;

function textOf({ color, tableWidth }: Session, checks: readonly Check[]): string {
  const rows = checks.map(({ name, state, says, hint }) => [state, name, hint === undefined ? says : `${sentence(says)} ${hint}`]);
  const text = table(rows, tableWidth);
  return color
    ? text.replace(/^(?:ok|warning|problem)(?= )/gm, (state) => styleText(COLORS[stateOf(state)], state, { validateStream: false }))
    : text;
}

function stateOf(text: string): Check["state"] {
  return text === "ok" || text === "warning" ? text : "problem";
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function summaryOf(checks: readonly Check[]): string {
  const count = (state: Check["state"]): number => checks.filter((check) => check.state === state).length;
  if (count("problem") + count("warning") === 0) return "All is well.";
  return `${countOf(count("problem"), "problem")}, ${countOf(count("warning"), "warning")}.`;
}
