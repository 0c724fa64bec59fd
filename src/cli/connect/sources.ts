import type { Readable } from "node:stream";
import { text as textOf } from "node:stream/consumers";
import type { Question } from "../../connections/service.ts";
import { findNearest, listOf } from "../../lib/text.ts";
import { usageError, type Options } from "../options.ts";

/** What the command line says of the settings and secrets of a connection. */
export interface Sources {
  settings: ReadonlyMap<string, string>;
  /** Where secrets come from: a reference, or what is piped in. */
  secrets: ReadonlyMap<string, SecretSource>;
}

export type SecretSource = { kind: "reference"; reference: string } | { kind: "stdin" };

/** How secrets are given: never themselves. */
export const SECRET_FORMS = "env:NAME, file:PATH, keychain:NAME or stdin";

/** What `--set KEY=VALUE` and `--secret KEY=PLACE` say; a usage error, which shows no value, for what they can't say. */
export function readSources(options: Options, questions: readonly Question[]): Sources {
  const keys = questions.filter(({ secret }) => secret).map(({ key }) => key);
  const settings = new Map(options.list("set").map((each) => splitPair("--set", each)));
  for (const key of settings.keys()) {
    if (!keys.includes(key)) continue;
    throw usageError(`expected --set to hold no secret, got ${key}`, `Write --secret ${key}=env:NAME; the place may be ${SECRET_FORMS}.`);
  }
  const secrets = new Map(options.list("secret").map((each) => readSecretPair(each, keys)));
  return { settings, secrets };
}

function readSecretPair(text: string, keys: readonly string[]): [string, SecretSource] {
  const [key, place] = splitPair("--secret", text);
  if (!keys.includes(key)) {
    const nearest = findNearest(key, keys);
    throw usageError(
      "expected --secret to name a secret of this service, got another word",
      nearest ? `Did you mean ${nearest}?` : `There is ${listOf(keys)}.`,
    );
  }
  if (place === "stdin") return [key, { kind: "stdin" }];
  const [, name] = /^env:(\w+)$/.exec(place) ?? [];
  if (name !== undefined) return [key, { kind: "reference", reference: referenceTo(name) }];
  if (/^(?:file|keychain):./.test(place)) return [key, { kind: "reference", reference: place }];
  throw usageError(
    `expected --secret ${key} to say where the secret is, got something else, which is not shown`,
    `The place may be ${SECRET_FORMS}.`,
  );
}

function splitPair(option: string, text: string): [string, string] {
  const [, key, value] = /^([A-Za-z][\w.]*)=(.+)$/s.exec(text) ?? [];
  if (key !== undefined && value !== undefined) return [key, value];
  throw usageError(
    `expected ${option} to be followed by KEY=VALUE, got something else`,
    `Put the name of the connection before ${option}.`,
  );
}

/** `${env:NAME}`, as chief.yaml has it. */
export function referenceTo(name: string): string {
  return ["$", `{env:${name}}`].join("");
}

/** The lines of what is piped in, one for each secret that comes from there, in their order. */
export function pipedLines(stdin: Readable): () => Promise<string | undefined> {
  let lines: string[] | undefined;
  return async () => {
    lines ??= (await textOf(stdin)).split(/\r?\n/);
    return lines.shift();
  };
}
