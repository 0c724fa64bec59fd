import type { IncomingMessage, ServerResponse } from "node:http";
import type { Event } from "../core/event.ts";
import { toStoredError } from "../core/errors.ts";
import type { Clock, Logger } from "../core/ports/ambient.ts";
import type { SecretReference } from "../core/secret.ts";
import type { Hook } from "../core/workspace.ts";
import { receipt, REFUSALS, send, sendAndClose, tooMany, type Answer } from "./hooks-answers.ts";
import { readBody } from "./hooks-body.ts";
import { toEvent } from "./hooks-event.ts";
import { createBucket, createGate, type Bucket } from "./hooks-limits.ts";
import { createRefusalLog } from "./hooks-refusals.ts";
import { followSecret, type FollowingVerify } from "./hooks-secret.ts";
import type { Taker } from "./listen.ts";

export interface HookParts {
  /** By name. */
  hooks: Readonly<Record<string, Hook>>;
  readSecret(reference: SecretReference): string;
  /** Whether a hook without a sound secret is closed, rather than all of them refused. */
  closesUnsound?: boolean;
  /** Resolves once what became of the event is on the disk; rejects where nothing was kept. */
  receive(event: Event): Promise<"accepted" | "known" | "unheard">;
  clock: Clock;
  logger: Logger;
}

interface ReadyHook {
  name: string;
  idField: string | undefined;
  maxBytes: number;
  verify: FollowingVerify;
  bucket: Bucket;
}

const PREFIX = "/hooks/";
/** Requests that are under way at once, over all hooks, and the bytes of their bodies: what a flood can take of memory. */
const MOST_AT_ONCE = { requests: 256, bytes: 64 * 1024 * 1024 };
/** When to come again where there is no room just now. */
const NO_ROOM_SECONDS = 1;

/**
 * `POST /hooks/<name>`: an event is taken where its body is signed with the hook's secret, and acknowledged once it is kept.
 * On node:http itself and not on the router, which would double what a request costs.
 * Throws ConfigError for a hook without a sound secret: those of `readSecret`, and `secret-weak`.
 */
export function createHookListener(parts: HookParts): Taker {
  const { clock, logger, receive } = parts;
  const hooks = new Map(Object.entries(parts.hooks).map(([name, hook]) => [name, prepareHook(name, hook, parts)]));
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

  function serve(hook: ReadyHook, request: IncomingMessage, response: ServerResponse): void {
    const bytes = announcedBytes(request, hook.maxBytes);
    if (bytes > hook.maxBytes) return refuse(REFUSALS.tooLarge);
    if (!makeRoom(bytes)) return refuse(tooMany(NO_ROOM_SECONDS));
    const giveUp = readBody(request, hook.maxBytes, clock, (body) => {
      coming.delete(giveUp);
      if (body === "gone") gate.leave(bytes);
      else if (body === "too-large") end(REFUSALS.tooLarge);
      else if (body === "too-slow") end(REFUSALS.tooSlow);
      else accept(body);
    });
    coming.add(giveUp);

    function accept(body: Buffer): void {
      const event = admit(hook, request, body, clock.now());
      if ("status" in event) return end(event);
      // Only what is signed counts, so that forged requests use up nobody's allowance.
      const seconds = hook.bucket.take();
      if (seconds > 0) return end(tooMany(seconds));
      receive(event).then(
        (outcome) => end(receipt(outcome, event.id)),
        (error: unknown) => {
          logger.error(
            { hook: hook.name, error: toStoredError(error) },
            "an event could not be kept; its sender was told to send it again",
          );
          end(REFUSALS.notKept);
        },
      );
    }
    function end(answer: Answer): void {
      gate.leave(bytes);
      if (answer.status < 400) send(response, answer);
      else refuse(answer);
    }
    function refuse(answer: Answer): void {
      refused(hook.name, answer.status);
      if (answer === REFUSALS.tooLarge) sendAndClose(request, response, answer, clock);
      else send(response, answer);
    }
  }

  return (request, response) => {
    const path = request.url?.split("?", 1)[0] ?? "";
    if (!path.startsWith(PREFIX)) return false;
    const hook = hooks.get(path.slice(PREFIX.length));
    if (request.method !== "POST") send(response, REFUSALS.method);
    else if (!hook) send(response, REFUSALS.unknown);
    else serve(hook, request, response);
    return true;
  };
}

function prepareHook(name: string, hook: Hook, parts: HookParts): ReadyHook {
  return {
    name,
    idField: hook.id,
    maxBytes: hook.maxBytes,
    verify: followSecret(name, hook.secret, parts),
    bucket: createBucket(hook.perSecond, parts.clock),
  };
}

/** As much as may come where the sender does not say. */
function announcedBytes({ headers }: IncomingMessage, maxBytes: number): number {
  const length = headers["content-length"];
  if (length !== undefined) return Number(length);
  return headers["transfer-encoding"] === undefined ? 0 : maxBytes;
}

/** The event of a request that is signed, or why it is refused. */
function admit({ name, idField, verify }: ReadyHook, { headers }: IncomingMessage, body: Buffer, now: number): Event | Answer {
  const signed = verify(headers, body, now);
  if (signed === "closed") return REFUSALS.closed;
  if (!signed) return REFUSALS.unsigned;
  const contentType = headers["content-type"] ?? "";
  const event = toEvent({ hook: name, ...(idField !== undefined && { idField }), contentType, body, signed, now });
  return typeof event === "string" ? REFUSALS[event] : event;
}
