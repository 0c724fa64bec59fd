import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { TestContext } from "node:test";
import { z } from "zod";

/** https://nodejs.org/api/diagnostics_channel.html and https://undici.nodejs.org/#/docs/api/DiagnosticsChannel */
const BEGINNINGS = ["undici:request:create", "http.client.request.created"];
const ENDS = ["undici:request:trailers", "undici:request:error", "http.client.response.finish", "http.client.request.error"];

const messageSchema = z.looseObject({ request: z.custom<object>((request) => typeof request === "object" && request !== null) });

/** How many calls over HTTP this process waits for, from now until a test is over. */
export function countCalls(test: TestContext): () => number {
  const underWay = new Set<object>();
  const begin = (message: unknown): void => void underWay.add(messageSchema.parse(message).request);
  const end = (message: unknown): void => void underWay.delete(messageSchema.parse(message).request);
  for (const channel of BEGINNINGS) subscribe(channel, begin);
  for (const channel of ENDS) subscribe(channel, end);
  test.after(() => {
    for (const channel of BEGINNINGS) unsubscribe(channel, begin);
    for (const channel of ENDS) unsubscribe(channel, end);
  });
  return () => underWay.size;
}
