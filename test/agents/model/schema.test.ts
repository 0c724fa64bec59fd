import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { strictSchema } from "../../../src/agents/model/schema.ts";

test("a schema keeps what strict mode and local servers know, and has every member", () => {
  const schema = z.object({
    kind: z.enum(["risk", "news"]).nullable(),
    lines: z.array(z.object({ text: z.string().min(1).max(200).describe("One line."), mail: z.email() })).max(6),
    said: z.discriminatedUnion("by", [z.object({ by: z.literal("code"), count: z.int().min(0) }), z.object({ by: z.literal("model") })]),
  });
  assert.deepEqual(strictSchema(schema), {
    type: "object",
    properties: {
      kind: { anyOf: [{ type: "string", enum: ["risk", "news"] }, { type: "null" }] },
      lines: {
        type: "array",
        items: {
          type: "object",
          properties: { text: { type: "string", description: "One line." }, mail: { type: "string" } },
          required: ["text", "mail"],
          additionalProperties: false,
        },
      },
      said: {
        anyOf: [
          {
            type: "object",
            properties: { by: { type: "string", const: "code" }, count: { type: "integer" } },
            required: ["by", "count"],
            additionalProperties: false,
          },
          { type: "object", properties: { by: { type: "string", const: "model" } }, required: ["by"], additionalProperties: false },
        ],
      },
    },
    required: ["kind", "lines", "said"],
    additionalProperties: false,
  });
});

test("what strict mode has no words for is told to whoever wrote it", () => {
  assert.throws(() => strictSchema(z.object({ a: z.string().optional() })), /expected a of the answer to be null where there is none/);
  assert.throws(() => strictSchema(z.object({ a: z.record(z.string(), z.string()) })), /a of the answer/);
  assert.throws(() => strictSchema(z.object({ a: z.array(z.unknown()) })), /an entry of a of the answer/);
});
