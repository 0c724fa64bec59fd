import { z } from "zod";
import type { Catalogue } from "../core/ports/outside.ts";
import type { Grantable } from "./grants.ts";
import { frontMatterWith } from "./schema.ts";

/** The JSON Schema of a definition, for editors: of the front matter, and of a YAML file with its `prompt`. */
export async function definitionJsonSchema(
  connectors: Catalogue<Grantable>,
  deliveries: Catalogue<Grantable>,
): Promise<Record<string, unknown>> {
  const [read, write] = await Promise.all([grantForms(connectors), grantForms(deliveries)]);
  const schema = frontMatterWith(read, write).extend({
    prompt: z.string().optional().describe("The instructions, in a YAML file; in Markdown they stand below the front matter."),
  });
  return { title: "An automation of Chief", ...z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) };
}

/** A bare id, or an id with its options. */
async function grantForms(catalogue: Catalogue<Grantable>): Promise<z.ZodType> {
  const withOptions = await Promise.all(
    catalogue.ids.map(async (id) => z.strictObject({ [id]: z.union([(await catalogue.load(id)).schema, z.null()]) })),
  );
  return z.union([z.enum([...catalogue.ids]), ...withOptions]);
}
