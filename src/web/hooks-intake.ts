import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock, Logger } from "../core/ports/ambient.ts";
import { REFUSALS, send, sendAndClose, tooMany, type Answer } from "./hooks-answers.ts";
import { readBody } from "./hooks-body.ts";
import { createGate } from "./hooks-limits.ts";
import { createRefusalLog } from "./hooks-refusals.ts";

/** An address that others post to. */
export interface Door {
  /** For the log. */
  name: string;
  maxBytes: number;
  /** Takes a body that came whole, and calls back exactly once with what its sender is told. */
  accept(request: IncomingMessage, body: Buffer, end: (answer: Answer) => void): void;
}

/** Requests that are under way at once, over all doors, and the bytes of their bodies: what a flood can take of memory. */
const MOST_AT_ONCE = { requests: 256, bytes: 64 * 1024 * 1024 };
/** When to come again where there is no room just now. */
const NO_ROOM_SECONDS = 1;

/** Reads what is posted to doors, within limits that they share, and answers with what they say. */
export function createIntake({ clock, logger }: { clock: Clock; logger: Logger }) {
  const gate = createGate(MOST_AT_ONCE);
  /** Gives up a body that is still coming; the one that has been coming longest is first. */
  const coming = new Set<() => void>();
  const refused = createRefusalLog(logger, clock);

  /** Whoever sends nothing, or slowly, would shut out the others without ever having signed: so the longest makes room. */
  function makeRoom(bytes: number): boolean {
    let isIn = gate.enter(bytes);
    for (const giveUp of coming) {
      if (isIn) break;
      giveUp();
      isIn = gate.enter(bytes);
    }
    return isIn;
  }

  return function serve(door: Door, request: IncomingMessage, response: ServerResponse): void {
    const bytes = announcedBytes(request, door.maxBytes);
    if (bytes > door.maxBytes) return refuse(REFUSALS.tooLarge);
    if (!makeRoom(bytes)) return refuse(tooMany(NO_ROOM_SECONDS));
    const giveUp = readBody(request, door.maxBytes, clock, (body) => {
      coming.delete(giveUp);
      if (body === "gone") gate.leave(bytes);
      else if (body === "too-large") end(REFUSALS.tooLarge);
      else if (body === "too-slow") end(REFUSALS.tooSlow);
      else door.accept(request, body, end);
    });
    coming.add(giveUp);

    function end(answer: Answer): void {
      gate.leave(bytes);
      if (answer.status < 400) send(response, answer);
      else refuse(answer);
    }
    function refuse(answer: Answer): void {
      refused(door.name, answer.status);
      if (answer === REFUSALS.tooLarge) sendAndClose(request, response, answer, clock);
      else send(response, answer);
    }
  };
}

/** As much as may come where the sender does not say. */
function announcedBytes({ headers }: IncomingMessage, maxBytes: number): number {
  const length = headers["content-length"];
  if (length !== undefined) return Number(length);
  return headers["transfer-encoding"] === undefined ? 0 : maxBytes;
}
