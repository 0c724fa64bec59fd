import type { People } from "../core/person.ts";
import type { Catalogue, Connector } from "../core/ports/outside.ts";
import { problemAt, type Problem } from "../lib/problem.ts";
import { listOf } from "../lib/text.ts";
import { shortestGrant } from "./grants.ts";
import { findMentions, type Label } from "./mentions.ts";
import type { DefinitionSource } from "./source.ts";

/**
 * A mentioned source must be granted under `reads`; `granted` holds the ids that are. A name that is neither a source nor a
 * person is only worth a warning, since it may well be plain text. Each name is told once.
 */
export async function checkMentions(
  source: DefinitionSource,
  granted: ReadonlySet<string>,
  { connectors, people }: { connectors: Catalogue<Connector>; people: People },
): Promise<{ problems: Problem[]; warnings: Problem[] }> {
  if (!source.body.includes("@")) return { problems: [], warnings: [] };
  const known = await Promise.all(connectors.ids.map((id) => connectors.load(id)));
  const problems = new Map<string, Problem>();
  const warnings = new Map<string, Problem>();
  for (const mention of findMentions(source.body, known.flatMap(labelsOf))) {
    const at = source.positionInBody(mention.offset);
    const connector = known.find(({ id }) => id === mention.part);
    if (connector && !granted.has(connector.id) && !problems.has(connector.id)) {
      const message = `expected @${mention.text} to be granted under reads, got no such read`;
      problems.set(connector.id, problemAt(source.yaml.file, at, message, `Add a line "- ${shortestGrant(connector)}" under reads.`));
    }
    if (!connector && !isPerson(mention.text, people) && !warnings.has(mention.text)) {
      const message = `expected @${mention.text} to be a source that this version can read, got an unknown name: it stays plain text`;
      warnings.set(mention.text, problemAt(source.yaml.file, at, message, `Sources are ${listOf(known.map(({ title }) => `@${title}`))}.`));
    }
  }
  return { problems: [...problems.values()], warnings: [...warnings.values()] };
}

function labelsOf({ id, title, mentions }: Connector): Label[] {
  return [id, title, ...mentions].map((label) => ({ label, part: id }));
}

function isPerson(text: string, people: People): boolean {
  const called = text.toLowerCase();
  return (
    called === "me" ||
    people.all.some(({ key, name, aliases }) => [key, name, ...aliases].some((known) => isCalled(known.toLowerCase(), called)))
  );
}

function isCalled(known: string, called: string): boolean {
  return known === called || known.split(/\s/, 1)[0] === called;
}
