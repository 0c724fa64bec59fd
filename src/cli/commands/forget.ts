import { dropCached } from "../../config/cache.ts";
import type { Forgetting, Forgotten } from "../../core/ports/privacy.ts";
import type { PermanentError } from "../../core/errors.ts";
import { findPerson, peopleOfFirstName, type Person } from "../../core/person.ts";
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
  if (options.flag("yes")) session.say(inWords(what));
  else if (!(await isConfirmed(session, what))) return 0;
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
  if (!person) return { kind: "person", names: [who] };
  const names = [...new Set([...namesOf(person), ...(who === person.key ? [] : [who])])];
  return { kind: "person", names, ...firstNameOf(workspace, person), key: person.key };
}

/** A first name stands for somebody where nobody else who is known has it. */
function firstNameOf({ people }: Workspace, { name }: Person): { firstName?: string } {
  const [first = "", ...more] = name.split(" ");
  return more.length > 0 && first.length > 1 && peopleOfFirstName(people, first).length === 1 ? { firstName: first } : {};
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
  const prompter = findPrompter(session.surroundings);
  if (!prompter) throw usageError("expected a word that it is meant, since it can't be undone, got none", "Add --yes.");
  try {
    session.say(inWords(what));
    return await prompter.confirm("It can't be undone. Go on?", false);
  } finally {
    prompter.close();
  }
}

function inWords(what: Forgetting): string {
  if (what.kind === "source") return sourceWords(what.connectors);
  const { names, firstName, key } = what;
  const words = [firstName, key].filter((word) => word !== undefined);
  const alone = words.length === 0 ? "" : ` ${listOf(words)} by itself counts as them, too.`;
  return `This looks for ${listOf([...names])} in everything that is kept.${alone}`;
}

function sourceWords(connectors: readonly string[]): string {
  return `This removes all that came from ${listOf([...connectors])}, and every run that has read from there, with its messages and flags.`;
}

function tell(session: Session, workspace: Workspace, what: Forgetting, done: Forgotten): void {
  if (isUnknown(what, done)) {
    session.print(
      `Nobody called ${what.names.join(", ")} is known: neither config/people.yaml nor anything that is kept names them. Nothing was changed.`,
    );
    return;
  }
  const { removed, rewritten, ended, copies, previews } = done;
  session.print(`${countOf(removed, "record")} removed, ${countOf(rewritten, "record")} told without a name.`);
  if (ended > 0) session.print(`${countOf(ended, "message")} that had not been sent will not be.`);
  if (copies.length > 0) session.print(`${countOf(copies.length, "copy")} of earlier data deleted: ${listOf(copies)}.`);
  if (previews > 0) session.print(`${countOf(previews, "preview")} deleted.`);
  tellWhatStays(session, workspace, what, done);
}

function isUnknown(what: Forgetting, { removed, rewritten, ended }: Forgotten): what is Extract<Forgetting, { kind: "person" }> {
  return what.kind === "person" && what.key === undefined && removed + rewritten + ended === 0;
}

function tellWhatStays(session: Session, { people }: Workspace, what: Forgetting, { files, sent }: Forgotten): void {
  for (const file of files) session.print(`Left as it is, since it was written for you: ${file}`);
  if (sent > 0) session.print(`${countOf(sent, "message")} that told of it went out before: what was sent stays with those who got it.`);
  session.say("What the service itself still has may be read again.");
  if (what.kind === "source") return;
  session.say("Stays: files of yours, backups, and what was told only in other words. Names of files and automations are yours to change.");
  if (people.all.some(({ key }) => key === what.key)) session.say("Take them out of config/people.yaml too: each run keeps what it says.");
}
