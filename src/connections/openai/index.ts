import type { OpenAiConnection } from "../../core/connection.ts";
import { isLoopback } from "../../lib/loopback.ts";
import { OPENAI_URL } from "../../lib/openai-url.ts";
import { countOf } from "../../lib/text.ts";
import type { Account, CheckContext, Given, Service } from "../service.ts";
import { findLocal } from "./local.ts";
import { listModels } from "./models.ts";

/** Models at OpenAI, or at a server that speaks as it does, also on this machine. */
export const openAiService: Service<OpenAiConnection> = {
  kind: "openai",
  title: "OpenAI",
  serves: { deliveries: [], connectors: [], events: [], models: true },
  guide: () => [
    "Make a key for Chief at https://platform.openai.com/api-keys. A restricted one needs to read Models and to write Model capabilities.",
    "A server on this machine needs none, such as Ollama or LM Studio: start it, with a model in it.",
  ],
  find: findLocal,
  questions: [
    { key: "url", what: "Base URL of a server that speaks as OpenAI does, or - for OpenAI itself", secret: false, optional: true },
    { key: "key", what: "API key (sk-...)", secret: true, variable: "OPENAI_API_KEY", when: (given) => !isLocal(given) },
  ],
  check: checkOpenAi,
  needs: () => [],
  example: () => ["model: large"],
};

function isLocal({ url }: Given): boolean {
  return isLoopback(URL.parse(url ?? "")?.hostname ?? "");
}

async function checkOpenAi({ url, key }: OpenAiConnection, { readSecret, now, signal }: CheckContext): Promise<Account> {
  const { models, ...vitals } = await listModels({ ...(url !== undefined && { url }) }, key === undefined ? undefined : readSecret(key), {
    now,
    signal,
  });
  const { host } = new URL(url ?? OPENAI_URL);
  return {
    ...{ name: models ? `${countOf(models.length, "model")} at ${host}` : host, ...vitals, ...(models && { models }) },
    remarks: models ? [] : ["It lists no models, so whether those of config/chief.yaml are there is not known."],
  };
}
