import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { definitionJsonSchema } from "../../src/definitions/json-schema.ts";
import { connectors, deliveries } from "./workspace.ts";

test("the JSON Schema describes every key and every grant with its options", async () => {
  const schema = await definitionJsonSchema(connectors, deliveries);
  const shape = z.looseObject({
    required: z.array(z.string()),
    properties: z.record(z.string(), z.looseObject({ description: z.string() })),
  });
  const { required, properties } = shape.parse(schema);
  assert.deepEqual(required, ["name"]);
  assert.deepEqual(
    Object.keys(properties).sort(),
    "description name on owner paused prompt quiet reads retries runTimeout stepTimeout when writes".split(" "),
  );
  const text = JSON.stringify(properties["reads"]);
  for (const known of ["git", "files", "google-calendar", "calendars", "depth"]) assert.ok(text.includes(`"${known}"`), known);
  assert.ok(JSON.stringify(properties["writes"]).includes('"console"'));
});
