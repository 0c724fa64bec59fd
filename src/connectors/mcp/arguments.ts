import { listOf } from "../../lib/text.ts";

/**
 * What is wrong with the constants that a tool would be called with, by the schema that it gives of them; undefined where nothing is. Only
 * what is written wrong mostly is looked at: names, what has to be there, kinds and choices. Patterns are the server's and are not run.
 */
export function argumentFault(schema: Readonly<Record<string, unknown>>, args: Readonly<Record<string, unknown>>): string | undefined {
  const properties = recordOf(schema["properties"]);
  const missing = textsOf(schema["required"]).filter((name) => !Object.hasOwn(args, name));
  if (missing.length > 0) return `it needs ${listOf(missing)} as well`;
  const unknown = Object.keys(args).filter((name) => !Object.hasOwn(properties, name));
  if (schema["additionalProperties"] === false && unknown.length > 0) return `it knows no ${listOf(unknown)}`;
  for (const [name, value] of Object.entries(args)) {
    const { type, enum: choices } = recordOf(Object.hasOwn(properties, name) ? properties[name] : undefined);
    const kinds = typeof type === "string" ? [type] : textsOf(type);
    if (kinds.length > 0 && !kinds.some((kind) => isOf(kind, value))) return `its ${name} has to be of type ${kinds.join(" or ")}`;
    if (Array.isArray(choices) && typeof value !== "object" && !choices.includes(value)) {
      return `its ${name} is none of those that it takes`;
    }
  }
  return undefined;
}

function isOf(kind: string, value: unknown): boolean {
  switch (kind) {
    case "integer":
      return Number.isInteger(value);
    case "array":
      return Array.isArray(value);
    case "null":
      return value === null;
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    default:
      return typeof value === kind;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
