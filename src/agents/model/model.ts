import type { OpenAiConnection, Connections } from "../../core/connection.ts";
import { ConfigError } from "../../core/errors.ts";
import type { Models } from "../../core/model.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { Model, ModelRequest, ModelTurn } from "../../core/ports/model.ts";
import type { Workspace } from "../../core/workspace.ts";
import { valueWithoutSecrets, withoutSecrets } from "../../lib/known-secrets.ts";
import { OPENAI_URL } from "../../lib/openai-url.ts";
import { askByChat } from "./chat.ts";
import { createClient, type ModelClient } from "./client.ts";
import { cutOff, toFailure, unusable, type Asked } from "./failure.ts";
import { createLacks, lackIn, type KnownLacks } from "./lacks.ts";
import { readAnswer } from "./read-answer.ts";
import { askByResponses } from "./responses.ts";
import { ServiceFailure } from "./service-failure.ts";
import type { Said, Wish } from "./speech.ts";
import { estimateUsage } from "./usage.ts";

export interface ModelParts {
  /** The configuration in force. */
  workspace(): Pick<Workspace, "models">;
  connections: Connections;
  /** Does something by the connection of that name; whether it lets us in is then known. */
  using<Result>(connection: string, work: () => Promise<Result>): Promise<Result>;
  clock: Clock;
}

/**
 * The models that the configuration in force names, each asked by its connection, and once: what comes back is
 * paid for, also where it is of another form, which it throws as UnreadableAnswer. Throws ConfigError `models-missing` where it names none.
 */
export function createModel(parts: ModelParts): Model {
  const lacks = createLacks();
  return {
    ask(request, signal) {
      const { models } = parts.workspace();
      if (!models) throw new ConfigError("models-missing", "expected config/chief.yaml to name models, got none", { hint: HINT });
      const account = parts.connections.get("openai", models.connection);
      return parts.using(account.name, () => ask(lineTo(account, { ...parts, lacks, models, request, signal })));
    },
  };
}

const HINT = "Run `chief connect openai`, and name the connection under `models`.";

/** Everything about one question. */
interface Line {
  client: ModelClient;
  api: OpenAiConnection["api"];
  asked: Asked;
  /** What is known of the service is known by this name. */
  service: string;
  lacks: KnownLacks;
  wish: Omit<Wish, "lacks">;
  request: ModelRequest;
  signal: AbortSignal;
}

interface LineParts extends Pick<Line, "lacks" | "request" | "signal">, Pick<ModelParts, "connections" | "clock"> {
  models: Models;
}

function lineTo({ url = OPENAI_URL, key, api }: OpenAiConnection, { connections, clock, models, lacks, request, signal }: LineParts): Line {
  const model = request.model ?? models[request.size];
  const { host, hostname } = new URL(url);
  const isOpenAi = /(?:^|\.)openai\.com$/.test(hostname);
  const secret = key === undefined ? undefined : connections.readSecret(key);
  return {
    client: createClient(url, secret, () => clock.now()),
    ...{ api, lacks, request, signal, asked: { host, model }, service: `${model} at ${url}` },
    // What was read as a secret since the sources were read is shown to nobody either.
    wish: {
      ...request,
      instructions: withoutSecrets(request.instructions),
      input: valueWithoutSecrets(request.input),
      model,
      isOpenAi,
      flex: models.tier === "flex",
    },
  };
}

/** Throws UnreadableAnswer for what is not of the form that was asked for. */
async function ask(line: Line): Promise<ModelTurn> {
  const { request, asked, wish } = line;
  const said = await askOnce(line, wish);
  const { carried, model, short, usage } = said;
  const counted = usage ? { usage } : { usage: await estimateUsage(request, said), estimated: true as const };
  const read = outcomeOf(said, request);
  if (!read.outcome) throw unusable(asked, { carried, model, ...counted, short, problem: read.problem });
  return { outcome: read.outcome, carried, model, ...counted };
}

type Read = Pick<ModelTurn, "outcome"> | { outcome?: never; problem: string };

function outcomeOf({ text, refusal, calls }: Said, { answer }: ModelRequest): Read {
  if (refusal !== undefined) return { outcome: { kind: "refusal", text: refusal } };
  if (calls.length > 0) return { outcome: { kind: "calls", calls } };
  const read = readAnswer(text, answer.schema);
  return read.ok ? { outcome: { kind: "answer", value: read.value } } : { problem: read.problem };
}

/** Asks anew, in another way, where the service did not know of the first, and at the usual price where flex is full. */
async function askOnce(line: Line, wish: Omit<Wish, "lacks">): Promise<Said> {
  const { client, api, asked, service, lacks, signal } = line;
  const known = lacks.of(service);
  const speech = api === "chat" || (api === "auto" && known.has("responses")) ? askByChat : askByResponses;
  try {
    const said = await speech(client, { ...wish, lacks: known }, signal);
    if (said) return said;
    throw cutOff(asked, "one without its end");
  } catch (error) {
    if (!(error instanceof ServiceFailure)) throw error;
    const { facts } = error;
    if (wish.flex && facts.code === "resource_unavailable") return askOnce(line, { ...wish, flex: false });
    const lack = lackIn(facts, wish.isOpenAi);
    if (lack && !known.has(lack) && isHelped(lack, api)) {
      lacks.note(service, lack);
      return askOnce(line, wish);
    }
    throw toFailure(facts, asked);
  }
}

/** Whoever has said by which API to ask is not asked by another. */
function isHelped(lack: string, api: Line["api"]): boolean {
  return lack !== "responses" || api === "auto";
}
