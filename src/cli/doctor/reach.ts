import { readSecret } from "../../config/secrets.ts";
import { toStoredError } from "../../core/errors.ts";
import type { Workspace } from "../../core/workspace.ts";
import { countOf, listOf } from "../../lib/text.ts";
import { prepareVerify } from "../../web/hooks-signature.ts";
import type { Session } from "../session.ts";
import { ok, problem, warning, type Check } from "./check.ts";

const HOOK = "hook ";

/** Whether what is needed to reach others, and to be reached, can be read. Nothing is sent, and no secret is shown. */
export function checkReach(workspace: Workspace, env: Session["env"]): Check[] {
  return [checkSecrets(workspace, env), checkAlerts(workspace)];
}

function checkSecrets(workspace: Workspace, env: Session["env"]): Check {
  const wanted = referencesOf(workspace).filter(({ reference }) => !/^https?:/i.test(reference));
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

function referencesOf({ hooks, webhooks, pings }: Workspace): { what: string; reference: string }[] {
  return [
    ...Object.entries(hooks).map(([name, { secret }]) => ({ what: `${HOOK}${name}`, reference: secret })),
    ...Object.entries(webhooks).flatMap(([name, { url, secret, lookup }]) =>
      [url, secret, ...(lookup === undefined ? [] : [lookup])].map((reference) => ({ what: `webhook ${name}`, reference })),
    ),
    ...Object.entries(pings).map(([name, reference]) => ({ what: `ping ${name}`, reference })),
  ];
}

function checkAlerts({ alerts, webhooks }: Workspace): Check {
  if (alerts.to.length === 0) {
    return warning("Alerts", "nobody is told when something fails", "Name ways to reach you under alerts in config/chief.yaml.");
  }
  const lost = alerts.to.flatMap(({ delivery, options }) => {
    const to = options["to"];
    return delivery === "webhook" && typeof to === "string" && !Object.hasOwn(webhooks, to) ? [to] : [];
  });
  if (lost.length > 0) return problem("Alerts", `no webhook is called ${listOf(lost)}`, "Add it under webhooks in config/chief.yaml.");
  return ok("Alerts", `go to ${alerts.to.map(nameOf).join(", else to ")}`);
}

function nameOf({ delivery, options }: Workspace["alerts"]["to"][number]): string {
  const to = options["to"];
  return typeof to === "string" ? `${delivery} ${to}` : delivery;
}
