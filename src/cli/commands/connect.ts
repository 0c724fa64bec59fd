import { parseConnection } from "../../config/connections.ts";
import { inWorkspace } from "../../config/mcp-connection.ts";
import { readSecret } from "../../config/secrets.ts";
import { showConnection, type WrittenConnection } from "../../config/written-connections.ts";
import { loadService, SERVICE_KINDS } from "../../connections/registry.ts";
import type { Service, Uses } from "../../connections/service.ts";
import { usesOf } from "../../connections/uses.ts";
import { PermanentError, TransientError } from "../../core/errors.ts";
import { systemClock } from "../../lib/clock.ts";
import { loadAutomations, loadPlace } from "../../shipped.ts";
import { readChief } from "../connect/chief-file.ts";
import { entryOf } from "../connect/entry.ts";
import { gather, type Answers } from "../connect/gather.ts";
import { inspect, secretsOf, type Inspection } from "../connect/inspect.ts";
import { keep } from "../connect/keep.ts";
import { offerModels } from "../connect/models.ts";
import type { Making } from "../connect/making.ts";
import { findPrompter, type Prompter } from "../connect/prompter.ts";
import { beforeSignIn, withSignIn } from "../connect/sign-in.ts";
import { pipedLines, readSources, type Sources } from "../connect/sources.ts";
import { inspectionLines } from "../connect/words.ts";
import { EXIT } from "../exit.ts";
import { parseChoice, usageError, type Options } from "../options.ts";
import { printJson, wrapped } from "../print.ts";
import type { Session } from "../session.ts";

/** A server on this machine answers sooner. */
const FIND_MS = 1_000;

/** Asks for what a service needs, tries it, and writes it into chief.yaml. */
export async function run(session: Session, args: readonly string[], options: Options): Promise<number> {
  const prompter = findPrompter(session.surroundings);
  try {
    return await connect(session, args, options, prompter);
  } finally {
    prompter?.close();
  }
}

/** The same with whoever answers the questions; nobody does where that is undefined. */
export async function connect(
  session: Session,
  [wanted = "", named]: readonly string[],
  options: Options,
  prompter: Prompter | undefined,
): Promise<number> {
  const service = await loadService(parseChoice("the service", wanted, SERVICE_KINDS));
  const name = parseName(named ?? service.kind);
  const { workspace } = await loadPlace(session.directory, session.env);
  const { automations } = await loadAutomations(workspace);
  const making = { session, options, service, name, prompter, workspace, automations, env: session.env };
  if (options.flag("manifest")) return printManifest(making);
  await readChief(workspace.root);
  await expectFree(making);
  const answers = await withSignIn(making, await answer(making));
  const entry = entryOf(service, answers.given);
  const inspection = await tryOut(making, entry, answers);
  if (!inspection) {
    session.say("Nothing was written.");
    return EXIT.connection;
  }
  await expectYes(making, entry);
  await keep(session, workspace, { name, entry, typed: answers.typed });
  const code = await tell(making, entry, inspection);
  if (inspection.account) await offerModels(making, inspection.account);
  return code;
}

function parseName(name: string): string {
  if (/^[a-z0-9][a-z0-9_-]*$/i.test(name)) return name;
  throw usageError(
    "expected the name of the connection to have only letters, digits and dashes, got another one",
    "Try a short word such as acme.",
  );
}

function printManifest({ session, service, name, ...parts }: Making): number {
  if (!service.manifest) {
    throw usageError(`expected a service that takes a manifest, got ${service.kind}`, "Slack has one: chief connect slack --manifest.");
  }
  session.print(service.manifest(usesOf(service, name, parts)).trimEnd());
  return EXIT.ok;
}

/** Nobody's connection is overwritten without a word. */
async function expectFree({ workspace, name, options, prompter, session }: Making): Promise<void> {
  if (!Object.hasOwn(workspace.connections, name) || options.flag("replace")) return;
  if (await prompter?.confirm(`There is a connection called ${name} already. Replace it?`, false)) return;
  throw usageError(
    `expected a new name for the connection, got ${name}, which is taken`,
    `Choose another name: ${session.call(`connect ${workspace.connections[name]?.kind} NAME`)}, or add --replace.`,
  );
}

