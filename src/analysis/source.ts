import type { Fact, FieldValue, SourceHealth } from "../core/item.ts";

/** The connector behind a grant: a second grant of one connector is numbered, as in `git-2`. */
export function connectorOf(grant: string): string {
  return grant.replace(/-\d+$/, "");
}

/** Something that a source's health says: sources are cited as `source:<grant>`. */
export function sourceFact(health: SourceHealth, path: string, value: FieldValue): Fact {
  return { item: `source:${health.source}`, path, value };
}
