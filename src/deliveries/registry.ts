import type { Connections } from "../core/connection.ts";
import type { KnownNames } from "../core/workspace.ts";
import type { People } from "../core/person.ts";
import type { Catalogue, Delivery } from "../core/ports/outside.ts";
import type { Screen } from "./console.ts";
import type { WebhookParts } from "./webhook.ts";

export interface DeliveryParts extends WebhookParts {
  /** What the console delivery prints on. */
  screen: Screen;
  /** The accounts that briefings go out by. */
  connections: Connections;
  /** Who is known now. */
  people(): People;
  /** What the configuration names, where definitions are to be checked against it. */
  names?: Pick<KnownNames, "webhooks" | "connections" | "people">;
}

/** Every way that briefings go out, each loaded when it is first used. */
export function createDeliveries(parts: DeliveryParts): Catalogue<Delivery> {
  const loaders: Readonly<Record<string, () => Promise<Delivery>>> = {
    console: async () => (await import("./console.ts")).createConsole(parts.screen),
    email: async () => (await import("./email/index.ts")).createEmail(parts),
    file: async () => (await import("./file.ts")).fileDelivery,
    plan: async () => (await import("./plan/index.ts")).createPlan(parts),
    webhook: async () => (await import("./webhook.ts")).createWebhook(parts),
    slack: async () => (await import("./slack/index.ts")).createSlack(parts),
  };
  const ids = Object.keys(loaders);
  return {
    ids,
    async load(id) {
      const loader = ids.includes(id) ? loaders[id] : undefined;
      if (loader === undefined) throw new RangeError(`expected a delivery to be one of ${ids.join(", ")}, got ${id}`);
      return loader();
    },
  };
}
