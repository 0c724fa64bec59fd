import { join, resolve } from "node:path";
import packageFile from "../package.json" with { type: "json" };
import type { ModelParts } from "./agents/model/model.ts";
import { createAddresses } from "./config/addresses.ts";
import { withFree } from "./config/prices.ts";
import type { LoadedWorkspace } from "./config/parse.ts";
import { checkWorkspace, openForWork, openWorkspace } from "./config/place.ts";
import { CHIEF_FILE, CONFIG_FOLDER, type ReadWrites } from "./config/sources.ts";
import type { Referred } from "./config/secret-values.ts";
import type { GuardParts } from "./connections/guard.ts";
import { createGuarded, type Guarded } from "./connections/guarded.ts";
import { createConnectors } from "./connectors/registry.ts";
import type { Automation } from "./core/automation.ts";
import { ConfigError } from "./core/errors.ts";
import type { Model } from "./core/ports/model.ts";
import type { Catalogue, Connector, Delivery } from "./core/ports/outside.ts";
import type { Store } from "./core/ports/store.ts";
import type { Schedule } from "./core/trigger.ts";
import type { KnownNames, Workspace } from "./core/workspace.ts";
import { loadDefinitions, type LoadedDefinitions, type ParsedBefore } from "./definitions/load.ts";
import type { DefinitionContext, ParsedDefinition } from "./definitions/parse.ts";
import type { KnownSkills } from "./definitions/skill-check.ts";
import { withoutFiles } from "./definitions/read-only.ts";
import { skillFolders, skillNames } from "./definitions/skill-folders.ts";
import type { DefinitionFile } from "./definitions/source.ts";
import { createDeliveries, type DeliveryParts } from "./deliveries/registry.ts";
import { retentionOf } from "./engine/limits.ts";
import { instantOf, systemClock } from "./lib/clock.ts";
import { codeVersionOf } from "./lib/code-version.ts";
import { hashOf } from "./lib/hash.ts";
import { lazy } from "./lib/lazy.ts";
import { problemAt, type Problem } from "./lib/problem.ts";
import type { Sentence } from "./core/sentence.ts";
import { flowsNeeded, flowsToApprovers } from "./policy/audiences.ts";
import { askedInWords, flowsInWords, namedInWords } from "./policy/flow-words.ts";
import type { AskedModels } from "./policy/model-words.ts";
import { openReader } from "./store/open.ts";
import { openRecord } from "./store/record.ts";
import { eventSources } from "./triggers/event-sources.ts";
import { checkTrigger, nextTime, warnTrigger } from "./triggers/schedule.ts";

/** The folder that Chief itself lies in, with the automations and the configuration that it ships. */
export const shippedDirectory = resolve(import.meta.dirname, "..");
/** It differs whenever the code does. */
export const codeVersion = codeVersionOf(import.meta.dirname, packageFile.version);
/** What a workspace falls back on, and what its configuration is checked against. */
const shipped = {
  shipped: join(shippedDirectory, "automations"),
  codeVersion,
  knownRules: loadKnownRules,
  readWrites: readAlertRoutes,
};

const nowhere = createAddresses(() => ({ root: "", dataDirectory: "", webhooks: {}, pings: {}, connections: {} }), {});

const toldTo: Pick<DeliveryParts, "screen" | "clock" | "people"> = {
  screen: { print: () => {}, columns: () => 80, color: false },
  clock: systemClock,
  people: () => ({ all: [] }),
};

/** For whoever only asks deliveries about themselves; what is written is checked against the names where they are given. */
function describedDeliveries(known: Partial<Pick<DeliveryParts, "names" | "people">> = {}): Catalogue<Delivery> {
  return createDeliveries({ ...toldTo, ...nowhere, ...known });
}

/** The ids of all connectors. */
export const sourceIds: readonly string[] = createConnectors(nowhere).ids;

function describedConnectors(names?: Pick<KnownNames, "connections">): Catalogue<Connector> {
  return createConnectors({ ...nowhere, ...(names && { names }) });
}

