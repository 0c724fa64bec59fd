import { resolve } from "node:path";
import type { z } from "zod";
import type { Connection } from "../core/connection.ts";
import type { Person } from "../core/person.ts";
import type { Workspace } from "../core/workspace.ts";
import { hashOf } from "../lib/hash.ts";
import { problemAt, sortProblems, type Problem } from "../lib/problem.ts";
import { sharedAccounts } from "./shared-accounts.ts";
import { checkSchema, showValue } from "../lib/schema-check.ts";
import { findNearest, listOf } from "../lib/text.ts";
import { systemTimezone } from "../lib/timezone.ts";
import type { WrittenFile } from "../lib/written-file.ts";
import { parseYaml, type Path, type YamlText } from "../lib/yaml-text.ts";
import { hoursOf, weekdaysOf } from "../lib/work-week.ts";
import { fillEnvironment, type Environment } from "./environment.ts";
import { readHolidays } from "./holidays.ts";
import { isHiddenPath, isSecretPath, missingSecrets, referenceProblems } from "./references.ts";
import { chiefSchema, peopleSchema, type ChiefFile, type PeopleFile } from "./schema.ts";
import { inWorkspace } from "./mcp-connection.ts";
import { modelProblems, modelWarnings } from "./models.ts";
import { PRICES } from "./prices.ts";
import { CHIEF_FILE, CONFIG_FOLDER, type Sources, type WorkspaceRequest } from "./sources.ts";

/** A workspace with what its owner should know. JSON-safe, to be kept by the hash of its sources. */
export interface LoadedWorkspace {
  workspace: Workspace;
  warnings: Problem[];
  /** Secrets that it refers to and that are not there. */
  missing: Problem[];
}

export type ParsedWorkspace =
  | ({ ok: true } & LoadedWorkspace)
  | { ok: false; problems: Problem[]; warnings: Problem[]; missing: Problem[] };

interface Opened<T> {
  yaml: YamlText;
  /** Absent where the file has problems. */
  value?: T;
  problems: readonly Problem[];
}

/** What the keys of chief.yaml that need more than its own text come to. */
interface Parts {
  holidays: readonly string[];
  alertsTo: Workspace["alerts"]["to"];
}

/** The workspace that the sources describe; the defaults apply where there is no chief.yaml. */
export async function parseWorkspace(request: WorkspaceRequest, sources: Sources): Promise<ParsedWorkspace> {
  const { env, root, knownRules } = request;
  const chief = openFile(sources.files.get(CHIEF_FILE), CHIEF_FILE, chiefSchema, env, { isLeft: isSecretPath, isHidden: isHiddenPath });
  const peopleName = chief.value?.people ?? "people.yaml";
  const people = openFile(sources.files.get(peopleName), peopleName, peopleSchema, env);
  const read = chief.value && (await readParts(request, sources, { value: chief.value, yaml: chief.yaml }, people.value ?? {}));
  const problems = [
    ...sources.problems,
    ...chief.problems,
    ...people.problems,
    ...sharedAccounts(people.value ?? {}, people.yaml),
    ...(chief.value
      ? [...(await ruleProblems(chief.value, chief.yaml, knownRules)), ...peopleProblems(chief.value, chief.yaml, people, sources)]
      : []),
    ...(read?.problems ?? []),
  ];
  const warnings = chief.value ? [...zoneWarnings(chief.value, chief.yaml), ...modelWarnings(chief.value, chief.yaml)] : [];
  const missing = chief.value
    ? missingSecrets(chief.value, { yaml: chief.yaml, root, env, dataDirectory: dataOf(request, sources, chief.value) })
    : [];
  if (!chief.value || !read || !people.value || problems.length > 0) {
    return { ok: false, problems: sortProblems(problems), warnings, missing };
  }
  return { ok: true, workspace: assemble(request, sources, chief.value, people.value, read), warnings, missing };
}

