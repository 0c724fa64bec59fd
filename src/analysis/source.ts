import type { Fact, FieldValue, SourceHealth } from "../core/item.ts";

/** The connector behind a grant: a second grant of one connector is numbered, as in `git-2`. */
export function connectorOf(grant: string): string {
  return grant.replace(/-\d+$/, "");
}

/** Something that a source's health says: sources are cited as `source:<grant>`. */
export function sourceFact(health: SourceHealth, path: string, value: FieldValue): Fact {
  return { item: `source:${health.source}`, path, value };
}

/** A kind of items as people call it: `pull request`. */
export function kindWords(kind: string): string {
  return kind === "ci_job" ? "CI job" : kind.replaceAll("_", " ");
}

/**
 * How many items a connector's sources hold, as a fact of `count:<connector>`: the path is empty for all, a kind
 * (`task`), a kind with a field's value (`task.status=done`), or `distinct.<field>`. It says in one fact what a list of thousands would.
 */
export function countFact(connector: string, path: string, value: number): Fact {
  return { item: `count:${connector}`, path, value };
}
