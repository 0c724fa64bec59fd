import type { IncomingMessage } from "node:http";
import type { Clock } from "../core/ports/ambient.ts";

/** A body, or why there is none: `gone` where the sender went away. */
export type Body = Buffer | "too-large" | "too-slow" | "gone";

/** How long a sender may take for one body. */
export const BODY_TIMEOUT_MS = 10_000;

/**
 * Reads a body of at most `maxBytes`; calls back exactly once, and not before this has returned what gives the body up as too slow.
 * Callbacks rather than promises, since thousands come at once.
 */
export function readBody(request: IncomingMessage, maxBytes: number, clock: Clock, done: (body: Body) => void): () => void {
  const chunks: Buffer[] = [];
  let size = 0;
  let isDone = false;
  const giveUp = (): void => finish("too-slow");
  const cancelTimer = clock.after(BODY_TIMEOUT_MS, giveUp);

  // A flag, since taking listeners off again costs more than all the rest of this.
  function finish(body: Body): void {
    if (isDone) return;
    isDone = true;
    cancelTimer();
    done(body);
  }
  function take(chunk: Buffer): void {
    if (isDone) return;
    size += chunk.length;
    if (size > maxBytes) finish("too-large");
    else chunks.push(chunk);
  }
  function end(): void {
    const [only] = chunks;
    finish(only && chunks.length === 1 ? only : Buffer.concat(chunks, size));
  }
  function leave(): void {
    finish("gone");
  }
  // A connection that breaks is told by `close`, too; an error that nobody hears would end the process.
  request.on("data", take).on("end", end).on("close", leave).on("error", ignore);
  return giveUp;
}

function ignore(): void {}
