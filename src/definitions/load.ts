import { readdir } from "node:fs/promises";
import { extname, isAbsolute, join, relative, sep } from "node:path";
import type { Automation } from "../core/automation.ts";
import type { DefinitionStore } from "../core/ports/store.ts";
import { automationsHeard } from "../core/run-cycles.ts";
import { isSchedule } from "../core/trigger.ts";
import { hashOf } from "../lib/hash.ts";
import { problemAt, sortProblems, type Problem } from "../lib/problem.ts";
import { explainFailure, readWrittenFile } from "../lib/written-file.ts";
import type { DefinitionContext, ParsedDefinition } from "./parse.ts";
import type { refuseRunTriggers } from "./run-triggers.ts";
import { refuseSharedPlaces } from "./shared-places.ts";
import type { DefinitionFile } from "./source.ts";

/** Goes up whenever the same file would be parsed to something else. */
const PARSER_VERSION = 2;

/** Which definitions to load, and what they are checked against. */
export interface DefinitionRequest extends DefinitionContext {
  /** Absolute path of the flat folder that holds them. */
  directory: string;
  /** Absolute path of the workspace; files are shown relative to it. */
  root: string;
  /** Definitions that were parsed before, by the hash of their file; what is parsed now is kept where it can be. */
  cache?: { store: ParsedBefore; codeVersion: string };
}

/** Where parsed definitions are found, and kept by those who may write there. */
export type ParsedBefore = Pick<DefinitionStore, "load"> & Partial<Pick<DefinitionStore, "save">>;

export interface LoadedDefinitions {
  /** By id. */
  automations: Automation[];
  problems: Problem[];
  /** Of the files that were parsed now: one that is taken from the cache was warned of before. */
  warnings: Problem[];
  /** The ids that have a file, usable or not; absent where the folder could not be read. */
  present?: readonly string[];
}

/**
 * Loads every definition of a folder: all problems of all files at once, and every file that has none. Never throws for
 * what a person wrote. Files whose name starts with a dot or underscore, and readmes, are no definitions.
 */
export async function loadDefinitions(request: DefinitionRequest): Promise<LoadedDefinitions> {
  const listed = await listFiles(request);
  if (!listed.ok) return { automations: [], problems: [listed.problem], warnings: [] };
  const { unique, problems } = refuseDoubles(listed.files);
  const read = unique.map(({ id, absolute, path }) => ({ id, read: readWrittenFile(absolute, path) }));
  const files = read.flatMap(({ id, read: file }) => (file.ok ? [{ id, path: file.path, text: file.text, hash: file.hash }] : []));
  const parsed = await parseFiles(files, request);
  const present = [...new Set(listed.files.map(({ id }) => id))];
  const sound = parsed.flatMap(({ automation }) => automation ?? []).sort((a, b) => (a.id < b.id ? -1 : 1));
  const started = await refuseWrongRuns(sound, { present, files });
  const apart = await refuseSharedPlaces(started.automations, request.deliveries);
  return {
    automations: apart.automations,
    problems: sortProblems([
      ...problems,
      ...started.problems,
      ...apart.problems,
      ...read.flatMap(({ read: file }) => (file.ok ? [] : [file.problem])),
      ...parsed.flatMap((definition) => definition.problems),
    ]),
    warnings: sortProblems(parsed.flatMap((definition) => definition.warnings)),
    present,
  };
}

interface ListedFile {
  id: string;
  absolute: string;
  path: string;
}

async function listFiles({
  directory,
  root,
}: DefinitionRequest): Promise<{ ok: true; files: ListedFile[] } | { ok: false; problem: Problem }> {
  try {
    const entries = await readdir(directory, { withFileTypes: true });
    const names = entries.filter((entry) => !entry.isDirectory() && isDefinition(entry.name)).map(({ name }) => name);
    const files = names.sort().map((name) => ({
      id: name.slice(0, -extname(name).length),
      absolute: join(directory, name),
      path: shownPath(root, join(directory, name)),
    }));
    return { ok: true, files };
  } catch (error) {
    const { message, hint } = explainFailure(error);
    return { ok: false, problem: problemAt(shownPath(root, directory), { line: 1, column: 1 }, message, hint) };
  }
}

function isDefinition(name: string): boolean {
  return /^[^._].*\.(?:md|ya?ml)$/.test(name) && !/^readme\.md$/i.test(name);
}

/** Relative inside the workspace, absolute elsewhere. */
function shownPath(root: string, path: string): string {
  const inside = relative(root, path);
  return inside.startsWith("..") || isAbsolute(inside) ? path : inside.split(sep).join("/");
}

