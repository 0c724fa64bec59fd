import { connectCall } from "../../lib/connect-call.ts";
import { SOON_MS } from "../../connections/notes.ts";
import type { Connection } from "../../core/connection.ts";
import type { Workspace } from "../../core/workspace.ts";
import { durationInWords } from "../../lib/duration.ts";
import { formatInstant } from "../../render/prose.ts";
import type { Inspection } from "../connect/inspect.ts";
import { lackHint, stateInWords } from "../connect/words.ts";
import { ok, problem, warning, type Check } from "./check.ts";

/** Of the calls that a service allows, so few may be left before that is told. */
const LEAST_LEFT = 0.1;
/** Clocks that are further apart spoil signatures, tokens, and what "since the last time" means. */
const MOST_SKEW_MS = 120_000;

/** Whether the services of the workspace's accounts let us in, for how long and for how many calls, and whether our clock agrees with theirs. */
export function checkConnections(inspections: readonly Inspection[], workspace: Workspace, now: number): Check[] {
  const { timezone } = workspace.calendar;
  const show = (at: string): string => formatInstant(at, { timezone, asOf: new Date(now).toISOString() });
  const checks = inspections.flatMap((inspection) => judge(inspection, workspace.connections[inspection.name], { now, show }));
  return [...checks, ...checkSkew(inspections)];
}

interface Reading {
  now: number;
  show(at: string): string;
}

function judge(inspection: Inspection, connection: Connection | undefined, { now, show }: Reading): Check[] {
  const { state, account, kind } = inspection;
  const name = `Connection ${inspection.name}`;
  if (!account) {
    const say = state === "refused" ? problem : warning;
    return [say(name, stateInWords(inspection), wayOut(inspection, connection))];
  }
  const ends = account.expiresAt !== undefined && Date.parse(account.expiresAt) - now < SOON_MS ? account.expiresAt : undefined;
  const { quota } = account;
  const found = [
    ...(state === "lacks" ? [problem(name, stateInWords(inspection), lackHint(inspection))] : []),
    ...(ends === undefined
      ? []
      : [warning(name, `works until ${show(ends)}`, `Run \`${connectCall(kind, inspection.name)} --replace\` before.`)]),
    ...(quota && quota.left < quota.of * LEAST_LEFT
      ? [
          warning(
            name,
            `only ${quota.left} of ${quota.of} calls are left until ${show(quota.resetsAt)}`,
            "Until then runs may miss it: let fewer programs use this account, or automations run less often.",
          ),
        ]
      : []),
  ];
  return found.length > 0 ? found : [ok(name, `works: ${account.name}`)];
}

function wayOut({ name, state, error }: Inspection, connection: Connection | undefined): string {
  const hint = error?.hint ?? "Try again in a minute.";
  // Of models it is a name, not an address.
  const isAsked = connection && "api" in connection && connection.kind !== "openai" && state === "unreachable";
  const address = isAsked ? connection.api : undefined;
  return address === undefined ? hint : `${hint} It is asked at ${address}: check \`api\` of ${name} in config/chief.yaml.`;
}

function checkSkew(inspections: readonly Inspection[]): Check[] {
  const far = inspections.find(({ account }) => Math.abs(account?.skewMs ?? 0) > MOST_SKEW_MS);
  const skewMs = far?.account?.skewMs;
  if (far === undefined || skewMs === undefined) return [];
  const apart = durationInWords(Math.round(Math.abs(skewMs) / 60_000) * 60_000);
  const says = `this machine's is ${apart} ${skewMs > 0 ? "behind" : "ahead of"} that of ${far.name}`;
  return [problem("Clock and services", says, "Set the machine's clock, by the network if you can.")];
}
