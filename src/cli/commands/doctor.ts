import { styleText } from "node:util";
import { ChiefError, ConfigError } from "../../core/errors.ts";
import type { Workspace } from "../../core/workspace.ts";
import { systemClock } from "../../lib/clock.ts";
import { countOf, listOf } from "../../lib/text.ts";
import { loadAutomations, loadPlace, validatePlace } from "../../shipped.ts";
import { openReader } from "../../store/open.ts";
import { askChecks } from "../daemon-client.ts";
import { ok, problem, problemOf, warning, type Check } from "../doctor/check.ts";
import { checkDaemon, checkLag } from "../doctor/daemon.ts";
import { checkData } from "../doctor/data.ts";
import { checkDisk, checkNode } from "../doctor/machine.ts";
import { checkPeople } from "../doctor/people.ts";
import { checkRecord } from "../doctor/record.ts";
import { checkWork } from "../doctor/work.ts";
import { EXIT } from "../exit.ts";
import { printJson, table } from "../print.ts";
import type { Session } from "../session.ts";
import { socketPath } from "../socket.ts";

/** Looks at everything that Chief needs, changes nothing, and says what is wrong and what to do about it. Fails where there is a problem. */
export async function run(session: Session): Promise<number> {
  const { checks: found, ...by } = await checkPlace(session);
  const checks = [checkNode(), ...found];
  const problems = checks.filter(({ state }) => state === "problem").length;
  if (session.json) printJson(session, { healthy: problems === 0, ...by, checks: checks.map((check) => ({ id: idOf(check), ...check })) });
  else session.print(`${textOf(session, checks)}\n\n${[...placeInWords(by), summaryOf(checks)].join("\n")}`);
  return problems === 0 ? EXIT.ok : EXIT.failed;
}

interface Looked {
  checks: Check[];
  /** Who looked at accounts and secrets, which depends on the environment; absent where nobody did. */
  lookedFrom?: "daemon" | "command";
}

/** Without a configuration nobody knows where all else is. */
async function checkPlace(session: Session): Promise<Looked> {
  try {
    const { workspace } = await loadPlace(session.directory, session.env);
    const disk = await checkDisk(workspace);
    const { answers, checks } = await checkRunning(workspace);
    const seen = await look(workspace, session.env, answers);
    return { ...seen, checks: [await checkWritten(session), ...disk, ...checks, ...seen.checks] };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return { checks: [problemOf("Configuration", error)] };
  }
}

/** The daemon looks where one runs, since it is the one that works unattended. */
async function look(workspace: Workspace, env: Session["env"], answers: boolean): Promise<Looked> {
  const { examine, findPresent } = await import("../doctor/examine.ts");
  if (answers) {
    try {
      const { checks, absent } = await askChecks(socketPath(workspace.dataDirectory));
      return { lookedFrom: "daemon", checks: [...checks, ...checkEnvironment(findPresent(absent, workspace, env))] };
    } catch (error) {
      // What comes from here in its place says so.
      if (!(error instanceof ChiefError)) throw error;
    }
  }
  const { automations } = await loadAutomations(workspace);
  return { lookedFrom: "command", checks: (await examine({ workspace, automations, env })).checks };
}

/** `names` are set for the command, and not for the daemon. */
function checkEnvironment(names: readonly string[]): Check[] {
  if (names.length === 0) return [];
  const says = `${listOf(names)} ${names.length === 1 ? "is" : "are"} set in this shell, but not where Chief runs`;
  return [problem("Environment", says, "Set the same where Chief is started, such as in its service file, and start it again.")];
}

/** What people have written: every mistake is told by `chief validate`. */
async function checkWritten({ directory, env, call }: Session): Promise<Check> {
  const { automations, problems, warnings } = await validatePlace(directory, env);
  const says = countOf(automations.length, "automation");
  const validate = `\`${call("validate")}\` lists them with their lines.`;
  if (problems.length > 0) return problem("Configuration", `${says}, ${countOf(problems.length, "mistake")}`, validate);
  const remarks = warnings.map(({ message }) => message).join("; ");
  const hints = [...new Set(warnings.flatMap(({ hint }) => hint ?? []))];
  if (warnings.length > 0) return warning("Configuration", `${says}; ${remarks}`, [...hints, validate].join(" "));
  return ok("Configuration", `${says}, no mistakes`);
}

async function checkRunning(workspace: Workspace): Promise<{ answers: boolean; checks: Check[] }> {
  const now = systemClock.now();
  const daemon = await checkDaemon(workspace);
  const data = checkData({ directory: workspace.dataDirectory, now });
  const { running, check } = daemon;
  const answers = running && check.state === "ok";
  if (!data.counts) return { answers, checks: [...data.checks, daemon.check] };
  const store = await openReader(workspace.dataDirectory);
  try {
    const { automations } = await loadAutomations(workspace);
    const lag = running ? [checkLag(await store.occurrences.earliestSlot(), now)] : [];
    const reader = { timezone: workspace.calendar.timezone, asOf: new Date(now).toISOString() };
    const record = await checkRecord(store.audit, reader);
    const people = await checkPeople(store, automations, workspace.people);
    const work = await checkWork({ store, automations, running, now });
    return { answers, checks: [...data.checks, record, daemon.check, ...lag, ...work, ...people] };
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

/** Stays the same in all versions, for programs. */
function idOf({ name }: Check): string {
  return name.toLowerCase().replaceAll(/[^\w-]+/g, "-");
}

function placeInWords({ lookedFrom }: Omit<Looked, "checks">): string[] {
  if (lookedFrom === undefined) return [];
  const who = lookedFrom === "daemon" ? "the running Chief, in its environment" : "this command, in the environment of this shell";
  return [`Accounts and secrets were looked at by ${who}.`];
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function summaryOf(checks: readonly Check[]): string {
  const count = (state: Check["state"]): number => checks.filter((check) => check.state === state).length;
  if (count("problem") + count("warning") === 0) return "All is well.";
  return `${countOf(count("problem"), "problem")}, ${countOf(count("warning"), "warning")}.`;
}
