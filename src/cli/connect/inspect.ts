import { referencesOf } from "../../config/connection-secrets.ts";
import { isEncrypted } from "../../config/credentials.ts";
import { findSecretPlace, type SecretPlaces } from "../../config/secret-places.ts";
import { readSecret } from "../../config/secrets.ts";
import { loadService } from "../../connections/registry.ts";
import type { Account, CheckContext, Need, Uses } from "../../connections/service.ts";
import { missingFor } from "../../connections/notes.ts";
import { isReauthCode, mendOf } from "../../connections/standing.ts";
import { usesOf } from "../../connections/uses.ts";
import type { Automation } from "../../core/automation.ts";
import type { Connection } from "../../core/connection.ts";
import { ChiefError, toStoredError, TransientError, type StoredError } from "../../core/errors.ts";
import type { Workspace } from "../../core/workspace.ts";
import { systemClock } from "../../lib/clock.ts";

/** What is known of a connection once its service was asked. */
export interface Inspection {
  name: string;
  kind: Connection["kind"];
  /** It lacks something where it works, but not for all that automations use it for. */
  state: "works" | "lacks" | "refused" | "unreachable";
  /** Absent where the service did not say. */
  account?: Account;
  /** What automations need and the account may not do. */
  missing: readonly Need[];
  /** Where each secret lies, in words; never the secret. */
  secrets: readonly { key: string; place: string }[];
  /** What goes by it: ids of automations, and `alerts`. */
  usedBy: readonly string[];
  error?: StoredError;
}

export interface InspectionParts {
  workspace: Workspace;
  automations: readonly Automation[];
  env: SecretPlaces["env"];
  /** Where secrets are not kept yet. */
  readSecret?: CheckContext["readSecret"];
}

const TIMEOUT_MS = 15_000;

/** Asks the service of a connection, and compares what it says with what the automations need. Rejects only for what nobody expects. */
export async function inspect(name: string, connection: Connection, parts: InspectionParts): Promise<Inspection> {
  const { workspace, env } = parts;
  const places = { ...workspace, env };
  const service = await loadService(connection.kind);
  const uses = usesOf(service, name, parts);
  const known = { name, kind: connection.kind, secrets: secretsOf(connection, places), usedBy: uses.by };
  const context = {
    name,
    readSecret: parts.readSecret ?? ((reference: string) => readSecret(reference, places)),
    now: systemClock.now(),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  };
  try {
    const account = await service.check(connection, context);
    const missing = missingFor(service.needs(connection, uses), account);
    return { ...known, state: missing.length === 0 ? "works" : "lacks", account, missing };
  } catch (error) {
    if (!(error instanceof ChiefError)) throw error;
    return {
      ...known,
      state: error instanceof TransientError ? "unreachable" : "refused",
      missing: [],
      error: withMend(toStoredError(error), known, parts),
    };
  }
}

/** Where an account that is kept lets us in no more, the way out is the command for this very connection; whoever is making one is at it already. */
function withMend(
  error: StoredError,
  { kind, name }: Pick<Inspection, "kind" | "name">,
  { readSecret: making }: InspectionParts,
): StoredError {
  return isReauthCode(error) && !making ? { ...error, hint: mendOf(kind, name) } : error;
}

/** Every connection of the workspace, asked side by side. */
export function inspectAll(parts: InspectionParts): Promise<Inspection[]> {
  return Promise.all(Object.entries(parts.workspace.connections).map(([name, connection]) => inspect(name, connection, parts)));
}

/** What goes by a connection of that kind and name. */
export async function findUses(name: string, kind: Connection["kind"], parts: InspectionParts): Promise<Uses> {
  return usesOf(await loadService(kind), name, parts);
}

/** Where the secrets of a connection lie now. */
export function secretsOf(connection: Connection, places: SecretPlaces): Inspection["secrets"] {
  return referencesOf(connection).map(({ path, text }) => ({ key: path.join("."), place: placeInWords(text, places) }));
}

/** Where the secret of a reference lies, or that it lies nowhere. */
export function placeInWords(reference: string, places: SecretPlaces): string {
  try {
    const place = findSecretPlace(reference, places);
    if (place === undefined) return `${reference}, where nothing is`;
    if (place.kind === "variable") return `environment variable ${place.name}`;
    if (place.kind === "keychain") return `your keychain, account ${place.name}`;
    if (place.kind === "stored") return isEncrypted(places.dataDirectory, place.name) ? "kept by Chief, encrypted" : "kept by Chief";
    return place.named === undefined ? `file ${place.path}` : `file ${place.path} (${place.named})`;
  } catch (error) {
    if (!(error instanceof ChiefError)) throw error;
    return `${reference}, which can't be used: ${error.message}`;
  }
}
