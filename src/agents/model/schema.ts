import { z } from "zod";

/** A schema in JSON, as OpenAI's strict mode takes it. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What strict mode and the grammars of local servers both know; all else is held against the answer afterwards. */
const KNOWN: ReadonlySet<string> = new Set([
  "type",
  "properties",
  "required",
  "additionalProperties",
  "items",
  "enum",
  "const",
  "anyOf",
  "description",
]);
const jsonSchema = z.record(z.string(), z.unknown());

/**
 * The strict schema of an answer or of a tool's parameters: https://platform.openai.com/docs/guides/structured-outputs#supported-schemas.
 * Throws TypeError for a form that strict mode has no words for: a member that can be absent (null is what it takes), a record, anything at all.
 */
export function strictSchema(schema: z.ZodType): JsonSchema {
  return strict(jsonSchema.parse(z.toJSONSchema(schema, { reused: "inline" })), "the answer");
}

function strict({ oneOf, ...schema }: JsonSchema, path: string): JsonSchema {
  const anyOf = schema["anyOf"] ?? oneOf;
  const known = Object.entries(schema).filter(([key]) => KNOWN.has(key));
  const { type, items } = schema;
  if (type === undefined && anyOf === undefined && schema["const"] === undefined && schema["enum"] === undefined) throw impossible(path);
  return {
    ...Object.fromEntries(known),
    ...(Array.isArray(anyOf) && { anyOf: anyOf.map((each) => strict(jsonSchema.parse(each), path)) }),
    ...(type === "array" && { items: strict(jsonSchema.parse(items), `an entry of ${path}`) }),
    ...(type === "object" && strictObject(schema, path)),
  };
}

function strictObject({ properties, required, additionalProperties }: JsonSchema, path: string): JsonSchema {
  const members = Object.entries(jsonSchema.parse(properties ?? {}));
  const names = z.array(z.string()).parse(required ?? []);
  if (additionalProperties !== false) throw impossible(path);
  const absent = members.find(([name]) => !names.includes(name));
  if (absent) throw new TypeError(`expected ${absent[0]} of ${path} to be null where there is none, got one that can be absent`);
  return {
    properties: Object.fromEntries(members.map(([name, member]) => [name, strict(jsonSchema.parse(member), `${name} of ${path}`)])),
  };
}

function impossible(path: string): TypeError {
  return new TypeError(`expected ${path} to be of a form that is settled, got one that is open`);
}
