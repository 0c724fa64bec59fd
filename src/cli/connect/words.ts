import { connectCall } from "../../lib/connect-call.ts";
import { loadService } from "../../connections/registry.ts";
import type { Service } from "../../connections/service.ts";
import { formatInstant, type Reader } from "../../render/prose.ts";
import { listOf } from "../../lib/text.ts";
import { oneLine } from "../print.ts";
import type { Inspection } from "./inspect.ts";

/** What an inspection has shown, line by line. */
export async function inspectionLines(inspection: Inspection, reader: Reader): Promise<string[]> {
  const { account, error, missing, secrets, usedBy } = inspection;
  const service = await loadService(inspection.kind);
  if (!account) return [`It says: ${error?.message ?? ""}.`, ...(error?.hint === undefined ? [] : [`  ${error.hint}`])];
  return [
    `Account: ${oneLine(account.name)}`,
    ...secrets.map(({ key, place }) => `Secret ${key}: ${place}`),
    `Expires: ${account.expiresAt === undefined ? "no, as far as the service says" : formatInstant(account.expiresAt, reader)}`,
    ...scopeLines(service, account.scopes),
    ...account.remarks.map(oneLine),
    `Used by: ${usedBy.length === 0 ? "nothing yet" : listOf(usedBy)}`,
    ...missing.map(({ scope, what }) => `Missing: ${scope} (${what})`),
    ...(missing.length === 0 ? [] : [lackHint(inspection)]),
  ];
}

function scopeLines(service: Service, scopes: readonly string[] | undefined): string[] {
  if (!scopes) return [];
  return ["It may:", ...scopes.map((scope) => `  ${oneLine(scope)}: ${service.explainScope?.(scope) ?? "Chief has no use for it"}`)];
}

/** What to do where automations need more than the account may do. */
export function lackHint({ name, kind }: Pick<Inspection, "name" | "kind">): string {
  return `Run \`${connectCall(kind, name)} --replace\`: it leads through what is to be granted.`;
}

/** An inspection in one sentence part, for tables. */
export function stateInWords({ state, missing, error }: Inspection): string {
  if (state === "works") return "works";
  if (state === "lacks") return `works, but lacks ${listOf(missing.map(({ scope }) => scope))}`;
  return `${state === "refused" ? "does not work" : "can't be reached"}: ${error?.message ?? ""}`;
}
