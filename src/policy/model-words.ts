import type { Automation } from "../core/automation.ts";
import { lowerOf, type Budget } from "../core/model.ts";
import type { Sentence } from "../core/sentence.ts";
import type { Workspace } from "../core/workspace.ts";
import { dollarsInWords } from "../lib/dollars.ts";
import { isLoopback } from "../lib/loopback.ts";
import { choiceOf, countOf, listOf } from "../lib/text.ts";

/** What of the configuration says which models are asked, where, and what they may cost. */
export type AskedModels = Pick<Workspace, "models" | "connections" | "budgets">;

/** Where a model is asked whose connection names no address. */
const USUAL_HOST = "api.openai.com";

/** What is shown to which model, where, and by whose key; nothing where the workspace has none. */
export function modelSentences(automation: Automation, { models, connections }: AskedModels): Sentence[] {
  if (!models) return [];
  const { model, bestOf } = automation;
  if (model === "none") return [{ about: "model", text: "No model is asked: nothing of it is shown to one, and code alone writes." }];
  const names = [...new Set(model === "large" ? [models.large, models.small] : [models.small])];
  const connection = Object.hasOwn(connections, models.connection) ? connections[models.connection] : undefined;
  const who = `the ${names.length === 1 ? "model" : "models"} ${listOf(names)} at ${placeInWords(connection)}`;
  const drafts = bestOf === 1 ? "" : ` ${bestOf} drafts are asked for, of which the best is taken.`;
  const shown = `What it reads is shown to ${who}, with its instructions and what is noted of its readers' wishes`;
  return [{ about: "model", text: `${shown}, ${keyInWords(models.connection, connection)}.${drafts}` }];
}

/** The most that its models may cost; nothing where none is asked. */
export function budgetSentences({ model, budget }: Automation, { models, budgets }: AskedModels): Sentence[] {
  if (!models || model === "none") return [];
  const limits = [
    ...limitInWords(lowerOf(budget.run, budgets.run), "in one run"),
    ...limitInWords(lowerOf(budget.day, budgets.day), "in one day"),
    ...limitInWords(budgets.all, "in one day of all automations together"),
  ];
  if (limits.length === 0) return [{ about: "budget", text: "Nothing limits what models may cost." }];
  return [{ about: "budget", text: `Models may cost at most ${listOf(limits)}; beyond that code alone writes.` }];
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
