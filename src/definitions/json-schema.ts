import { z } from "zod";
import type { Catalogue } from "../core/ports/outside.ts";
import type { Grantable } from "./grants.ts";
import { frontMatterWith, writeKeys } from "./schema.ts";

/** What definitions can name. */
export interface DefinitionParts {
  connectors: Catalogue<Grantable>;
  deliveries: Catalogue<Grantable>;
  eventSources: Catalogue<Grantable>;
}

/** The JSON Schema of a definition, for editors: of the front matter, and of a YAML file with its `prompt`. */
export async function definitionJsonSchema({ connectors, deliveries, eventSources }: DefinitionParts): Promise<Record<string, unknown>> {
  const [reads, writes, events] = await Promise.all([connectors, deliveries, eventSources].map(schemasOf));
  const schema = frontMatterWith({
    read: grantForms(reads),
    write: grantForms(Object.fromEntries(Object.entries(writes ?? {}).map(([id, options]) => [id, withWriteKeys(options)]))),
    events: events ?? {},
  }).extend({
    prompt: z.string().optional().describe("The instructions, in a YAML file; in Markdown they stand below the front matter."),
  });
  return { title: "An automation of Chief", ...z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) };
}

async function schemasOf(catalogue: Catalogue<Grantable>): Promise<Record<string, z.ZodType>> {
  return Object.fromEntries(await Promise.all(catalogue.ids.map(async (id) => [id, (await catalogue.load(id)).schema] as const)));
}

/** A bare id, or an id with its options. */
function grantForms(schemas: Readonly<Record<string, z.ZodType>> = {}): z.ZodType {
  const withOptions = Object.entries(schemas).map(([id, schema]) => z.strictObject({ [id]: z.union([schema, z.null()]) }));
  return z.union([z.enum(Object.keys(schemas)), ...withOptions]);
}

function withWriteKeys(options: z.ZodType): z.ZodType {
  if (!(options instanceof z.ZodObject)) return options;
  return options.safeExtend(writeKeys);
}