async function readParts(
  request: WorkspaceRequest,
  sources: Sources,
  { value: chief, yaml }: { value: ChiefFile; yaml: YamlText },
  people: PeopleFile,
): Promise<Parts & { problems: Problem[] }> {
  const { readWrites } = request;
  const holidays = await readHolidays(chief.work.holidays, yaml, sources.files);
  const alerts = await readWrites?.(chief.alerts.to, { yaml, path: ["alerts", "to"], names: namesIn(chief, people) });
  return {
    holidays: holidays.dates,
    alertsTo: alerts?.grants ?? [{ delivery: "console", options: {} }],
    problems: [...holidays.problems, ...referenceProblems(chief, yaml), ...modelProblems(chief, yaml), ...(alerts?.problems ?? [])],
  };
}

function namesIn({ webhooks, connections }: ChiefFile, people: PeopleFile) {
  return {
    webhooks: Object.keys(webhooks),
    connections: Object.entries(connections).map(([name, { kind }]) => ({ name, kind })),
    people: [...new Set(["me", ...Object.keys(people)])],
  };
}

function openFile<T>(
  file: WrittenFile | undefined,
  name: string,
  schema: z.ZodType<T>,
  env: Environment,
  { isLeft, isHidden }: { isLeft?: (path: Path) => boolean; isHidden?: (path: Path) => boolean } = {},
): Opened<T> {
  const yaml = parseYaml(file?.text ?? "", file?.path ?? `${CONFIG_FOLDER}/${name}`);
  if (yaml.problems.length > 0) return { yaml, problems: yaml.problems };
  const filled = fillEnvironment(yaml, env, isLeft);
  if (filled.problems.length > 0) return { yaml, problems: filled.problems };
  const checked = checkSchema({ schema, value: filled.value ?? {}, yaml, ...(isHidden && { isHidden }) });
  return checked.ok ? { yaml, value: checked.value, problems: [] } : { yaml, problems: checked.problems };
}

/** Rules are loaded only where some are named: they bring along all that letters are read by. */
async function ruleProblems({ rules }: ChiefFile, yaml: YamlText, knownRules: WorkspaceRequest["knownRules"]): Promise<Problem[]> {
  if (!knownRules || Object.keys(rules).length === 0) return [];
  const all = await knownRules();
  return Object.entries(rules).flatMap(([rule, thresholds]) => {
    const known = Object.hasOwn(all, rule) ? all[rule] : undefined;
    if (!known) return [unknownName("a rule", rule, ["rules", rule], Object.keys(all), yaml)];
    const strange = Object.keys(thresholds).filter((threshold) => !known.includes(threshold));
    return strange.map((threshold) => unknownName(`a threshold of ${rule}`, threshold, ["rules", rule, threshold], known, yaml));
  });
}

function unknownName(what: string, name: string, path: readonly string[], known: readonly string[], yaml: YamlText): Problem {
  const nearest = findNearest(name, known);
  const choice = known.length === 0 ? "There is none." : `There ${known.length === 1 ? "is" : "are"} ${listOf(known)}.`;
  const hint = nearest ? `Did you mean ${nearest}?` : choice;
  return problemAt(yaml.file, yaml.positionOfKey(path), `expected ${what} that this version knows, got ${showValue(name)}`, hint);
}

function peopleProblems(chief: ChiefFile, yaml: YamlText, people: Opened<PeopleFile>, sources: Sources): Problem[] {
  if (!sources.files.has(chief.people) && chief.people !== "people.yaml") {
    const message = `expected people to name a file in ${CONFIG_FOLDER}/, got ${showValue(chief.people)}, which is not there`;
    return [problemAt(yaml.file, yaml.positionOf(["people"]), message, `Create ${CONFIG_FOLDER}/${chief.people}, or remove this line.`)];
  }
  if (chief.owner !== "me" && people.value && Object.hasOwn(people.value, "me")) {
    const message = `expected owner to be me, since ${people.yaml.file} has a person of that key, got ${showValue(chief.owner)}`;
    return [problemAt(yaml.file, yaml.positionOf(["owner"]), message, "Remove this line, or give the person me another key.")];
  }
  if (chief.owner === "me" || !people.value || Object.hasOwn(people.value, chief.owner)) return [];
  const nearest = findNearest(chief.owner, Object.keys(people.value));
  const hint = nearest ? `Did you mean ${nearest}?` : `Add ${chief.owner} to ${CONFIG_FOLDER}/${chief.people}, or remove this line.`;
  const message = `expected owner to be a key of ${CONFIG_FOLDER}/${chief.people}, got ${showValue(chief.owner)}`;
  return [problemAt(yaml.file, yaml.positionOf(["owner"]), message, hint)];
}

