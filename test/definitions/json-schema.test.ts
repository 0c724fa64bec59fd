import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { definitionJsonSchema } from "../../src/definitions/json-schema.ts";
import { eventSources } from "../../src/triggers/event-sources.ts";
import { connectors, deliveries } from "./workspace.ts";

test("the JSON Schema describes every key and every grant with its options", async () => {
  const schema = await definitionJsonSchema({ connectors, deliveries, eventSources });
  const shape = z.looseObject({
    required: z.array(z.string()),
    properties: z.record(z.string(), z.looseObject({ description: z.string() })),
  });
  const { required, properties } = shape.parse(schema);
  assert.deepEqual(required, ["name"]);
  assert.deepEqual(Object.keys(properties).sort(), [
    ..."approval bestOf budget catchup chase concurrency description flows goal links model name on onFailure overlap owner".split(" "),
    ..."pauseOnFailure paused ping prompt quiet reads report retention retries runTimeout skills stepTimeout when writes".split(" "),
  ]);
  const text = JSON.stringify(properties["reads"]);
  for (const known of ["git", "files", "google-calendar", "calendars", "depth"]) assert.ok(text.includes(`"${known}"`), known);
  const writes = JSON.stringify(properties["writes"]);
  for (const known of ["console", "chat", "channel", "onUnknown", "reconcile"]) assert.ok(writes.includes(`"${known}"`), known);
  const on = JSON.stringify(properties["on"]);
  const keys = [
    "schedule",
    "jitter",
    "workCalendar",
    "where",
    "cooldown",
    "coalesce",
    "file",
    "run",
    "webhook",
    "before",
    "lead",
    "over",
    "gmail",
    "github",
    "workflow_run.failed",
  ];
  for (const known of keys) assert.ok(on.includes(`"${known}"`), known);
});
