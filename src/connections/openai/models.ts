import { z } from "zod";
import type { OpenAiConnection } from "../../core/connection.ts";
import { OPENAI_URL } from "../../lib/openai-url.ts";
import { vitalsOf, type Vitals } from "../../lib/vitals.ts";
import { refused, signedOut, unreachable } from "../failure.ts";
import type { ListedModel } from "../service.ts";

const listSchema = z.looseObject({
  data: z.array(z.looseObject({ id: z.string(), shutdown_date: z.union([z.string(), z.number()]).nullish() })),
});

/** What a service lists: https://platform.openai.com/docs/api-reference/models/list. */
export interface Listed extends Vitals {
  /** Absent where the service has no such list. */
  models?: readonly ListedModel[];
}

/** Asks a service for its models, and so whether it takes the key. `now` is in milliseconds since 1970. Throws as `check` of a service does. */
export async function listModels(
  { url = OPENAI_URL }: Pick<OpenAiConnection, "url">,
  key: string | undefined,
  { now, signal }: { now: number; signal: AbortSignal },
): Promise<Listed> {
  const { host } = new URL(url);
  const answer = await ask(url, key, signal).catch((error: unknown) => {
    throw silent(host, error);
  });
  if (answer.status === 404 || answer.status === 405) return vitalsOf(answer.headers, now);
  if (!answer.ok) throw toFailure(host, answer.status);
  const list = listSchema.safeParse(await answer.json().catch(() => undefined)).data;
  if (!list) {
    throw refused(`expected ${host} to list its models, got something else`, "Check `url` of the connection: it mostly ends with /v1.");
  }
  return {
    models: list.data.map(({ id, shutdown_date }) => ({ id, ...endOf(shutdown_date ?? undefined) })),
    ...vitalsOf(answer.headers, now),
  };
}

/** Nobody is followed elsewhere with a key. */
function ask(url: string, key: string | undefined, signal: AbortSignal): Promise<Response> {
  return fetch(`${url}models`, { headers: key === undefined ? {} : { authorization: `Bearer ${key}` }, redirect: "error", signal });
}

/** Nobody there is another matter than no way there: https://nodejs.org/api/errors.html#common-system-errors. */
function silent(host: string, error: unknown) {
  const cause = error instanceof Error ? error.cause : undefined;
  const isClosed = cause instanceof Error && "code" in cause && cause.code === "ECONNREFUSED";
  return isClosed
    ? unreachable(
        `expected ${host} to answer, got nothing, since nothing listens there`,
        "Start the server, or correct `url` of the connection.",
      )
    : unreachable(
        `expected ${host} to answer, got nothing`,
        "Check the address and the network; a server on this machine has to be started.",
      );
}

function toFailure(host: string, status: number) {
  if (status === 401 || status === 403) {
    return signedOut(
      `expected a key that ${host} takes, got one that it does not (${status})`,
      "Copy it again from the service's page, whole.",
    );
  }
  const got = `expected ${host} to answer, got the status ${status}`;
  return status === 429 || status >= 500 ? unreachable(got, "Try again in a few minutes.") : refused(got, "Check `url` of the connection.");
}

/** A day, or seconds since 1970. */
function endOf(date: string | number | undefined): Pick<ListedModel, "endsAt"> {
  const at = typeof date === "number" ? date * 1_000 : Date.parse(date ?? "");
  return Number.isFinite(at) ? { endsAt: new Date(at).toISOString() } : {};
}
