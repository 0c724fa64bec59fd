import { writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { findUnconnected } from "../../connections/unconnected.ts";
import type { Automation } from "../../core/automation.ts";
import { DefinitionError, PermanentError } from "../../core/errors.ts";
import type { Sentence } from "../../core/sentence.ts";
import { isSchedule } from "../../core/trigger.ts";
import type { Workspace } from "../../core/workspace.ts";
import { draftOf, idOf } from "../../definitions/by-words/draft.ts";
import { fileTextOf } from "../../definitions/by-words/file-text.ts";
import { hashOf } from "../../lib/hash.ts";
import { explain, loadAutomations, loadPlace, parseDraft } from "../../shipped.ts";
import { findPrompter, nobodyToAsk, type Prompter } from "../connect/prompter.ts";
import { dueTimes, type DueTime } from "../due-times.ts";
import { eventsInWords } from "../event-words.ts";
import { withOperations } from "../open.ts";
import type { Options } from "../options.ts";
import { printJson } from "../print.ts";
import type { Session } from "../session.ts";

/** Makes an automation out of a sentence, shows what it may do and when, and writes its file after a yes. */
export async function run(session: Session, words: readonly string[], options: Options): Promise<number> {
  const prompter = findPrompter(session.surroundings);
  try {
    return await write(session, words.join(" "), options, { prompter, author: (sentence) => draftBy(session, sentence) });
  } finally {
    prompter?.close();
  }
}

/** By a model, where one is configured. */
async function draftBy(session: Session, sentence: string): Promise<string | undefined> {
  const { workspace } = await loadPlace(session.directory, session.env);
  return workspace.models && withOperations(session, ({ operations }) => operations.draft(sentence));
}

/** An automation that no file holds yet. */
interface Made {
  automation: Automation;
  text: string;
  sentences: readonly Sentence[];
  times: readonly DueTime[];
  waits: readonly string[];
  /** Accounts that are still to be connected. */
  unconnected: readonly { message: string; hint: string }[];
}

const MOST_TIMES = 5;

/** Who is asked. */
export interface Asked {
  /** Answers the question; nobody does where it is absent. */
  prompter?: Prompter | undefined;
  /** Writes the file where code has not understood the sentence; undefined where nobody can. */
  author?: (sentence: string) => Promise<string | undefined>;
}

/** The same with whoever is asked. */
export async function write(session: Session, sentence: string, options: Options, { prompter, author }: Asked): Promise<number> {
  const { workspace } = await loadPlace(session.directory, session.env);
  const made = await make(workspace, await fileFor(workspace, sentence, author));
  const { path } = made.automation;
  if (!session.json) show(session, made);
  const isAgreed = await isWanted(options, prompter, path);
  if (isAgreed) await writeNew(join(workspace.root, path), made);
  const tried = session.call(`run ${made.automation.id} --dry-run`);
  if (session.json) printJson(session, { ...toJson(made), written: isAgreed });
  else session.say(isAgreed ? `Written: ${path}. ${tried} tries it.` : "Nothing was written.");
  return 0;
}

/** A file that is to be, and the name that it would like. */
interface Written {
  id: string;
  text: string;
}

/** By code where that understands all of it: what is sure needs no model. */
async function fileFor(workspace: Workspace, sentence: string, author: Asked["author"]): Promise<Written> {
  try {
    const draft = draftOf(sentence, workspace.people);
    return { id: draft.id, text: fileTextOf(draft) };
  } catch (error) {
    const text = error instanceof DefinitionError ? await author?.(sentence) : undefined;
    if (text === undefined) throw error;
    return { id: idOf((await parse(workspace, { id: UNNAMED, text })).automation?.name ?? sentence), text };
  }
}

/** Until it has a name. */
const UNNAMED = "new";

function parse(workspace: Workspace, { id, text }: Written) {
  const path = join(relative(workspace.root, workspace.automationsDirectory), `${id}.md`);
  return parseDraft(workspace, { id, path, text, hash: hashOf(text) });
}

async function make(workspace: Workspace, { id: wanted, text }: Written): Promise<Made> {
  const { present = [] } = await loadAutomations(workspace);
  const id = freeId(wanted, new Set(present.map((each) => each.toLowerCase())));
  const { automation, problems } = await parse(workspace, { id, text });
  if (!automation) throw unusable(problems[0]);
  const [sentences, waits] = await Promise.all([explain(automation, undefined, workspace), eventsInWords(automation)]);
  const times = automation.triggers.some(isSchedule) ? dueTimes(automation, workspace, MOST_TIMES) : [];
  const unconnected = await findUnconnected([automation], workspace.connections);
  return { automation, text, sentences, times, waits, unconnected };
}

/** A name that no file has: what is there is never written over. */
function freeId(wanted: string, taken: ReadonlySet<string>): string {
  const names = [wanted, ...Array.from({ length: taken.size + 1 }, (_, index) => `${wanted}-${index + 2}`)];
  return names.find((name) => !taken.has(name)) ?? wanted;
}

function unusable(problem: { message: string; hint?: string } | undefined): DefinitionError {
  const message = problem?.message ?? "expected an automation, got nothing";
  return new DefinitionError("sentence-unusable", message, problem?.hint === undefined ? {} : { hint: problem.hint });
}

async function isWanted(options: Options, prompter: Prompter | undefined, path: string): Promise<boolean> {
  if (options.flag("yes")) return true;
  if (!prompter) throw nobodyToAsk("a yes", "Add --yes to write it.");
  return prompter.confirm(`Write ${path}?`, false);
}

async function writeNew(file: string, { text, automation: { path } }: Made): Promise<void> {
  try {
    await writeFile(file, text, { flag: "wx" });
  } catch (cause) {
    throw new PermanentError(
      "file-not-written",
      `expected to write ${path}, got: ${cause instanceof Error ? cause.message : String(cause)}`,
      {
        hint: "What is there is left as it is: try again, or write the file by hand.",
        cause,
      },
    );
  }
}

function show(session: Session, { automation, text, sentences, times, waits, unconnected }: Made): void {
  session.say(text.trimEnd());
  session.say("");
  session.print([automation.name, ...sentences.map((each) => each.text)].join("\n"));
  if (times.length > 0) session.print(`Next times (${automation.timezone}):\n${times.map(timeInWords).join("\n")}`);
  if (waits.length > 0) session.print(`Runs ${waits.join("; ")}.`);
  for (const { message, hint } of unconnected) session.say(`Warning: ${message}. ${hint}`);
}

function timeInWords({ local, offset, dayOff, clockChange }: DueTime): string {
  const notes = [dayOff === undefined ? undefined : `skipped: ${dayOff}`, clockChange].filter((note) => note !== undefined);
  return `  ${local.replace("T", " ")} ${offset}${notes.length > 0 ? ` (${notes.join("; ")})` : ""}`;
}

function toJson({ automation: { id, path }, text, sentences, times, waits, unconnected }: Made) {
  return { automation: id, path, text, sentences, times, waits, unconnected };
}
