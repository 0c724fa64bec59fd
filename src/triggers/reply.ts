import { z } from "zod";
import { OWNER_ONLY } from "../core/audience.ts";
import { replyTopic } from "../core/heard-reply.ts";
import type { EventSource } from "../core/ports/events.ts";

const schema = z.strictObject({}).describe("Runs when somebody answers one of its questions. It takes no options.");

/** Somebody answered a question of the automation. Its events come in by the service in which that was. */
export const replySource: EventSource<z.infer<typeof schema>> = {
  id: "reply",
  schema,
  topic: (_options, automation) => replyTopic(automation),
  describe: () => "when somebody answers its questions",
  // What one of them says is for nobody else by itself: who shall hear of it, a flow from events says.
  audience: () => OWNER_ONLY,
};
