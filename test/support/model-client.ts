import { z } from "zod";
import { createModel } from "../../src/agents/model/model.ts";
import { createAddresses } from "../../src/config/addresses.ts";
import type { OpenAiConnection } from "../../src/core/connection.ts";
import type { Models } from "../../src/core/model.ts";
import type { Model, ModelRequest } from "../../src/core/ports/model.ts";
import { systemClock } from "../../src/lib/clock.ts";
import type { ModelServer } from "./model-server.ts";

/** What is to be told otherwise of the configuration. */
export interface ModelClientPlan {
  api?: OpenAiConnection["api"];
  models?: Partial<Models>;
  key?: string;
}

/** A Model that asks this server once, by the real client. A workspace has it behind a meter, which asks again for what can't be read. */
export function modelAt(
  { url, key: own }: Pick<ModelServer, "url" | "key">,
  { api = "responses", models, key = own }: ModelClientPlan = {},
): Model {
  const openai: OpenAiConnection = { kind: "openai", key: "${env:OPENAI_API_KEY}", url, api }; // oxlint-disable-line no-template-curly-in-string -- as people write it
  const named: Models = { connection: "openai", small: "gpt-6-luna", large: "gpt-6.1-terra", tier: "default", ...models };
  const book = { root: "/", dataDirectory: "/", webhooks: {}, pings: {}, connections: { openai } };
  const { connections } = createAddresses(() => book, { OPENAI_API_KEY: key });
  return createModel({ connections, workspace: () => ({ models: named }), using: (_name, work) => work(), clock: systemClock });
}

/** A small question. */
export function question(changes: Partial<ModelRequest> = {}): ModelRequest {
  return {
    ...{ role: "executor", size: "small", instructions: "Say what is new.", tools: [], cacheKey: "daily", maxOutputTokens: 500 },
    ...{
      input: [{ kind: "text", text: "M1: The door is open." }],
      answer: { name: "lines", schema: z.object({ lines: z.array(z.string()) }) },
    },
    ...changes,
  };
}
