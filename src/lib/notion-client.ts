import type { Client } from "@notionhq/client";
import type { Connections, NotionConnection } from "../core/connection.ts";

/** The client's own default is older: https://developers.notion.com/reference/versioning */
export const NOTION_API_VERSION = "2026-03-11";

type Fetch = NonNullable<NonNullable<ConstructorParameters<typeof Client>[0]>["fetch"]>;

/** Notion's own client. It tries nothing twice and logs nothing: what becomes of a failure is decided by whoever calls. */
export async function openNotion(
  { api, token }: NotionConnection,
  { readSecret, signal }: Pick<Connections, "readSecret"> & { signal: AbortSignal },
): Promise<Client> {
  // Loaded when Notion is first asked, so that a start does not wait for it.
  const { Client: NotionClient } = await import("@notionhq/client");
  // The API leads nowhere else: a redirect is somebody in between, who is not to have the token.
  const ask: Fetch = (url, init) =>
    fetch(url, {
      method: init?.method ?? "GET",
      headers: { ...init?.headers, connection: "close" },
      ...(typeof init?.body === "string" && { body: init.body }),
      redirect: "error",
      signal,
    });
  return new NotionClient({
    auth: readSecret(token),
    baseUrl: api,
    notionVersion: NOTION_API_VERSION,
    fetch: ask,
    logger() {},
    retry: false,
  });
}
