import type { Catalogue, Delivery } from "../core/ports/outside.ts";
import type { Screen } from "./console.ts";
import type { WebhookParts } from "./webhook.ts";

export interface DeliveryParts extends WebhookParts {
  /** What the console delivery prints on. */
  screen: Screen;
}

/** Every way that briefings go out, each loaded when it is first used. */
export function createDeliveries({ screen, ...webhookParts }: DeliveryParts): Catalogue<Delivery> {
  const loaders: Readonly<Record<string, () => Promise<Delivery>>> = {
    console: async () => (await import("./console.ts")).createConsole(screen),
    file: async () => (await import("./file.ts")).fileDelivery,
    webhook: async () => (await import("./webhook.ts")).createWebhook(webhookParts),
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
