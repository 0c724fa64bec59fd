import { OWNER_ONLY } from "../core/audience.ts";
import { z } from "zod";
import type { EventSource } from "../core/ports/events.ts";

const schema = z
  .string({ error: "to be the name of a hook in config/chief.yaml" })
  .min(1)
  .transform((hook) => ({ hook }))
  .describe("The name of a hook in config/chief.yaml: runs when something is posted to it.");

export type WebhookOptions = z.infer<typeof schema>;

/** Something was posted to a hook. Its events come in by themselves. */
export const webhookSource: EventSource<WebhookOptions> = {
  id: "webhook",
  schema,
  topic: ({ hook }) => `webhook:${hook}`,
  describe: ({ hook }) => `when ${hook} is called`,
  audience: () => OWNER_ONLY,
};
