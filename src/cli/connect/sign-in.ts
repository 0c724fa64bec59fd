import { parseConnection } from "../../config/connections.ts";
import { readSecret } from "../../config/secrets.ts";
import { inWorkspace } from "../../config/mcp-connection.ts";
import { findWritten, type WrittenConnection } from "../../config/written-connections.ts";
import type { Given, Question } from "../../connections/service.ts";
import { usesOf } from "../../connections/uses.ts";
import { systemClock } from "../../lib/clock.ts";
import { readChief } from "./chief-file.ts";
import { entryOf } from "./entry.ts";
import { storedReference, type Answers } from "./gather.ts";
import type { Making } from "./making.ts";
import type { Sources } from "./sources.ts";

/** How long a person has for the service's own pages. */
const SIGN_IN_MS = 10 * 60_000;

/**
 * Of a connection that is replaced the settings stay as they were, unless the command line or the person says otherwise, and where there is a
 * sign-in the other secrets too: to be let in again is nearly always all that is wanted.
 */
export async function beforeSignIn(making: Making, sources: Sources): Promise<Sources> {
  const { workspace, service, name, prompter } = making;
  const before = findWritten(await readChief(workspace.root), name);
  if (before?.["kind"] !== service.kind) return sources;
  const wish = service.signIn ? "Keep its settings, and only sign in again?" : "Keep its settings, and only give its secrets anew?";
  if (prompter && !(await prompter.confirm(wish, true))) return sources;
  const known = knownOf(before, service.questions);
  return {
    settings: new Map([...known.settings, ...sources.settings]),
    secrets: new Map([...(service.signIn ? known.secrets : []), ...sources.secrets]),
  };
}

function knownOf(before: WrittenConnection, questions: readonly Question[]): Sources {
  const asked = new Map(questions.map((question) => [question.key, question]));
  const texts = flatten(before).filter(([key]) => key !== "kind" && !asked.get(key)?.bySignIn);
  return {
    settings: new Map(texts.filter(([key]) => !asked.get(key)?.secret)),
    secrets: new Map(
      texts.flatMap(([key, reference]) => (asked.get(key)?.secret ? [[key, { kind: "reference", reference }] as const] : [])),
    ),
  };
}

/** As people give settings: `oauth.tokenUrl`. */
function flatten(entry: object, base = ""): [key: string, text: string][] {
  return Object.entries(entry).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    if (Array.isArray(value)) return [[`${base}${key}`, JSON.stringify(value)]];
    if (typeof value === "object" && value !== null) return flatten(value, `${base}${key}.`);
    if (typeof value === "boolean") return [[`${base}${key}`, value ? "yes" : "no"]];
    return typeof value === "string" || typeof value === "number" ? [[`${base}${key}`, String(value)]] : [];
  });
}

/** The answers with what signing in gives, where the service has that and it is not known yet. */
export async function withSignIn(making: Making, answers: Answers): Promise<Answers> {
  const { session, service, name, prompter, workspace, env } = making;
  const open = service.questions.filter(
    ({ key, optional, bySignIn, when }) => bySignIn && !optional && when?.(answers.given) !== false && answers.given[key] === undefined,
  );
  if (!service.signIn || !prompter || open.length === 0) return answers;
  const references = Object.fromEntries(open.filter(({ secret }) => secret).map(({ key }) => [key, storedReference(name, key)]));
  const connection = inWorkspace(parseConnection(name, entryOf(service, { ...answers.given, ...references })), workspace);
  const given = await service.signIn(connection, {
    name,
    readSecret: (reference) => answers.typed.get(reference) ?? readSecret(reference, { ...workspace, env }),
    now: systemClock.now(),
    signal: AbortSignal.timeout(SIGN_IN_MS),
    uses: usesOf(service, name, making),
    person: { say: session.say, paste: prompter.askUntil, confirm: prompter.confirm },
  });
  return merge(answers, given, references);
}

function merge({ given, typed }: Answers, signed: Given, references: Given): Answers {
  const secrets = Object.entries(references).flatMap(([key, reference]): [string, string][] => {
    const secret = signed[key];
    return secret === undefined ? [] : [[reference, secret]];
  });
  return { given: { ...given, ...signed, ...references }, typed: new Map([...typed, ...secrets]) };
}
