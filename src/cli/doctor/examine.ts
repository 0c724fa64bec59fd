import { referencesOf } from "../../config/connection-secrets.ts";
import { findSecretPlace, parseReference } from "../../config/secret-places.ts";
import { readSecret } from "../../config/secrets.ts";
import { fingerprintOf, isReauthCode, knownOf, mendOf } from "../../connections/standing.ts";
import type { Automation } from "../../core/automation.ts";
import { answeredIn } from "../../core/connection.ts";
import type { ConnectionStore } from "../../core/ports/connections.ts";
import type { Workspace } from "../../core/workspace.ts";
import { systemClock } from "../../lib/clock.ts";
import { inspectAll, type Inspection } from "../connect/inspect.ts";
import type { Session } from "../session.ts";
import { checkAlerts } from "./alerts.ts";
import { checkAnswers } from "./answers.ts";
import type { Check } from "./check.ts";
import { checkConfinement } from "./confinement.ts";
import { checkConnections } from "./connections.ts";
import { checkMailDomains } from "./mail-domain.ts";
import { checkModels } from "./models.ts";
import { checkSecrets, secretReferencesOf } from "./reach.ts";

/** What is looked at, and from where: accounts and secrets depend on the environment of whoever looks. */
export interface Place {
  workspace: Workspace;
  automations: readonly Automation[];
  env: Session["env"];
  /** Where what is found out is kept, by whoever owns the data. */
  connections?: ConnectionStore;
}

/** What a look from one process has shown. */
export interface Examined {
  checks: Check[];
  /** Environment variables that the configuration refers to, and that lead to nothing here. */
  absent: string[];
}

/** Whether secrets can be read, accounts let us in, alerts go out, and programs can be confined, as it is for this process. */
export async function examine({ workspace, automations, env, connections }: Place): Promise<Examined> {
  const now = systemClock.now();
  const inspections = await inspectAll({ workspace, automations, env });
  if (connections) await keep(connections, inspections, { workspace, env, now });
  const checks = [
    checkSecrets(workspace, env),
    ...(await checkAlerts(workspace, env, inspections)),
    ...checkConnections(inspections, workspace, now),
    ...checkModels(inspections, workspace, now),
    ...(await checkMailDomains(workspace.connections)),
    ...(await findReplies(workspace, env)),
    ...checkAnswers(automations, workspace),
    await checkConfinement(workspace),
  ];
  return { checks, absent: findAbsent(workspace, env) };
}

/** The variables of a list that lead to something here. */
export function findPresent(names: readonly string[], workspace: Workspace, env: Session["env"]): string[] {
  return names.filter((name) => findSecretPlace(`\${env:${name}}`, { ...workspace, env }) !== undefined);
}

/** A library for mailboxes is loaded where there is one. */
async function findReplies(workspace: Workspace, env: Session["env"]): Promise<Check[]> {
  if (Object.keys(answeredIn(workspace.connections)).length === 0) return [];
  const { checkReplies } = await import("./replies.ts");
  return checkReplies(workspace, env);
}

function findAbsent(workspace: Workspace, env: Session["env"]): string[] {
  const references = [
    ...Object.values(workspace.connections).flatMap((connection) => referencesOf(connection).map(({ text }) => text)),
    ...secretReferencesOf(workspace).map(({ reference }) => reference),
  ];
  const names = references.flatMap((reference) => {
    const place = parseReference(reference);
    return place?.kind === "variable" ? [place.name] : [];
  });
  const present = new Set(findPresent(names, workspace, env));
  return [...new Set(names)].filter((name) => !present.has(name));
}

/** An account that lets us in again is used again from now on. */
async function keep(
  store: ConnectionStore,
  inspections: readonly Inspection[],
  { workspace, env, now }: Omit<Place, "automations"> & { now: number },
): Promise<void> {
  const at = new Date(now).toISOString();
  for (const { name, kind, account, error } of inspections) {
    const connection = workspace.connections[name];
    const fingerprint = connection && fingerprintOf(connection, (reference) => readSecret(reference, { ...workspace, env }));
    if (fingerprint === undefined) continue;
    if (account) await store.keepWorking(name, { at, fingerprint, known: knownOf(account, at) });
    else if (error && isReauthCode(error)) await store.keepEnded(name, { at, fingerprint, error: { ...error, hint: mendOf(kind, name) } });
  }
}
