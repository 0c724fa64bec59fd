import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Connector } from "../core/ports/outside.ts";
import { exampleItems, type ExampleFile } from "../lib/example-items.ts";
import { parseOwnJson } from "../lib/json.ts";

/** The one whom all made-up Items are for. */
const READER = [{ email: "sam@example.com" }, { account: "slack:U0SAM" }, { account: "github:sam-rivera" }];

/** The connector with the made-up Items of `examples/<id>.json`, where there are some; they are read when they are shown. */
export function withExample(connector: Connector): Connector {
  const file = new URL(`examples/${connector.id}.json`, import.meta.url);
  if (connector.account === undefined || !existsSync(file)) return connector;
  const example: Connector["example"] = async (asOf, timezone) => {
    const text = await readFile(file, "utf8");
    return { items: exampleItems(parseOwnJson<ExampleFile>(text), asOf, timezone), me: READER };
  };
  return { ...connector, example };
}
