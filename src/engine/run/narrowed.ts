import { connectorOf } from "../../analysis/source.ts";
import type { ReadGrant } from "../../core/grant.ts";
import { hashOf } from "../../lib/hash.ts";
import type { Frozen, RunMemory, SourceMemory } from "./freeze.ts";

/** Hash of what a grant asks for: an answer to anything else is no picture of the same. */
export function askedBy({ connector, options }: ReadGrant): string {
  return hashOf({ connector, options });
}

/** What is remembered of a grant's source, as far as it was asked for the same. */
export function rememberedOf({ sources }: RunMemory, grant: ReadGrant): SourceMemory | undefined {
  const remembered = sources?.[grant.name];
  return remembered?.asked === askedBy(grant) ? remembered : undefined;
}

/** The connectors of which something was asked that no grant asks for now: they may not cover any more what they brought then. */
export function narrowedIn({ automation, memory }: Pick<Frozen, "automation" | "memory">): string[] {
  const same = new Set(automation.reads.filter((grant) => rememberedOf(memory, grant)).map(({ name }) => name));
  const others = Object.keys(memory.sources ?? {}).filter((name) => !same.has(name));
  return [...new Set(others.map(connectorOf))];
}
