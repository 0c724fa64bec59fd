import type { McpResource, McpSession } from "../../lib/mcp/session.ts";
import { countOf } from "../../lib/text.ts";
import type { Brought } from "./brought.ts";
import { fits, isPattern } from "./pattern.ts";
import type { McpOptions } from "./schema.ts";
import { resourceDraft, type Origin } from "./to-item.ts";

/** An honest address is shorter. */
const LONGEST_URI = 2_000;

/** The resources that a grant names, one after the other. */
export async function readResources(session: McpSession, options: McpOptions, origin: Origin): Promise<Brought> {
  const brought: Brought = { drafts: [], failures: [], notes: [] };
  if (options.resources.length === 0) return brought;
  const chosen = await chooseResources(session, options, brought);
  let binaries = 0;
  for (const resource of chosen) {
    const answer = await session.read(resource.uri);
    if (!answer.ok) {
      brought.failures.push({
        what: `${origin.server}: ${resource.uri}`,
        error: answer.error,
        hint: "Check the address in the automation.",
      });
      continue;
    }
    const texts = answer.value.filter(({ text }) => text !== undefined);
    binaries += answer.value.length - texts.length;
    brought.drafts.push(...texts.slice(0, options.max).map((content, part) => resourceDraft(resource, content, part, origin)));
  }
  if (binaries > 0) {
    brought.notes.push(`Left out ${countOf(binaries, "part")} of ${origin.server} that ${binaries === 1 ? "is" : "are"} no text.`);
  }
  return brought;
}

/** Those that are named, whether they are listed or not, and those of the list that a pattern stands for. */
async function chooseResources(session: McpSession, { resources, max }: McpOptions, brought: Brought): Promise<McpResource[]> {
  const listed = await session.listResources();
  const known = listed.ok ? listed.value.filter(({ uri }) => uri.length <= LONGEST_URI) : [];
  const patterns = resources.filter(isPattern);
  if (!listed.ok && patterns.length > 0) {
    brought.failures.push({ what: "the list of resources", error: listed.error, hint: "Name single resources in the automation." });
  }
  const byUri = new Map(known.map((resource) => [resource.uri, resource]));
  const named = resources.filter((each) => !isPattern(each)).map((uri) => byUri.get(uri) ?? { uri, name: uri });
  const found = [...byUri.values()].filter(({ uri }) => patterns.some((pattern) => fits(pattern, uri)));
  const all = [...new Map([...named, ...found].map((resource) => [resource.uri, resource])).values()];
  if (all.length > max) brought.notes.push(`Read ${max} of ${countOf(all.length, "resource")}.`);
  return all.slice(0, max);
}
