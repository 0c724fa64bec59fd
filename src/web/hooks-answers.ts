import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../core/ports/ambient.ts";

/** What a sender is told. Refusals say no more than the sender of a forged request may know. */
export interface Answer {
  status: number;
  text: string;
  headers?: Readonly<Record<string, string>>;
}

/** How long the rest of a refused body is thrown away before the connection is cut: cut at once, the answer may be lost with it. */
const LINGER_MS = 2_000;

const CLOSES = { connection: "close" };

export const REFUSALS = {
  unknown: refusal(404, "There is nothing at this address."),
  method: refusal(405, "Events are posted here: use POST.", { allow: "POST" }),
  tooSlow: refusal(408, "The body did not come in time.", CLOSES),
  tooLarge: refusal(413, "The body is too large.", CLOSES),
  unsigned: refusal(401, "The signature is missing, too old, of a form that this hook does not take, or not that of this body."),
  malformed: refusal(400, "The body is not a JSON object."),
  foreign: refusal(415, "The body is neither JSON nor plain text."),
  closed: refusal(503, "Nothing is taken here just now. Send it again.", { "retry-after": "60" }),
  notKept: refusal(503, "The event could not be kept. Send it again.", { "retry-after": "5" }),
} as const;

/** Too much is coming in: to be sent again after so many seconds. */
export function tooMany(seconds: number): Answer {
  return refusal(429, "Too many events are coming in. Send it again.", { "retry-after": String(seconds) });
}

/** What became of an event that was signed. */
export function receipt(outcome: "accepted" | "known" | "unheard", id: string): Answer {
  if (outcome === "accepted") return { status: 202, text: `{"status":"accepted","id":${JSON.stringify(id)}}` };
  return { status: 200, text: `{"status":"${outcome}"}` };
}

export function send(response: ServerResponse, answer: Answer): void {
  writeHead(response, answer).end(answer.text);
}

/** Answers at once, and ends the connection as soon as the sender has stopped sending, or does not stop. */
export function sendAndClose(request: IncomingMessage, response: ServerResponse, answer: Answer, clock: Clock): void {
  const end = (): void => {
    cancelTimer();
    response.end();
  };
  const cancelTimer = clock.after(LINGER_MS, end);
  writeHead(response, answer).write(answer.text);
  request.on("end", end).on("close", end).on("error", end).resume();
}

function writeHead(response: ServerResponse, { status, text, headers }: Answer): ServerResponse {
  return response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text), ...headers });
}

function refusal(status: number, reason: string, headers?: Readonly<Record<string, string>>): Answer {
  const text = JSON.stringify({ status: "refused", reason });
  return headers === undefined ? { status, text } : { status, text, headers };
}
