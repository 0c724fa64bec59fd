import { problemAt, type Problem } from "../lib/problem.ts";
import { showValue } from "../lib/schema-check.ts";
import { findNearest, listOf } from "../lib/text.ts";
import type { YamlText } from "../lib/yaml-text.ts";
import { findPrice, isFree, PRICES } from "./prices.ts";
import type { ChiefFile } from "./schema.ts";

/** The connection by which models are asked has to be there, and be of that kind. */
export function modelProblems({ models, connections }: ChiefFile, yaml: YamlText): Problem[] {
  if (!models || (Object.hasOwn(connections, models.connection) && connections[models.connection]?.kind === "openai")) return [];
  const names = Object.entries(connections).flatMap(([name, { kind }]) => (kind === "openai" ? [name] : []));
  const nearest = findNearest(models.connection, names);
  const none = "Run `chief connect openai`, or remove `models`.";
  const there = names.length === 0 ? none : `There ${names.length === 1 ? "is" : "are"} ${listOf(names)}.`;
  const message = `expected models.connection to name a connection of kind openai, got ${showValue(models.connection)}`;
  return [problemAt(yaml.file, yaml.positionOf(["models", "connection"]), message, nearest ? `Did you mean ${nearest}?` : there)];
}

/** What a model costs has to be known where dollars are counted; on this machine it costs nothing. */
export function modelWarnings(chief: ChiefFile, yaml: YamlText): Problem[] {
  const { models } = chief;
  if (!models) return [];
  const priced = { models, connections: chief.connections, prices: { ...PRICES, ...chief.prices } };
  const isUnknown = (model: string): boolean => !findPrice(priced.prices, model) && !isFree(priced, model);
  const unknown = (["small", "large"] as const).filter((size) => isUnknown(models[size]));
  return unknown.map((size) => {
    const message = `expected a price for ${models[size]}, got none: what it costs can't be told`;
    const hint = `Add it under \`prices\`, in US dollars for a million tokens; a model that costs nothing has { input: 0, output: 0 }.`;
    return problemAt(yaml.file, yaml.positionOf(["models", size]), message, hint);
  });
}
