import type { App } from "../app.ts";
import type { Automation } from "../core/automation.ts";
import { isSchedule } from "../core/trigger.ts";
import type { Workspace } from "../core/workspace.ts";
import { listOf } from "../lib/text.ts";
import { formatInstant, type Reader } from "../render/prose.ts";
import type { Session } from "./session.ts";
import { isOffline } from "../shipped.ts";

/** What somebody who has just started Chief wants to see: a first briefing where there was none, and what comes next. */
export async function welcome(session: Session, app: App, workspace: Workspace): Promise<void> {
  await runFirst(session, app);
  await tellNext(session, app, workspace);
}

/** Runs at once each briefing that has never run, needs no account and writes only to the console, so that somebody new has something to read. */
async function runFirst(session: Session, app: App): Promise<void> {
  const fresh: Automation[] = [];
  for (const automation of await app.effectiveAutomations()) if (await isFirstRun(app, automation)) fresh.push(automation);
  // The one with the fewest sources is ready soonest.
  for (const { id, name } of fresh.toSorted((a, b) => a.reads.length - b.reads.length)) {
    session.say(`\n${name} has never run here: it runs now, for the first time.\n`);
    const run = await app.operations.run({ automation: id, dryRun: false });
    const { status, reason } = await app.operations.ended(run);
    if (status !== "succeeded") session.say(`${name}: ${reason}`);
  }
}

/** When each automation is due next, soonest first, and which wait for events. */
async function tellNext(session: Session, app: App, workspace: Workspace): Promise<void> {
  const active = (await app.effectiveAutomations()).filter(({ paused }) => !paused);
  const reader = { timezone: workspace.calendar.timezone, asOf: new Date().toISOString() };
  const lines = [...(await timeLines(app, active, reader)), ...eventLines(active)];
  if (lines.length === 0) session.say(`Nothing is scheduled. ${session.call("run <automation>")} runs one by hand.`);
  else session.say(`Next (${reader.timezone}):\n${lines.join("\n")}\nCtrl-C stops it.`);
}

async function timeLines(app: App, active: readonly Automation[], reader: Reader): Promise<string[]> {
  const names = new Map(active.map(({ id, name }) => [id, name]));
  const slots = (await app.store.occurrences.slots()).flatMap(({ automation, dueAt }) => {
    const name = names.get(automation);
    return dueAt === undefined || name === undefined ? [] : { name, dueAt };
  });
  return slots
    .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1))
    .slice(0, MOST_TOLD)
    .map(({ name, dueAt }) => `  ${formatInstant(dueAt, reader)}  ${name}`);
}

function eventLines(active: readonly Automation[]): string[] {
  const waiting = active.filter(({ triggers }) => triggers.some((trigger) => trigger.kind === "event"));
  return waiting.length === 0 ? [] : [`  On events: ${listOf(waiting.map(({ name }) => name))}`];
}

const MOST_TOLD = 5;

/** Other reports belong to an hour of the day; all of them at once would be too much to read. */
async function isFirstRun(app: App, automation: Automation): Promise<boolean> {
  const isBriefing = automation.report === undefined && automation.triggers.some(isSchedule);
  if (automation.paused || !isBriefing || !(await isOffline(automation))) return false;
  const [last] = await app.store.runs.list({ automation: automation.id, limit: 1 });
  return last === undefined;
}
