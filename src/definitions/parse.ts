import type { z } from "zod";
import type { Automation } from "../core/automation.ts";
import { findPerson, type People } from "../core/person.ts";
import type { Catalogue, Connector, Delivery } from "../core/ports/outside.ts";
import type { KnownNames } from "../core/workspace.ts";
import { isSchedule } from "../core/trigger.ts";
import { problemAt, type Position, type Problem } from "../lib/problem.ts";
import { checkSchema, showValue, valueAt } from "../lib/schema-check.ts";
import { findNearest } from "../lib/text.ts";
import type { YamlText } from "../lib/yaml-text.ts";
import { authorWarnings } from "./author-warnings.ts";
import { chaseOf } from "./chase.ts";
import { chaseWarnings } from "./chase-warnings.ts";
import { conductProblems, flowWarnings, type FlowChecks } from "./conduct-check.ts";
import { looksInProblems, unknownNameAt } from "./event-triggers.ts";
import { readGrants, type ReadGrants } from "./grants.ts";
import { checkMentions } from "./mention-check.ts";
import { millisecondsOf } from "./milliseconds.ts";
import { planWarnings } from "./plan-warnings.ts";
import { questionWarnings } from "./question-warnings.ts";
import { reportWarnings } from "./report-warnings.ts";
import { frontMatterOf, yamlDefinitionOf, type WrittenDefinition } from "./schema.ts";
import { skillProblems, type KnownSkills } from "./skill-check.ts";
import { spendingWarnings, type SpendingChecks } from "./spending-check.ts";
import { openSource, type DefinitionFile, type DefinitionSource } from "./source.ts";
import { GROUP_KEYS } from "./trigger-schema.ts";
import { readTriggers, type ReadTriggers, type TriggerChecks } from "./triggers.ts";

/** What a definition is checked against. */
export interface DefinitionContext extends TriggerChecks {
  /** The workspace's zone. */
  timezone: string;
  connectors: Catalogue<Connector>;
  deliveries: Catalogue<Delivery>;
  /** Who may own automations besides `me`. */
  people: People;
  /** The names that config/chief.yaml gives to what definitions refer to; unchecked where it could not be read. */
  names: KnownNames | undefined;
  /** The skills that there are; unchecked where nobody says. */
  skills?: KnownSkills;
  /** How far what is read may be told; unchecked where nobody says. */
  flows?: FlowChecks;
  /** What the configuration says of models; unchecked where it could not be read. */
  spending?: SpendingChecks;
}

/** An automation, or all that is wrong with its file. */
export interface ParsedDefinition {
  automation?: Automation;
  problems: readonly Problem[];
  warnings: readonly Problem[];
}

/** Parses one definition; never throws for what a person wrote. */
export async function parseDefinition(file: DefinitionFile, context: DefinitionContext): Promise<ParsedDefinition> {
  const opened = openSource(file);
  if (!opened.ok) return { problems: [opened.problem], warnings: [] };
  const { source } = opened;
  const { yaml } = source;
  if (yaml.problems.length > 0) return { problems: yaml.problems, warnings: [] };
  const { ids } = context.eventSources;
  const schema = source.isYaml ? yamlDefinitionOf(ids) : frontMatterOf(ids);
  const checked = checkSchema<WrittenDefinition>({ schema, value: yaml.value ?? {}, yaml });
  const parts = await readParts(file.id, source, context);
  const problems = [...(checked.ok ? [] : adviseTriggers(checked.problems, yaml, ids)), ...parts.problems];
  const warnings = [...parts.warnings, ...(checked.ok ? bodyWarnings(source, file) : [])];
  if (!checked.ok || problems.length > 0) return { problems, warnings };
  const automation = assemble(file, source, checked.value, parts);
  const spending = spendingWarnings(automation, context.spending, yaml);
  const people = context.names && context.people;
  const asking = chaseWarnings(automation, { people, nextTime: context.nextTime }, yaml);
  const reports = [...questionWarnings(automation, yaml), ...reportWarnings(automation, yaml), ...planWarnings(automation, yaml)];
  const own = [...reports, ...authorWarnings(automation, people, yaml), ...asking];
  const further = [...own, ...(await flowWarnings(automation, context, yaml)), ...spending];
  return { automation, problems, warnings: [...warnings, ...further] };
}

