import { readSecret } from "../../config/secrets.ts";
import { findAccount, findServiceOf } from "../../connections/find-account.ts";
import { toStoredError } from "../../core/errors.ts";
import type { Workspace } from "../../core/workspace.ts";
import type { Inspection } from "../connect/inspect.ts";
import type { Session } from "../session.ts";
import { ok, problem, warning, type Check } from "./check.ts";

type Route = Workspace["alerts"]["to"][number];

/** Whether the owner hears of trouble by each of the ways that are named for it. Nothing is sent. */
export async function checkAlerts(workspace: Workspace, env: Session["env"], inspections: readonly Inspection[]): Promise<Check[]> {
  const { to } = workspace.alerts;
  if (to.length === 0) {
    return [warning("Alerts", "nobody is told when something fails", "Name ways to reach you under alerts in config/chief.yaml.")];
  }
  const faults = await Promise.all(to.map((route) => faultOf(route, workspace, env, inspections)));
  const lost = to.flatMap((route, index) => (faults[index] === undefined ? [] : [{ route, fault: faults[index] }]));
  if (lost.length === 0) return [ok("Alerts", `go to ${to.map(nameOf).join(", else to ")}`)];
  const says = lost.map(({ route, fault }) => `can't go to ${nameOf(route)}: ${fault.says}`).join("; ");
  return [problem("Alerts", says, [...new Set(lost.map(({ fault }) => fault.hint))].join(" "))];
}

interface Fault {
  says: string;
  hint: string;
}

async function faultOf(
  { delivery, options }: Route,
  workspace: Workspace,
  env: Session["env"],
  inspections: readonly Inspection[],
): Promise<Fault | undefined> {
  if (delivery === "webhook") return webhookFault(options["to"], workspace, env);
  const part = { as: "deliveries", id: delivery, options } as const;
  const service = await findServiceOf(part);
  if (!service) return undefined;
  const account = await findAccount(part, workspace.connections);
  if (!account) return { says: `there is no connection to ${service.title}`, hint: `Run \`chief connect ${service.kind}\`.` };
  const { state, error } = inspections.find(({ name }) => name === account.name) ?? {};
  if (state !== "refused") return undefined;
  const hint = `Mend the connection ${account.name}, or name another way under alerts in config/chief.yaml.`;
  return { says: error?.message ?? "it does not work", hint };
}

function webhookFault(to: unknown, workspace: Workspace, env: Session["env"]): Fault | undefined {
  const webhook = typeof to === "string" && Object.hasOwn(workspace.webhooks, to) ? workspace.webhooks[to] : undefined;
  if (!webhook) return { says: `no webhook is called ${String(to)}`, hint: "Add it under webhooks in config/chief.yaml." };
  try {
    for (const reference of [webhook.url, webhook.secret]) {
      if (!/^https?:/i.test(reference)) readSecret(reference, { ...workspace, env });
    }
    return undefined;
  } catch (error) {
    const { message, hint } = toStoredError(error);
    return { says: message, hint: hint ?? "Set it before the start." };
  }
}

function nameOf({ delivery, options }: Route): string {
  const to = options["to"];
  return typeof to === "string" ? `${delivery} ${to}` : delivery;
}
