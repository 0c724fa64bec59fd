import type { Automation } from "../core/automation.ts";
import type { Workspace } from "../core/workspace.ts";
import { waysOf } from "./find-account.ts";
import type { Options, Part, Service, Uses } from "./service.ts";

/** What there is to go by a connection. */
export interface Users {
  automations: readonly Pick<Automation, "id" | "reads" | "writes" | "triggers" | "model">[];
  workspace: Pick<Workspace, "connections" | "alerts" | "models">;
}

/** What goes by the connection of that name, or would if it were there: a grant that names none means the only one of its kind. */
export function usesOf({ kind, serves }: Pick<Service, "kind" | "serves">, name: string, { automations, workspace }: Users): Uses {
  const others = Object.entries(workspace.connections).filter(([key, other]) => other.kind === kind && key !== name);
  const means = (options: Options): boolean => (options["connection"] ?? (others.length === 0 ? name : undefined)) === name;
  const isAsked = serves.models === true && workspace.models?.connection === name;
  const users = [
    ...automations.map((automation) => partsOf(automation)),
    {
      id: "alerts",
      asks: false,
      reads: [],
      events: [],
      writes: workspace.alerts.to.flatMap(({ delivery, options }) => writesOf(delivery, options)),
    },
  ].map(({ id, asks, reads, writes, events }) => ({
    id,
    asks: asks && isAsked,
    reads: reads.filter(({ part, options }) => serves.connectors.includes(part) && means(options)),
    writes: writes.filter(({ part, options }) => serves.deliveries.includes(part) && means(options)),
    events: events.filter(({ part, options }) => serves.events.includes(part) && means(options)),
  }));
  const present = Object.hasOwn(workspace.connections, name) ? workspace.connections[name] : undefined;
  return {
    by: users.filter(({ asks, reads, writes, events }) => asks || reads.length + writes.length + events.length > 0).map(({ id }) => id),
    reads: users.flatMap(({ reads }) => reads.map(({ options }) => options)),
    writes: users.flatMap(({ writes }) => writes.map(({ options }) => options)),
    events: users.flatMap(({ events }) => events.map(({ options }) => options)),
    parts: users.flatMap(({ reads, writes, events }) => [...reads, ...writes, ...events]),
    listens: present?.kind !== "slack" || present.appToken !== undefined || present.signingSecret !== undefined,
  };
}

function partsOf({ id, reads, writes, triggers, model }: Users["automations"][number]) {
  return {
    id,
    asks: model !== "none",
    reads: reads.map(({ connector, options }) => ({ part: connector, options })),
    writes: writes.flatMap(({ delivery, options }) => writesOf(delivery, options)),
    events: triggers.flatMap((trigger) => (trigger.kind === "event" ? [{ part: trigger.source, options: trigger.options }] : [])),
  };
}

function writesOf(id: string, options: Options): Part[] {
  return waysOf({ id, options }).flatMap((way) => (isRecord(way.options) ? [{ part: way.id, options: way.options }] : []));
}

function isRecord(value: unknown): value is Options {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