/** An id stands in run ids, commands and file names. Of files that share one none is loaded: which is meant, nobody can tell. */
function refuseDoubles(files: readonly ListedFile[]): { unique: ListedFile[]; problems: Problem[] } {
  const groups = [...Map.groupBy(files, ({ id }) => id.toLowerCase()).values()];
  const judged = groups.map((twins) => ({ twins, fault: twins.length > 1 ? sharedId(twins) : twins.map(nameFault)[0] }));
  return {
    unique: judged.flatMap(({ twins, fault }) => (fault ? [] : twins)),
    problems: judged.flatMap(({ fault }) => fault ?? []),
  };
}

function sharedId(twins: readonly ListedFile[]): Problem {
  const last = twins.at(-1);
  const message = `expected the id ${last?.id} to belong to one file, got ${twins.map(({ path }) => path).join(" and ")}`;
  return problemAt(last?.path ?? "", { line: 1, column: 1 }, message, "Rename or remove one of them; until then neither runs.");
}

const RESERVED: Readonly<Record<string, string>> = {
  chief: "Chief itself where messages are listed",
  ask: "answers to questions where runs are listed",
};

function nameFault(file: ListedFile): Problem | undefined {
  const reserved = RESERVED[file.id.toLowerCase()];
  if (reserved !== undefined) {
    const message = `expected a file name other than ${file.id}, which stands for ${reserved}`;
    return problemAt(file.path, { line: 1, column: 1 }, message, "Rename it: the name is the automation's id.");
  }
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$/.test(file.id)) return undefined;
  const message = `expected a file name of letters, digits, dots and dashes, got ${JSON.stringify(file.id)}`;
  return problemAt(
    file.path,
    { line: 1, column: 1 },
    message,
    "Rename it, for example to morning-briefing.md: the name is the automation's id.",
  );
}

async function parseFiles(files: readonly DefinitionFile[], request: DefinitionRequest): Promise<ParsedDefinition[]> {
  const { cache } = request;
  if (!cache) return parseAll(files, request);
  const parser = parserOf(request, cache.codeVersion);
  const known = new Map(
    (
      await cache.store.load(
        files.map(({ hash }) => hash),
        parser,
      )
    ).map((automation) => [automation.hash, automation]),
  );
  const kept = files.map((file) => ({ file, automation: findKept(known, file) }));
  const parsed = await parseAll(
    kept.flatMap(({ file, automation }) => (automation ? [] : [file])),
    request,
  );
  const fresh = parsed.flatMap(({ automation }) => automation ?? []);
  if (fresh.length > 0) await cache.store.save?.(fresh, parser);
  return [...kept.flatMap(({ automation }) => (automation ? [{ automation, problems: [], warnings: [] }] : [])), ...parsed];
}

/**
 * The same bytes may stand in a file of another name; in a file of another kind they mean something else, and the topics of
 * events have the id in them.
 */
function findKept(known: ReadonlyMap<string, Automation>, file: DefinitionFile): Automation | undefined {
  const automation = known.get(file.hash);
  if (!automation || extname(automation.path) !== extname(file.path)) return undefined;
  if (automation.id !== file.id && !automation.triggers.every(isSchedule)) return undefined;
  return { ...automation, id: file.id, path: file.path };
}

/** Few automations wait for runs of others: what checks that is loaded only for them. */
async function refuseWrongRuns(automations: readonly Automation[], loaded: Parameters<typeof refuseRunTriggers>[1]) {
  if (!automations.some(({ triggers }) => triggers.some((trigger) => automationsHeard(trigger).length > 0))) {
    return { automations, problems: [] };
  }
  return (await import("./run-triggers.ts")).refuseRunTriggers(automations, loaded);
}

/** The parser is loaded only when there is something to parse: YAML and zod cost more than all the rest of a start. */
async function parseAll(files: readonly DefinitionFile[], context: DefinitionContext): Promise<ParsedDefinition[]> {
  if (files.length === 0) return [];
  const { parseDefinition } = await import("./parse.ts");
  return Promise.all(files.map((file) => parseDefinition(file, context)));
}

/** All that a parse depends on besides the file. */
function parserOf(request: DefinitionRequest, codeVersion: string): string {
  const { timezone, connectors, deliveries, eventSources, people, names, skills } = request;
  const parts = { connectors: connectors.ids, deliveries: deliveries.ids, eventSources: eventSources.ids };
  return hashOf({ PARSER_VERSION, codeVersion, timezone, ...parts, people: people.all, names, ...(skills && { skills: [...skills] }) });
}