function zoneWarnings({ timezone }: ChiefFile, yaml: YamlText): Problem[] {
  if (timezone !== undefined) return [];
  const system = systemTimezone();
  const message = `expected timezone to be set, got nothing: this machine's zone is used, ${system}`;
  return [problemAt(yaml.file, { line: 1, column: 1 }, message, `Add a line "timezone: ${system}" to ${yaml.file}.`)];
}

function assemble(request: WorkspaceRequest, sources: Sources, chief: ChiefFile, people: PeopleFile, parts: Parts): Workspace {
  const { root, shipped } = request;
  // A folder that is named in chief.yaml is meant, even where it is missing; the usual one may simply not be there.
  const own = chief.automations !== "automations" || sources.hasAutomations;
  const workspace = {
    root,
    dataDirectory: dataOf(request, sources, chief),
    automationsDirectory: own || shipped === undefined ? resolve(root, chief.automations) : shipped,
    owner: chief.owner,
    calendar: calendarOf(chief, parts.holidays),
    people: { all: Object.entries(people).map(([key, person]) => personOf(key, person, chief.owner)) },
    server: { host: chief.server.host, port: chief.server.port },
    confinement: chief.confinement,
    rules: chief.rules,
    hooks: chief.hooks,
    webhooks: chief.webhooks,
    pings: chief.pings,
    connections: chief.connections,
    ...(chief.models && { models: chief.models }),
    prices: { ...PRICES, ...chief.prices },
    budgets: chief.budgets,
    alerts: { to: parts.alertsTo, everyMs: chief.alerts.every },
    concurrency: chief.concurrency,
    logLevel: chief.log,
    retention: retentionOf(chief.retention),
  };
  const connections = Object.entries(chief.connections).map(([name, each]) => [name, inWorkspace<Connection>(each, workspace)] as const);
  const whole = { ...workspace, connections: Object.fromEntries(connections) };
  return { ...whole, hash: hashOf(whole) };
}

function retentionOf({ runs, texts, messages, keep }: ChiefFile["retention"]): Workspace["retention"] {
  return { runsMs: runs, textsMs: texts, messagesMs: messages, keep };
}

function dataOf({ root, dataDirectory, dataOverride }: WorkspaceRequest, sources: Sources, chief: ChiefFile): string {
  const outside = sources.files.has(CHIEF_FILE) ? undefined : dataDirectory;
  return dataOverride ?? outside ?? resolve(root, chief.data);
}

function calendarOf({ timezone, work }: ChiefFile, holidays: readonly string[]): Workspace["calendar"] {
  return {
    timezone: timezone ?? systemTimezone(),
    workdays: weekdaysOf(work.days),
    hours: hoursOf(work.hours),
    holidays,
  };
}

/** The owner's key becomes `me`, by which all else knows the owner; the written key stays as a name. */
function personOf(key: string, { name, emails, aliases, accounts, timezone, absences, vip }: PeopleFile[string], owner: string): Person {
  const person = {
    key: key === owner ? "me" : key,
    name,
    emails,
    aliases: key === owner && key !== "me" ? [...aliases, key] : aliases,
    accounts: Object.entries(accounts).flatMap(([service, ids]) => ids.map((id) => `${service}:${id}`)),
    absences,
    vip,
  };
  return timezone === undefined ? person : { ...person, timezone };
}
