import { dropCached } from "../../config/cache.ts";
import type { Forgetting, Forgotten } from "../../core/ports/privacy.ts";
import type { PermanentError } from "../../core/errors.ts";
import { findPerson, type Person } from "../../core/person.ts";
import type { Workspace } from "../../core/workspace.ts";
import { loadService } from "../../connections/registry.ts";
import { countOf, listOf } from "../../lib/text.ts";
import { loadPlace, sourceIds } from "../../shipped.ts";
import { findPrompter } from "../connect/prompter.ts";
import { withOperations } from "../open.ts";
import { usageError, type Options } from "../options.ts";
import { printJson } from "../print.ts";
import type { Session } from "../session.ts";

/** Shorter words are in too much that has nothing to do with anybody. */
const SHORTEST_NAME = 3;

/** Takes somebody, or all that came from a connection or connector, out of everything that is kept, and says what it did. */
export async function run(session: Session, [who = ""]: readonly string[], options: Options): Promise<number> {
  const { workspace } = await loadPlace(session.directory, session.env);
  const what = await whatIsMeant(workspace, who.trim());
  if (!options.flag("yes") && !(await isConfirmed(session, what))) return 0;
  const done = await withOperations(session, ({ operations }) => operations.forget(what));
  dropCached();
  if (session.json) printJson(session, { forgotten: what, ...done });
  else tell(session, workspace, what, done);
  return 0;
}

async function whatIsMeant(workspace: Workspace, who: string): Promise<Forgetting> {
  const source = await findSource(workspace, who);
  const person = findPerson(workspace.people, { name: who, email: who, account: who });
  if (source && person) {
    throw usageError(
      `expected ${who} to be a person or a source, got both`,
      "Name the person by an address, or the source by the connector's id.",
    );
  }
  if (source) return source;
  if (person?.key === "me" || who === "me" || who === workspace.owner) {
    throw usageError(
      "expected somebody else than the owner, got the owner",
      `All of it is the owner's: delete ${workspace.dataDirectory} instead.`,
    );
  }
  if (who.length < SHORTEST_NAME) throw tooShort(who);
  return person
    ? { kind: "person", names: [...new Set([...namesOf(person), ...(who === person.key ? [] : [who])])], key: person.key }
    : { kind: "person", names: [who] };
}

function tooShort(who: string): PermanentError {
  return usageError(
    `expected a person or a source, got ${JSON.stringify(who)}`,
    "Write a key of config/people.yaml, a whole name or an address.",
  );
}

/** The key is how they are called in tasks, as `@ana`. */
function namesOf({ key, name, aliases, emails, accounts = [] }: Person): string[] {
  return [`@${key}`, name, ...aliases, ...emails, ...accounts, ...accounts.map((account) => account.slice(account.indexOf(":") + 1))];
}

/** A connection stands for all connectors of its service: items do not say by which account they came. */
async function findSource({ connections }: Workspace, who: string): Promise<Forgetting | undefined> {
  if (sourceIds.includes(who)) return { kind: "source", connectors: [who] };
  const connection = Object.hasOwn(connections, who) ? connections[who] : undefined;
  if (!connection) return undefined;
  const { serves } = await loadService(connection.kind);
  return { kind: "source", connectors: serves.connectors, connection: who };
}

async function isConfirmed(session: Session, what: Forgetting): Promise<boolean> {
  const prompter = findPrompter();
  if (!prompter) throw usageError("expected a word that it is meant, since it can't be undone, got none", "Add --yes.");
  try {
    session.say(
      what.kind === "person" ? `This looks for ${listOf([...what.names])} in everything that is kept.` : sourceWords(what.connectors),
    );
    return await prompter.confirm("It can't be undone. Go on?", false);
  } finally {
    prompter.close();
  }
}

function sourceWords(connectors: readonly string[]): string {
  return `This removes all that came from ${listOf([...connectors])}, and every run that has read from there, with its messages and flags.`;
}

function tell(session: Session, workspace: Workspace, what: Forgetting, { removed, rewritten, ended, copies, files }: Forgotten): void {
  session.print(`${countOf(removed, "record")} removed, ${countOf(rewritten, "record")} told without a name.`);
  if (ended > 0) session.print(`${countOf(ended, "message")} that had not been sent will not be.`);
  if (copies.length > 0) session.print(`${countOf(copies.length, "copy")} of earlier data deleted: ${listOf(copies)}.`);
  for (const file of files) session.print(`Left as it is, since it was written for you: ${file}`);
  session.say("What was sent is with those who got it, and what the service itself still has may be read again.");
  const stillKnown = what.kind === "person" && workspace.people.all.some(({ key }) => key === what.key);
  if (stillKnown) session.say("Take them out of config/people.yaml too: each run keeps what it says.");
}
