import { z } from "zod";
import type { Assignment } from "../core/ports/agent.ts";
import type { ModelTool, ModelToolCall } from "../core/ports/model.ts";
import { listOf, shorten } from "../lib/text.ts";
import { fenced } from "./fence.ts";
import { formWords } from "../lib/form-words.ts";

const lookSchema = z.strictObject({ name: z.string() });
const searchSchema = z.strictObject({ words: z.string() });

/** What may be read by them. */
export interface Reach {
  assignment: Assignment;
  /** Connectors. */
  sources: readonly string[];
  signal: AbortSignal;
}

/** What a model may ask for about these sources: to look at what the run has already read. None where there is none. */
export function toolsFor(sources: readonly string[]): ModelTool[] {
  if (sources.length === 0) return [];
  const of = listOf([...sources]);
  return [
    { name: "look", description: `Gives one thing of ${of} in full, by its name, such as M3.`, parameters: lookSchema },
    { name: "search", description: `Gives the names of the things of ${of} in which all these words are found.`, parameters: searchSchema },
  ];
}

const LONGEST_NAME = 60;
const LONGEST_WORDS = 200;

/** Does what was asked for, and says plainly where it was not done. */
export async function callTool({ name, arguments: given }: ModelToolCall, reach: Reach): Promise<string> {
  if (reach.sources.length === 0 || (name !== "look" && name !== "search")) return denied(`there is no tool ${quoted(name)}`);
  return name === "look" ? look(given, reach) : search(given, reach);
}

async function look(given: unknown, { assignment, sources, signal }: Reach): Promise<string> {
  const parsed = lookSchema.safeParse(given);
  if (!parsed.success) return wrong(parsed.error);
  const { name } = parsed.data;
  const found = await assignment.look(name, sources, signal);
  if (found.kind === "text") return fenced(name, found.text);
  return found.kind === "denied" ? denied(found.reason) : `unknown: nothing is called ${quoted(name)}. Use names that were shown.`;
}

async function search(given: unknown, { assignment, sources, signal }: Reach): Promise<string> {
  const parsed = searchSchema.safeParse(given);
  if (!parsed.success) return wrong(parsed.error);
  const names = await assignment.search(parsed.data.words.slice(0, LONGEST_WORDS), sources, signal);
  return names.length === 0 ? "Nothing was found." : `Found: ${names.join(", ")}`;
}

function denied(reason: string): string {
  return `denied: ${reason}. Nothing was read or done.`;
}

function wrong(error: z.ZodError): string {
  return `wrong: ${formWords(error)}. Nothing was read or done.`;
}

function quoted(name: string): string {
  return JSON.stringify(shorten(name, LONGEST_NAME));
}