interface Parts {
  when: ReadTriggers;
  reads: ReadGrants;
  writes: ReadGrants;
  owner: string;
  problems: Problem[];
  warnings: Problem[];
}

/** Each part on its own, so that a fault elsewhere in the file hides none of its faults. */
async function readParts(automation: string, source: DefinitionSource, context: DefinitionContext): Promise<Parts> {
  const { yaml } = source;
  const { shape } = frontMatterOf(context.eventSources.ids);
  const part = <T>(schema: z.ZodType<T>, key: string): T | undefined => schema.safeParse(valueAt(yaml.value, [key])).data;
  const when = await readTriggers(part(shape.on, "on"), { yaml, automation, workspaceTimezone: context.timezone, checks: context });
  const writtenReads = part(shape.reads, "reads");
  const reads = await readGrants(writtenReads ?? [], { kind: "read", path: ["reads"], yaml, catalogue: context.connectors });
  const writtenWrites = part(shape.writes, "writes") ?? [];
  const writes = await readGrants(writtenWrites, { kind: "write", path: ["writes"], yaml, catalogue: context.deliveries });
  const owner = readOwner(part(shape.owner, "owner") ?? "me", source, context.people);
  const conduct = { flows: part(shape.flows, "flows"), links: part(shape.links, "links"), approval: part(shape.approval, "approval") };
  // Reads that can't be told apart would make every mention look ungranted.
  const mentions = writtenReads ? await checkMentions(source, reads.named, context) : { problems: [], warnings: [] };
  return {
    when,
    reads,
    writes,
    owner: owner.key,
    problems: [
      ...when.problems,
      ...reads.problems,
      ...writes.problems,
      ...owner.problems,
      ...looksInProblems(when.events, reads.grants, yaml),
      ...pingProblems(part(shape.ping, "ping"), context.names?.pings, yaml),
      ...conductProblems(conduct, grantNames(reads, writes), context.people, yaml),
      ...(context.skills ? skillProblems(part(shape.skills, "skills") ?? [], context.skills, yaml) : []),
      ...mentions.problems,
    ],
    warnings: [...when.warnings, ...mentions.warnings],
  };
}

/** A grant that can't be understood may be the one that is meant. */
function grantNames(reads: ReadGrants, writes: ReadGrants): Parameters<typeof conductProblems>[1] {
  if (reads.problems.length + writes.problems.length > 0) return undefined;
  return { reads: reads.grants.map(({ name }) => name), writes: writes.grants.map(({ name }) => name) };
}

function readOwner(written: string, { yaml }: DefinitionSource, people: People): { key: string; problems: Problem[] } {
  if (written === "me") return { key: written, problems: [] };
  const person = findPerson(people, { name: written });
  if (person) return { key: person.key, problems: [] };
  const nearest = findNearest(
    written,
    people.all.map(({ key }) => key),
  );
  const hint = nearest ? `Did you mean ${nearest}?` : "Add this person to config/people.yaml, or write owner: me.";
  const message = `expected owner to be me or a key of config/people.yaml, got ${showValue(written)}`;
  return { key: written, problems: [problemAt(yaml.file, yaml.positionOf(["owner"]), message, hint)] };
}

function pingProblems(written: string | undefined, known: readonly string[] | undefined, yaml: YamlText): Problem[] {
  if (written === undefined || !known || known.includes(written)) return [];
  return [unknownNameAt(["ping"], written, { what: "an address under pings in config/chief.yaml", known }, yaml)];
}

