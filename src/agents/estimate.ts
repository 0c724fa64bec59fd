import { z } from "zod";
import type { ModelInput, ModelRequest } from "../core/ports/model.ts";
import { tokenCounter } from "../lib/tokens.ts";

/** What a model reads around each piece of text: who says it, where it begins and ends. */
const AROUND = 8;
/** A text that comes with every call is counted once; more than this are not the same for all calls. */
const MOST_KNOWN = 50;

const schemas = new WeakMap<z.ZodType, string>();
const known = new Map<string, number>();

/** No request has more tokens of input than this, since each takes a byte at least; found in no time. */
export function mostInputTokens(request: ModelRequest): number {
  return textsOf(request).reduce((sum, text) => sum + Buffer.byteLength(text) + AROUND, 0);
}

/** About how many tokens of input a request has, in OpenAI's tokens; takes some milliseconds for a long one. */
export async function countInputTokens(request: ModelRequest): Promise<number> {
  const count = await tokenCounter();
  const [instructions = "", ...others] = textsOf(request);
  if (known.size >= MOST_KNOWN) known.clear();
  const fixed = known.get(instructions) ?? count(instructions);
  known.set(instructions, fixed);
  return others.reduce((sum, text) => sum + count(text) + AROUND, fixed + AROUND);
}

/** All that a model reads of a request; the instructions first. */
function textsOf({ instructions, input, tools, answer }: ModelRequest): string[] {
  const offered = tools.map(({ name, description, parameters }) => `${name} ${description} ${schemaText(parameters)}`);
  return [instructions, ...offered, `${answer.name} ${schemaText(answer.schema)}`, ...input.map(textOf)];
}

function textOf(piece: ModelInput): string {
  switch (piece.kind) {
    case "text":
      return piece.text;
    case "result":
      return `${piece.call} ${piece.output}`;
    case "carried":
      return JSON.stringify(piece.carried) ?? "";
  }
}

/** As the model is told the form: a schema that no JSON Schema can say is at least not dearer than one that can. */
function schemaText(schema: z.ZodType): string {
  const text = schemas.get(schema) ?? JSON.stringify(z.toJSONSchema(schema, { unrepresentable: "any", io: "input" }));
  schemas.set(schema, text);
  return text;
}