/** The ways in and out, and the models. */
export interface Ways extends Pick<Guarded, "connectors" | "deliveries" | "isShut"> {
  model: Model;
}

interface WayParts extends Omit<GuardParts, "readSecret">, DeliveryParts {
  workspace(): Referred & Pick<Workspace, "dataDirectory" | "models">;
}

/** The ways in and out for whoever goes to work, and the models, whose accounts are looked after. */
export function createWays({ connections, ...parts }: WayParts): Ways {
  const deliveries = createDeliveries({ connections, ...parts });
  const connectors = createConnectors({ connections, clock: parts.clock, hidden: () => [parts.workspace().dataDirectory] });
  const { usingNamed, ...ways } = createGuarded({ ...parts, readSecret: connections.readSecret, connectors, deliveries });
  return { ...ways, model: openModel({ connections, workspace: parts.workspace, clock: parts.clock, using: usingNamed }) };
}

/** OpenAI's client is loaded with the first question. What is asked may quote a secret that nobody has had a use for yet: none is asked before all are known. */
function openModel(parts: Omit<ModelParts, "workspace"> & Pick<WayParts, "workspace">): Model {
  const load = lazy(async () => {
    const [{ createModel }, { learnSecrets }] = await Promise.all([import("./agents/model/model.ts"), import("./config/secret-values.ts")]);
    return { model: createModel(parts), learnSecrets };
  });
  let learnt: Referred | undefined;
  return {
    async ask(request, signal) {
      const workspace = parts.workspace();
      const { model, learnSecrets } = await load();
      if (workspace !== learnt) learnSecrets(workspace, parts.connections.readSecret);
      learnt = workspace;
      return model.ask(request, signal);
    },
  };
}

/** The deliveries of a workspace, for whoever shows what they would send. */
export function deliveriesOf(workspace: Workspace): Catalogue<Delivery> {
  const { connections } = createAddresses(() => workspace, {});
  return createDeliveries({ ...toldTo, ...nowhere, connections, people: () => workspace.people, names: namesOf(workspace) });
}

const warnNow = (trigger: Schedule) => warnTrigger(trigger, instantOf(systemClock));

type Environment = Readonly<Record<string, string | undefined>>;

async function loadKnownRules(): Promise<Record<string, string[]>> {
  const { rules } = await import("./analysis/rules/registry.ts");
  return Object.fromEntries(rules.map((rule) => [rule.id, Object.keys(rule.thresholds)]));
}

/** The parser of grants is loaded only where a configuration is parsed. */
async function readAlertRoutes(...[written, { yaml, path, names }]: Parameters<ReadWrites>): ReturnType<ReadWrites> {
  const { readGrants } = await import("./definitions/grants.ts");
  const { grants, problems } = await readGrants(written, { kind: "alert", path, yaml, catalogue: describedDeliveries(names && { names }) });
  return { grants: grants.map(({ part, options }) => ({ delivery: part, options })), problems };
}

/** A workspace with its warnings; throws ConfigError for a folder or a configuration that can't be used. */
export function loadPlace(directory: string, env: Environment): Promise<LoadedWorkspace> {
  return openWorkspace({ ...shipped, directory, env });
}

/** The same for whoever goes to work there, so that a secret that is missing is told at once. */
export function loadPlaceForWork(directory: string, env: Environment): Promise<LoadedWorkspace> {
  return openForWork({ ...shipped, directory, env });
}