/** A trigger beside `on` instead of below it is the likeliest of unknown keys. */
function adviseTriggers(problems: readonly Problem[], yaml: YamlText, eventIds: readonly string[]): Problem[] {
  const { shape } = frontMatterOf(eventIds);
  const keys = typeof yaml.value === "object" && yaml.value !== null ? Object.keys(yaml.value) : [];
  return problems.map((problem) => {
    const key = keys.find((candidate) => isSamePlace(yaml.positionOfKey([candidate]), problem) && !Object.hasOwn(shape, candidate));
    const meant = key === undefined ? undefined : findNearest(key, [...GROUP_KEYS, ...eventIds]);
    return meant === undefined ? problem : { ...problem, hint: `Did you mean ${meant}? It belongs below on.` };
  });
}

function isSamePlace(a: Position, b: Position): boolean {
  return a.line === b.line && a.column === b.column;
}

function bodyWarnings({ body, isYaml }: DefinitionSource, file: DefinitionFile): Problem[] {
  if (body !== "") return [];
  const message = `expected instructions ${isYaml ? "under prompt" : "below the front matter"}, got none`;
  return [problemAt(file.path, { line: 1, column: 1 }, message, "Say in a sentence or two what it should tell you.")];
}

function assemble(file: DefinitionFile, source: DefinitionSource, written: WrittenDefinition, parts: Parts): Automation {
  const { triggers, timezone, rollUp } = parts.when;
  const reads = parts.reads.grants.map(({ name, part, options, audience }) => ({ name, connector: part, options, audience }));
  const isBriefing = reads.length > 0 && triggers.some(isSchedule);
  return {
    id: file.id,
    name: written.name,
    description: written.description,
    ...(written.report !== "briefing" && { report: written.report }),
    triggers,
    timezone,
    // An event is something new in itself.
    when: written.when ?? (isBriefing && triggers.every(isSchedule) ? "changed" : "always"),
    reads,
    writes: parts.writes.grants.map(({ part, ...grant }) => ({ ...grant, delivery: part })),
    quiet: written.quiet,
    ...chaseOf(written.chase, parts.writes.grants),
    ...(written.overlap !== undefined && { overlap: written.overlap }),
    concurrency: written.concurrency,
    rollUp: rollUp ?? isBriefing,
    ...rulesOf(written),
    model: written.model,
    budget: written.budget,
    goal: written.goal,
    skills: written.skills,
    bestOf: written.bestOf,
    retries: written.retries,
    stepTimeoutMs: millisecondsOf(written.stepTimeout),
    runTimeoutMs: millisecondsOf(written.runTimeout),
    paused: written.paused,
    owner: parts.owner,
    body: source.body,
    path: file.path,
    hash: file.hash,
  };
}

function rulesOf(
  written: WrittenDefinition,
): Pick<Automation, "catchup" | "flows" | "links" | "approval" | "pauseOnFailure" | "onFailure" | "ping" | "retention"> {
  const { mode, window, max } = written.catchup;
  const { after, every } = written.onFailure;
  const approval = isTerms(written.approval) ? written.approval : { when: written.approval, approvers: [], expires: "1d" };
  return {
    catchup: { mode, max, ...(window !== undefined && { windowMs: millisecondsOf(window) }) },
    flows: written.flows,
    links: written.links,
    approval: { when: approval.when, approvers: approval.approvers, expiresMs: millisecondsOf(approval.expires) },
    pauseOnFailure: written.pauseOnFailure,
    onFailure: { after, ...(every !== undefined && { everyMs: millisecondsOf(every) }) },
    ...(written.ping !== undefined && { ping: written.ping }),
    ...(written.retention && { retention: retentionOf(written.retention) }),
  };
}

function retentionOf({ runs, texts, messages, keep }: NonNullable<WrittenDefinition["retention"]>): NonNullable<Automation["retention"]> {
  return {
    ...(runs !== undefined && { runsMs: millisecondsOf(runs) }),
    ...(texts !== undefined && { textsMs: millisecondsOf(texts) }),
    ...(messages !== undefined && { messagesMs: millisecondsOf(messages) }),
    ...(keep !== undefined && { keep }),
  };
}

function isTerms(approval: WrittenDefinition["approval"]): approval is Extract<WrittenDefinition["approval"], { expires: string }> {
  return typeof approval === "object" && "expires" in approval;
}
