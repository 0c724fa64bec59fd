import { readSecret } from "../../config/secrets.ts";
import { toStoredError } from "../../core/errors.ts";
import type { Workspace } from "../../core/workspace.ts";
import { countOf } from "../../lib/text.ts";
import { prepareVerify } from "../../web/hooks-signature.ts";
import type { Session } from "../session.ts";
import { ok, problem, type Check } from "./check.ts";

const HOOK = "hook ";

/** Whether what hooks, webhooks and pings need can be read. Nothing is sent, and no secret is shown. */
export function checkSecrets(workspace: Workspace, env: Session["env"]): Check {
  const wanted = secretReferencesOf(workspace).filter(({ reference }) => !/^https?:/i.test(reference));
  const failures = wanted.flatMap(({ what, reference }) => {
    try {
      const secret = readSecret(reference, { ...workspace, env });
      if (what.startsWith(HOOK)) prepareVerify(what.slice(HOOK.length), secret);
      return [];
    } catch (error) {
      return [{ what, error: toStoredError(error) }];
    }
  });
  if (failures.length > 0) {
    const says = failures.map(({ what, error }) => `${what}: ${error.message}`).join("; ");
    return problem("Secrets", says, failures[0]?.error.hint ?? "Set them before the start.");
  }
  return ok("Secrets", wanted.length === 0 ? "none is needed" : `${countOf(wanted.length, "secret")} can be read`);
}

/** The references of hooks, webhooks and pings, and what each is of. */
export function secretReferencesOf({ hooks, webhooks, pings }: Workspace): { what: string; reference: string }[] {
  return [
    ...Object.entries(hooks).map(([name, { secret }]) => ({ what: `${HOOK}${name}`, reference: secret })),
    ...Object.entries(webhooks).flatMap(([name, { url, secret, lookup }]) =>
      [url, secret, ...(lookup === undefined ? [] : [lookup])].map((reference) => ({ what: `webhook ${name}`, reference })),
    ),
    ...Object.entries(pings).map(([name, reference]) => ({ what: `ping ${name}`, reference })),
  ];
}