/** All that is wrong with a workspace: its configuration and every definition, at once. */
export async function validatePlace(directory: string, env: Environment): Promise<LoadedDefinitions> {
  const { workspace, problems, warnings } = await checkWorkspace({ ...shipped, directory, env });
  // Names of a chief.yaml that is broken are not known, so that nothing can be held against it.
  const isKnown = !problems.some(({ file }) => file === `${CONFIG_FOLDER}/${CHIEF_FILE}`);
  const loaded = await loadWith(workspace, isKnown ? namesOf(workspace) : undefined);
  const unready = isKnown ? await unreadyIn(loaded.automations, workspace) : [];
  const { readPreferences } = await import("./definitions/guidance.ts");
  const preferences = readPreferences(workspace.root).flatMap((read) => read.problems);
  const { findBrokenPrompts } = await import("./definitions/check-prompts.ts");
  const prompts = await findBrokenPrompts(workspace.root);
  const further = [...unready, ...(await unacceptedIn(loaded.automations, workspace))];
  const remarks = [...loaded.warnings, ...preferences, ...further];
  return { ...loaded, problems: [...problems, ...loaded.problems, ...prompts], warnings: [...warnings, ...remarks] };
}

/** Where nothing is kept, or nothing that can be read, nobody has accepted anything. */
async function unacceptedIn(automations: readonly Automation[], { dataDirectory }: Workspace): Promise<Problem[]> {
  if (automations.every(({ flows }) => flows.length === 0)) return [];
  const { findUnaccepted } = await import("./policy/unaccepted.ts");
  const store = await findRecord(dataDirectory);
  try {
    const waiting = await findUnaccepted(automations, async (id) => (await store?.consents.find(id))?.hash);
    return atTheirFiles(waiting);
  } finally {
    await store?.close();
  }
}

