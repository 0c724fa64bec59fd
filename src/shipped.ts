import { join, resolve } from "node:path";
import packageFile from "../package.json" with { type: "json" };
import type { LoadedWorkspace } from "./config/parse.ts";
import { checkWorkspace, openWorkspace } from "./config/place.ts";
import { connectors } from "./connectors/registry.ts";
import type { Automation } from "./core/automation.ts";
import type { DefinitionStore, Store } from "./core/ports/store.ts";
import type { Trigger } from "./core/trigger.ts";
import type { Workspace } from "./core/workspace.ts";
import { loadDefinitions, type LoadedDefinitions } from "./definitions/load.ts";
import { createDeliveries } from "./deliveries/registry.ts";
import { instantOf, systemClock } from "./lib/clock.ts";
import { codeVersionOf } from "./lib/code-version.ts";
import type { Sentence } from "./policy/explain.ts";
import { openRecord } from "./store/record.ts";
import { checkTrigger, warnTrigger } from "./triggers/schedule.ts";

/** The folder that Chief itself lies in, with the automations and the configuration that it ships. */
export const shippedDirectory = resolve(import.meta.dirname, "..");
/** It differs whenever the code does. */
export const codeVersion = codeVersionOf(import.meta.dirname, packageFile.version);
/** What a workspace falls back on, and what its configuration is checked against. */
const shipped = {
  shipped: join(shippedDirectory, "automations"),
  codeVersion,
  knownRules: loadKnownRules,
};

/** For whoever only asks deliveries about themselves. */
const offScreen = createDeliveries({ print: () => {}, columns: () => 80, color: false });
const warnNow = (trigger: Trigger) => warnTrigger(trigger, instantOf(systemClock));

type Environment = Readonly<Record<string, string | undefined>>;

async function loadKnownRules(): Promise<Record<string, string[]>> {
  const { rules } = await import("./analysis/rules/registry.ts");
  return Object.fromEntries(rules.map((rule) => [rule.id, Object.keys(rule.thresholds)]));
}

/** A workspace with its warnings; throws ConfigError for a folder or a configuration that can't be used. */
export function loadPlace(directory: string, env: Environment): Promise<LoadedWorkspace> {
  return openWorkspace({ ...shipped, directory, env });
}

/** All that is wrong with a workspace: its configuration and every definition, at once. */
export async function validatePlace(directory: string, env: Environment): Promise<LoadedDefinitions> {
  const { workspace, problems, warnings } = await checkWorkspace({ ...shipped, directory, env });
  const loaded = await loadAutomations(workspace);
  return { ...loaded, problems: [...problems, ...loaded.problems], warnings: [...warnings, ...loaded.warnings] };
}

/** The record of a workspace, for reading. */
export function openRecordOf(workspace: Workspace): Promise<Store> {
  return openRecord({ directory: workspace.dataDirectory, codeVersion });
}

/** The automations of a workspace, with all that is wrong with their files; parsed anew where no `cache` knows them. */
export function loadAutomations(workspace: Workspace, cache?: DefinitionStore): Promise<LoadedDefinitions> {
  const { root, automationsDirectory: directory, calendar, people } = workspace;
  const checks = { timezone: calendar.timezone, people, connectors, deliveries: offScreen, checkTrigger, warnTrigger: warnNow };
  return loadDefinitions({ directory, root, ...checks, ...(cache && { cache: { store: cache, codeVersion } }) });
}

/** What an automation may do, in words. */
export async function explain(automation: Automation): Promise<Sentence[]> {
  const { explainAutomation } = await import("./policy/explain.ts");
  const reads = new Map<string, string>();
  for (const { name, connector, options } of automation.reads) reads.set(name, (await connectors.load(connector)).describe(options));
  const writes = new Map<string, string>();
  for (const { name, delivery, options } of automation.writes) writes.set(name, (await offScreen.load(delivery)).describe(options));
  return explainAutomation(automation, { read: (grant) => reads.get(grant.name) ?? "", write: (grant) => writes.get(grant.name) ?? "" });
}

/** Whether an automation needs no account and writes only where Chief itself runs. */
export async function isOffline({ reads, writes }: Automation): Promise<boolean> {
  if (!writes.every((grant) => grant.delivery === "console")) return false;
  const used = await Promise.all(reads.map((grant) => connectors.load(grant.connector)));
  return used.every((connector) => !connector.needsAccount);
}

/** The JSON Schema of automation files. */
export async function definitionSchema(): Promise<Record<string, unknown>> {
  const { definitionJsonSchema } = await import("./definitions/json-schema.ts");
  return definitionJsonSchema(connectors, offScreen);
}