async function answer(making: Making): Promise<Answers> {
  const { session, service, name, prompter, workspace, env, options } = making;
  const sources = await beforeSignIn(making, readSources(options, service.questions));
  if (prompter && leavesOpen(service, sources)) {
    session.say(`To connect ${service.title} as "${name}":`);
    service
      .guide(usesOf(service, name, making))
      .forEach((step, index) => session.say(wrapped(`\n${index + 1}. ${step}`, session.tableWidth)));
    session.say("");
  }
  const places = { ...workspace, env };
  const found = (prompter && (await service.find?.({ now: systemClock.now(), signal: AbortSignal.timeout(FIND_MS) }))) ?? {};
  const nextLine = pipedLines(session.surroundings.stdin);
  return gather({ name, questions: service.questions, sources, places, prompter, found, nextLine, say: session.say });
}

/** Whether anything is left to be asked that a person has to look up. */
function leavesOpen({ questions }: Service, { settings, secrets }: Sources): boolean {
  return questions.some(({ key, optional, bySignIn }) => !optional && !bySignIn && !settings.has(key) && !secrets.has(key));
}

/** The last word is the person's; where nobody is there, whoever named everything has said yes. */
async function expectYes({ session, name, prompter, options }: Making, entry: WrittenConnection): Promise<void> {
  session.say(`\nThis goes into config/chief.yaml:\n\n${showConnection(name, entry)}\n`);
  if (!prompter || options.flag("yes") || (await prompter.confirm("Write it?", true))) return;
  throw new PermanentError("interrupted", "expected a yes, got a no: nothing was written");
}

/** Undefined where it does not work and the person leaves it at that; throws what the service said where nobody can be asked. */
async function tryOut(making: Making, entry: WrittenConnection, { typed }: Answers): Promise<Inspection | undefined> {
  const { session, service, name, options, prompter, workspace, env } = making;
  const connection = inWorkspace(parseConnection(name, entry), workspace);
  session.say(`Asking ${service.title} ...`);
  const read = (reference: string): string => typed.get(reference) ?? readSecret(reference, { ...workspace, env });
  const inspection = await inspect(name, connection, { ...making, readSecret: read });
  const { error, state } = inspection;
  if (!error || options.flag("unchecked")) return inspection;
  if (prompter) {
    session.say(`It does not work: ${error.message}.\n  ${error.hint ?? ""}`);
    return (await prompter.confirm("Write it all the same?", false)) ? inspection : undefined;
  }
  const hint = `${error.hint ?? ""} Nothing was written; --unchecked writes it all the same.`.trim();
  throw state === "unreachable"
    ? new TransientError(error.code, error.message, { hint })
    : new PermanentError(error.code, error.message, { hint });
}

async function tell({ session, service, name, workspace, ...parts }: Making, entry: WrittenConnection, first: Inspection): Promise<number> {
  const connection = parseConnection(name, entry);
  // Looked at again only for where the secrets lie now.
  const inspection = { ...first, secrets: secretsOf(connection, { ...workspace, env: parts.env }) };
  if (session.json) {
    printJson(session, { connection: inspection });
    return first.error ? EXIT.connection : EXIT.ok;
  }
  const reader = { timezone: workspace.calendar.timezone, asOf: new Date().toISOString() };
  session.print(
    `${first.error ? "Written, but it does not work yet" : "Connected"}: ${name}\n${(await inspectionLines(inspection, reader)).join("\n")}`,
  );
  if (!service.serves.models && !isInUse(service, usesOf(service, name, { ...parts, workspace }))) {
    const several = Object.entries(workspace.connections).some(([key, { kind }]) => key !== name && kind === service.kind);
    session.say(
      `\nNext: add to an automation, between its two lines of dashes:\n\n${service.example(several ? name : undefined).join("\n")}\n\nThen \`${session.call("preview")} NAME\` shows what it would send.`,
    );
  }
  return first.error ? EXIT.connection : EXIT.ok;
}

/** Whether people have come to what they wanted: one that can deliver is there for that. */
function isInUse({ serves }: Service, { by, writes }: Uses): boolean {
  return by.length > 0 && (serves.deliveries.length === 0 || writes.length > 0);
}