async function findRecord(directory: string): Promise<Store | undefined> {
  try {
    return await openReader(directory);
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

async function unreadyIn(automations: readonly Automation[], workspace: Workspace): Promise<Problem[]> {
  const { findUnconnected } = await import("./connections/unconnected.ts");
  const { findUnanswered } = await import("./connections/unanswered.ts");
  const { findPlanless } = await import("./definitions/plan-files.ts");
  const unconnected = await findUnconnected(automations, workspace.connections);
  const unheard = [...(await findUnanswered(automations, workspace)), ...(await findPlanless(automations, workspace.root))];
  return atTheirFiles([...unconnected, ...unheard]);
}

function atTheirFiles(found: readonly { path: string; message: string; hint: string }[]): Problem[] {
  return found.map(({ path, message, hint }) => problemAt(path, { line: 1, column: 1 }, message, hint));
}

/** Where a change of a file may change what Chief does, absolute. */
export function foldersOf({ automationsDirectory, root }: Workspace): string[] {
  return [automationsDirectory, join(root, CONFIG_FOLDER), ...skillFolders(root)];
}

/** The record of a workspace, for reading. */
export function openRecordOf(workspace: Workspace): Promise<Store> {
  return openRecord({ directory: workspace.dataDirectory, codeVersion });
}

/** The automations of a workspace, with all that is wrong with their files; parsed anew where no `cache` knows them. */
export function loadAutomations(workspace: Workspace, cache?: ParsedBefore): Promise<LoadedDefinitions> {
  return loadWith(workspace, namesOf(workspace), cache);
}

/** One definition that stands in no file yet, held against the configuration as files are. */
export async function parseDraft(workspace: Workspace, file: DefinitionFile): Promise<ParsedDefinition> {
  const { parseDefinition } = await import("./definitions/parse.ts");
  return parseDefinition(file, await contextOf(workspace, namesOf(workspace)));
}

/** All that is wrong with a file that was written for a sentence, and what it may do that nobody asked for. */
export async function faultsOfDraft(workspace: Workspace, sentence: string, text: string): Promise<readonly string[]> {
  const { notAskedFor } = await import("./definitions/by-words/asked-for.ts");
  const { automation, problems } = await parseDraft(workspace, { id: "new", path: "new.md", text, hash: hashOf(text) });
  return automation ? notAskedFor(sentence, automation) : problems.map(({ message }) => message);
}

async function loadWith(workspace: Workspace, names: DefinitionContext["names"], cache?: ParsedBefore): Promise<LoadedDefinitions> {
  const { root, automationsDirectory: directory } = workspace;
  const context = await contextOf(workspace, names);
  const loaded = await loadDefinitions({ directory, root, ...context, ...(cache && { cache: { store: cache, codeVersion } }) });
  return directory === shipped.shipped && root !== shippedDirectory ? withoutFiles(loaded) : loaded;
}

async function contextOf(workspace: Workspace, names: DefinitionContext["names"]): Promise<DefinitionContext> {
  const { root, calendar, people } = workspace;
  const parts = { connectors: describedConnectors(names), deliveries: describedDeliveries(names && { names }), eventSources };
  const flows = { needed: flowsNeeded, asked: flowsToApprovers, inWords: flowsInWords, askedInWords };
  const checks = { checkTrigger, warnTrigger: warnNow, nextTime, ...(names && { spending: workspace }) };
  return { ...parts, ...checks, timezone: calendar.timezone, people, names, flows, skills: await skillsIn(root) };
}

/** What reads skills is loaded only where there are some. */
async function skillsIn(root: string): Promise<KnownSkills> {
  if (skillNames(root).length === 0) return new Map();
  const { findSkills } = await import("./definitions/skill-check.ts");
  return findSkills(root);
}

function namesOf({ hooks, webhooks, pings, connections, people }: Workspace): KnownNames {
  return {
    hooks: Object.keys(hooks),
    webhooks: Object.keys(webhooks),
    pings: Object.keys(pings),
    connections: Object.entries(connections).map(([name, { kind }]) => ({ name, kind })),
    people: [...new Set(["me", ...people.all.map(({ key }) => key)])],
  };
}

/** What an automation may do, in words; all flows of the definition with `acceptedHash` are accepted. `workspace` says how people are called, how long things are kept and which models there are. */
export async function explain(
  automation: Automation,
  acceptedHash?: string,
  workspace?: AskedModels & Pick<Workspace, "people" | "retention" | "prices">,
): Promise<Sentence[]> {
  const { explainAutomation } = await import("./policy/explain.ts");
  const { reads, writes, triggers } = automation;
  const [connectors, deliveries] = [describedConnectors(), describedDeliveries(workspace && { people: () => workspace.people })];
  const words = new Map<unknown, string>();
  for (const grant of reads) words.set(grant, (await connectors.load(grant.connector)).describe(grant.options));
  for (const grant of writes) words.set(grant, (await deliveries.load(grant.delivery)).describe(grant.options));
  for (const trigger of triggers) {
    if (trigger.kind === "event") words.set(trigger, (await eventSources.load(trigger.source)).describe(trigger.options));
  }
  const told = (part: unknown): string => words.get(part) ?? "";
  const isReviewed = workspace?.models !== undefined && automation.model !== "none";
  const around = workspace && { isReviewed, retention: retentionOf(automation, workspace.retention), asked: withFree(workspace) };
  return explainAutomation(automation, { read: told, write: told, event: told }, acceptedHash, around);
}

/** What whoever thinks is told of definitions. */
export const words = { explain, faultsOfDraft };

/** What the flows that an automation's file names take to whom, each a sentence but for its end. */
export async function namedFlowsOf(automation: Automation): Promise<string[]> {
  const deliveries = describedDeliveries();
  const told = automation.writes.map(async (write) => {
    const to = (await deliveries.load(write.delivery)).describe(write.options);
    return namedInWords(automation, write, to);
  });
  return (await Promise.all(told)).flat();
}

/** Whether an automation needs no account and writes only where Chief itself runs. */
export async function isOffline({ reads, writes }: Automation): Promise<boolean> {
  if (!writes.every((grant) => grant.delivery === "console")) return false;
  const connectors = describedConnectors();
  const used = await Promise.all(reads.map((grant) => connectors.load(grant.connector)));
  return used.every(({ account, example }) => account === undefined || example !== undefined);
}

/** The JSON Schema of automation files. */
export async function definitionSchema(): Promise<Record<string, unknown>> {
  const { definitionJsonSchema } = await import("./definitions/json-schema.ts");
  return definitionJsonSchema({ connectors: describedConnectors(), deliveries: describedDeliveries(), eventSources });
}
