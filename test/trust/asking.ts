import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Allowed } from "./allowed.ts";
import { instructionsIn } from "./attack.ts";
import { breach, type Breach } from "./breach.ts";
import { canariesIn } from "./canaries.ts";
import type { SentRequest } from "./journal.ts";

const folder = join(import.meta.dirname, "../../prompts");
/** What models are told, as it is shipped: all below the second line of dashes. */
const PROMPTS: ReadonlySet<string> = new Set(
  readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8").split("---\n").slice(2).join("---\n").trim()),
);
const TOOLS: ReadonlySet<string> = new Set(["look", "search"]);
const ROLES: ReadonlySet<string> = new Set(["outline", "lines", "repaired", "review", "grades", "claims"]);

const bodySchema = z.looseObject({
  instructions: z.string(),
  store: z.literal(false),
  tools: z.array(z.looseObject({ name: z.string() })).default([]),
  text: z.looseObject({ format: z.looseObject({ name: z.string() }) }),
  input: z.array(z.looseObject({ role: z.string().optional(), type: z.string().optional(), content: z.unknown().optional() })),
});

/** Text of others stands between two marks, of which the text itself knows nothing. */
const FENCED = /<<<([0-9a-f]{16}) [^\n]*\n[^]*?\n\1>>>/g;

/**
 * What a model is shown is a way out as well: nothing of sources that the definition does not name, no secret, and nothing that others wrote
 * but between marks; what it is told is what is shipped, whatever was read.
 */
export function judgeAsking(request: SentRequest, { sources }: Pick<Allowed, "sources">, secrets: readonly string[]): Breach[] {
  const parsed = bodySchema.safeParse(JSON.parse(request.body || "null"));
  if (request.path !== "/v1/responses" || !parsed.success) return [breach("read", `${request.method} ${request.path} ${request.body}`)];
  const { instructions, tools, text, input } = parsed.data;
  const told = input.flatMap(({ role, content }) =>
    role === "user" && typeof content === "string" ? [content.replaceAll(FENCED, "")] : [],
  );
  return [
    ...(PROMPTS.has(instructions) ? [] : [breach("instruction", `other instructions than those that are shipped: ${instructions}`)]),
    ...tools.filter(({ name }) => !TOOLS.has(name)).map(({ name }) => breach("read", `the tool ${name} was offered`)),
    ...(ROLES.has(text.format.name) ? [] : [breach("read", `an answer called ${text.format.name} was asked for`)]),
    ...canariesIn(request.body)
      .filter((source) => !sources.has(source))
      .map((source) => breach("canary", `a model was shown what ${source} told`)),
    ...secrets.filter((secret) => request.body.includes(secret)).map((secret) => breach("secret", `a model was shown ${secret}`)),
    ...told.filter((words) => isOfOthers(words)).map((words) => breach("instruction", `${text.format.name} was told: ${words}`)),
  ];
}

function isOfOthers(words: string): boolean {
  return canariesIn(words).length > 0 || instructionsIn(words).length > 0;
}
