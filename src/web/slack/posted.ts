import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../../core/ports/ambient.ts";
import { readBody, type Body } from "../hooks-body.ts";

/** What Slack posts is far smaller. */
const MOST_BYTES = 1_000_000;
const REFUSALS: Readonly<Record<Exclude<Body, Buffer>, number>> = { "too-large": 413, "too-slow": 408, gone: 400 };

/**
 * Hands on what was posted once it is there whole, and only where it can be taken apart: Slack's library throws for what it has no route
 * for, and for JSON that is no object.
 */
export function takePosted(
  request: IncomingMessage,
  response: ServerResponse,
  clock: Clock,
  handOn: (request: IncomingMessage & { rawBody: Buffer }) => void,
): void {
  if (request.method !== "POST") return void response.writeHead(405, { allow: "POST" }).end();
  readBody(request, MOST_BYTES, clock, (body) => {
    if (typeof body === "string") response.writeHead(REFUSALS[body]).end();
    else if (!isObject(body.toString("utf8"), request.headers["content-type"])) response.writeHead(400).end();
    else handOn(Object.assign(request, { rawBody: body }));
  });
}

/** Clicks come as a form, whose `payload` is JSON. */
function isObject(text: string, contentType = ""): boolean {
  const json = contentType.startsWith("application/x-www-form-urlencoded") ? (new URLSearchParams(text).get("payload") ?? "{}") : text;
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
