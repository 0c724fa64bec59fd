import type { Client } from "@notionhq/client";
import type { Connections, NotionConnection } from "../core/connection.ts";

/** The client's own default is older: https://developers.notion.com/reference/versioning */
const NOTION_API_VERSION = "2026-03-11";

/** Of one answer. */
const MOST_BYTES = 32 * 1_048_576;

type Fetch = NonNullable<NonNullable<ConstructorParameters<typeof Client>[0]>["fetch"]>;

/** Notion's own client. It tries nothing twice and logs nothing: what becomes of a failure is decided by whoever calls. */
export async function openNotion(
  { api, token }: NotionConnection,
  { readSecret, signal }: Pick<Connections, "readSecret"> & { signal: AbortSignal },
): Promise<Client> {
  // Loaded when Notion is first asked, so that a start does not wait for it.
  const { Client: NotionClient } = await import("@notionhq/client");
  // The API leads nowhere else: a redirect is somebody in between, who is not to have the token.
  const ask: Fetch = async (url, init) => {
    const answer = await fetch(url, {
      method: init?.method ?? "GET",
      headers: { ...init?.headers, connection: "close" },
      ...(typeof init?.body === "string" && { body: init.body }),
      redirect: "error",
      signal,
    });
    return new Response(answer.body?.pipeThrough(withinLimit()) ?? null, { status: answer.status, headers: answer.headers });
  };
  return new NotionClient({
    auth: readSecret(token),
    baseUrl: api,
    notionVersion: NOTION_API_VERSION,
    fetch: ask,
    logger() {},
    retry: false,
  });
}

/** Breaks off an answer that is larger than a hundred rows can be: https://developers.notion.com/reference/request-limits */
function withinLimit(): TransformStream<Uint8Array, Uint8Array> {
  let size = 0;
  return new TransformStream({
    transform(chunk, controller) {
      size += chunk.length;
      if (size > MOST_BYTES) controller.error(new Error(`expected at most ${MOST_BYTES} bytes of Notion, got more`));
      else controller.enqueue(chunk);
    },
  });
}
