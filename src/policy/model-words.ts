import type { Automation } from "../core/automation.ts";
import { lowerOf, type Budget, type Models } from "../core/model.ts";
import type { Sentence } from "../core/sentence.ts";
import type { Workspace } from "../core/workspace.ts";
import { dollarsInWords } from "../lib/dollars.ts";
import { isLoopback } from "../lib/loopback.ts";
import { choiceOf, countOf, listOf } from "../lib/text.ts";

/** What of the configuration says which models are asked, where, and what they may cost. */
export interface AskedModels extends Pick<Workspace, "models" | "connections" | "budgets"> {
  /** Those that are on this machine and have no price. */
  free?: readonly string[];
}

/** Where a model is asked whose connection names no address. */
const USUAL_HOST = "api.openai.com";

/** What is shown to which model, where, and by whose key; nothing where the workspace has none. */
export function modelSentences(automation: Automation, { models, connections }: AskedModels): Sentence[] {
  if (!models) return [];
  const { model, bestOf, skills } = automation;
  if (model === "none") return [{ about: "model", text: "No model is asked: nothing of it is shown to one, and code alone writes." }];
  const names = namesOf(model, models);
  const connection = Object.hasOwn(connections, models.connection) ? connections[models.connection] : undefined;
  const who = `the ${names.length === 1 ? "model" : "models"} ${listOf(names)} at ${placeInWords(connection)}`;
  const drafts = bestOf === 1 ? "" : ` ${bestOf} drafts are asked for, of which the best is taken.`;
  const followed = skills.length === 0 ? [] : [`the ${skills.length === 1 ? "skill" : "skills"} ${listOf(skills)}`];
  const own = listOf(["its instructions", ...followed, "the workspace's goals.md", "the notes that are kept for it"]);
  const shown = `What it reads is shown to ${who}, with ${own}`;
  return [{ about: "model", text: `${shown}, ${keyInWords(models.connection, connection)}.${drafts}` }];
}

/** The most that its models may cost; nothing where none is asked. */
export function budgetSentences({ model, budget }: Automation, { models, budgets, free = [] }: AskedModels): Sentence[] {
  if (!models || model === "none") return [];
  const unpaid = freeInWords(namesOf(model, models).filter((name) => free.includes(name)));
  const limits = [
    ...limitInWords(lowerOf(budget.run, budgets.run), "in one run"),
    ...limitInWords(lowerOf(budget.day, budgets.day), "in one day"),
    ...limitInWords(budgets.all, "in one day of all automations together"),
  ];
  if (limits.length === 0) return [{ about: "budget", text: `Nothing limits what models may cost.${unpaid}` }];
  return [{ about: "budget", text: `Models may cost at most ${listOf(limits)}; beyond that code alone writes.${unpaid}` }];
}

function namesOf(model: "small" | "large", models: Models): string[] {
  return [...new Set(model === "large" ? [models.large, models.small] : [models.small])];
}

/** That models cost nothing, as one more sentence; empty where there are none such. */
export function freeInWords(free: readonly string[]): string {
  if (free.length === 0) return "";
  const isOne = free.length === 1;
  return ` ${listOf(free)} ${isOne ? "is" : "are"} on this machine and ${isOne ? "has" : "have"} no price: ${isOne ? "it costs" : "they cost"} nothing.`;
}

function limitInWords({ usd, tokens }: Budget, span: string): string[] {
  const amounts = [...(usd === undefined ? [] : [dollarsInWords(usd, 10)]), ...(tokens === undefined ? [] : [countOf(tokens, "token")])];
  return amounts.length === 0 ? [] : [`${choiceOf(amounts)} ${span}`];
}

function placeInWords(connection: object | undefined): string {
  const url = connection && "url" in connection && typeof connection.url === "string" ? connection.url : "";
  if (!URL.canParse(url)) return USUAL_HOST;
  const { host, hostname } = new URL(url);
  return isLoopback(hostname) ? `${host}, which is this machine` : host;
}

function keyInWords(name: string, connection: object | undefined): string {
  return connection && !("key" in connection) ? `by the connection ${name}, which needs no key` : `by the key of the connection ${name}`;
}
