import type { z } from "zod";
import type { Automation } from "../core/automation.ts";
import { findPerson, type People } from "../core/person.ts";
import type { Catalogue, Connector, Delivery } from "../core/ports/outside.ts";
import { parseDuration } from "../lib/duration.ts";
import { problemAt, type Position, type Problem } from "../lib/problem.ts";
import { checkSchema, showValue, valueAt } from "../lib/schema-check.ts";
import { findNearest } from "../lib/text.ts";
import type { YamlText } from "../lib/yaml-text.ts";
import { readGrants, type ReadGrants } from "./grants.ts";
import { checkMentions } from "./mention-check.ts";
import { frontMatterSchema, TRIGGER_KEYS, yamlDefinitionSchema, type WrittenDefinition } from "./schema.ts";
import { openSource, type DefinitionFile, type DefinitionSource } from "./source.ts";
import { readTriggers, type ReadTriggers, type TriggerChecks } from "./triggers.ts";

/** What a definition is checked against. */
export interface DefinitionContext extends TriggerChecks {
  /** The workspace's zone. */
  timezone: string;
  connectors: Catalogue<Connector>;
  deliveries: Catalogue<Delivery>;
  /** Who may own automations besides `me`. */
  people: People;
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
  const schema = source.isYaml ? yamlDefinitionSchema : frontMatterSchema;
  const checked = checkSchema<WrittenDefinition>({ schema, value: yaml.value ?? {}, yaml });
  const parts = await readParts(source, context);
  const problems = [...(checked.ok ? [] : adviseTriggers(checked.problems, yaml)), ...parts.problems];
  const warnings = [...parts.warnings, ...(checked.ok ? bodyWarnings(source, file) : [])];
  if (!checked.ok || problems.length > 0) return { problems, warnings };
  return { automation: assemble(file, source, checked.value, parts), problems, warnings };
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
async function readParts(source: DefinitionSource, context: DefinitionContext): Promise<Parts> {
  const { yaml } = source;
  const { shape } = frontMatterSchema;
  const part = <T>(schema: z.ZodType<T>, key: string): T | undefined => schema.safeParse(valueAt(yaml.value, [key])).data;
  const when = readTriggers(part(shape.on, "on"), { yaml, workspaceTimezone: context.timezone, checks: context });
  const writtenReads = part(shape.reads, "reads");
  const reads = await readGrants("reads", writtenReads ?? [], { yaml, catalogue: context.connectors });
  const writes = await readGrants("writes", part(shape.writes, "writes") ?? [], { yaml, catalogue: context.deliveries });
  const owner = readOwner(part(shape.owner, "owner") ?? "me", source, context.people);
  // Reads that can't be told apart would make every mention look ungranted.
  const mentions = writtenReads ? await checkMentions(source, reads.named, context) : { problems: [], warnings: [] };
  return {
    when,
    reads,
    writes,
    owner: owner.key,
    problems: [...when.problems, ...reads.problems, ...writes.problems, ...owner.problems, ...mentions.problems],
    warnings: [...when.warnings, ...mentions.warnings],
  };
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

/** A trigger beside `on` instead of below it is the likeliest of unknown keys. */
function adviseTriggers(problems: readonly Problem[], yaml: YamlText): Problem[] {
  const keys = typeof yaml.value === "object" && yaml.value !== null ? Object.keys(yaml.value) : [];
  return problems.map((problem) => {
    const key = keys.find(
      (candidate) => isSamePlace(yaml.positionOfKey([candidate]), problem) && !Object.hasOwn(frontMatterSchema.shape, candidate),
    );
    const meant = key === undefined ? undefined : findNearest(key, [...TRIGGER_KEYS, "timezone"]);
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
  const { triggers, timezone } = parts.when;
  const gated = triggers.length > 0 && parts.reads.grants.length > 0;
  return {
    id: file.id,
    name: written.name,
    description: written.description,
    triggers,
    timezone,
    when: written.when ?? (gated ? "changed" : "always"),
    reads: parts.reads.grants.map(({ name, part, options }) => ({ name, connector: part, options })),
    writes: parts.writes.grants.map(({ name, part, options }) => ({ name, delivery: part, options })),
    quiet: written.quiet,
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

/** The schema let only durations through. */
function millisecondsOf(duration: string): number {
  const ms = parseDuration(duration);
  if (ms === undefined) throw new RangeError(`expected a duration such as 10m, got ${showValue(duration)}`);
  return ms;
}
