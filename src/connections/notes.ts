import { connectCall } from "../lib/connect-call.ts";
import type { KnownAccount } from "../core/ports/connections.ts";
import { listOf } from "../lib/text.ts";
import { formatDay, type Reader } from "../render/prose.ts";
import type { FoundAccount, Part } from "./find-account.ts";
import type { Need, Options } from "./service.ts";
import { usesOf } from "./uses.ts";

/** An account that ends sooner than this is told of while there is time to do something about it. */
export const SOON_MS = 7 * 24 * 60 * 60 * 1000;

/** What the reader should know of an account that works: that it ends soon, and that it may not do all that a part is there for. */
export function notesOn(part: Part, account: FoundAccount & { known: KnownAccount }, reader: Reader, now: number): string[] {
  const { name, service, known } = account;
  const command = `\`${connectCall(service.kind, name)} --replace\``;
  const lacks = missingFor(needsOf(part, account), known);
  const ends = known.expiresAt !== undefined && Date.parse(known.expiresAt) - now < SOON_MS ? known.expiresAt : undefined;
  return [
    ...(ends === undefined ? [] : [`The access to ${service.title} ends ${formatDay(ends, reader)}: ${command} renews it.`]),
    ...(lacks.length === 0 ? [] : [`${service.title} does not allow ${listOf(lacks.map(inWords))}: grant it there, then run ${command}.`]),
  ];
}

/** What is needed and not allowed; nothing where the service has no list of what is. */
export function missingFor(needs: readonly Need[], { scopes }: Pick<KnownAccount, "scopes">): Need[] {
  return scopes ? needs.filter(({ scope }) => !scopes.includes(scope)) : [];
}

function inWords({ scope, what }: Need): string {
  return what === "" ? scope : `${scope} (${what})`;
}

/** Of this one part: what others lack is told in their briefings. */
function needsOf({ id, options }: Part, { name, connection, service }: FoundAccount): readonly Need[] {
  const reads = [{ name: id, connector: id, options: recordOf(options), audience: [] }];
  const workspace = { connections: { [name]: connection }, alerts: { to: [], everyMs: 0 } };
  return service.needs(
    connection,
    usesOf(service, name, { automations: [{ id, reads, writes: [], triggers: [], model: "none" }], workspace }),
  );
}

function recordOf(options: unknown): Options {
  return typeof options === "object" && options !== null ? { ...options } : {};
}
