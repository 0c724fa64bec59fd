import type { IncomingMessage, ServerResponse } from "node:http";
import { isLoopback } from "../lib/loopback.ts";
import { send, type Answer } from "./hooks-answers.ts";

/** On every answer of ours that a browser could be made to show. https://owasp.org/www-project-secure-headers/ */
const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

const REFUSAL: Answer = {
  status: 403,
  text: '{"status":"refused","reason":"This is for programs of this machine, at an address of this machine."}',
};

/**
 * Stands before all that is not signed: only programs of this machine are answered, and a browser only where it was not sent by another
 * site, by name tricks (DNS rebinding) or otherwise. Returns whether the request was refused, and answered with that.
 */
export function refuseForeign(request: IncomingMessage, response: ServerResponse): boolean {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value);
  if (isFromHere(request) && isMeantForHere(request) && isNoOtherSite(request)) return false;
  send(response, REFUSAL);
  return true;
}

/** A local socket has no address. */
function isFromHere({ socket }: IncomingMessage): boolean {
  return socket.remoteAddress === undefined || isLoopback(socket.remoteAddress.replace(/^::ffff:/, ""));
}

function isMeantForHere({ headersDistinct, url = "" }: IncomingMessage): boolean {
  const [host = "", ...more] = headersDistinct["host"] ?? [];
  const name = /^(\[[\da-f:]+\]|[\w.-]+)(?::\d{1,5})?$/i.exec(host)?.[1] ?? "";
  return more.length === 0 && isLoopback(name.toLowerCase()) && url.startsWith("/");
}

/** What browsers say of where a request comes from: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site */
function isNoOtherSite({ headers }: IncomingMessage): boolean {
  const { origin, host, "sec-fetch-site": site } = headers;
  return (origin === undefined || origin === `http://${host}`) && (site === undefined || site === "same-origin" || site === "none");
}
