import type { IncomingMessage } from "node:http";
import type { Event } from "../core/event.ts";
import { toStoredError } from "../core/errors.ts";
import type { Clock, Logger } from "../core/ports/ambient.ts";
import type { SecretReference } from "../core/secret.ts";
import type { Hook } from "../core/workspace.ts";
import { receipt, REFUSALS, send, tooMany, type Answer } from "./hooks-answers.ts";
import { toEvent } from "./hooks-event.ts";
import { createIntake, type Door } from "./hooks-intake.ts";
import { createBucket } from "./hooks-limits.ts";
import { followSecret } from "./hooks-secret.ts";
import { prepareVerify, type Verify } from "./hooks-signature.ts";
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

const PREFIX = "/hooks/";

/**
 * `POST /hooks/<name>`: an event is taken where its body is signed with the hook's secret, and acknowledged once it is kept.
 * On node:http itself and not on the router, which would double what a request costs.
 * Throws ConfigError for a hook without a sound secret: those of `readSecret`, and `secret-weak`.
 */
export function createHookListener(parts: HookParts): Taker {
  const doors = new Map(Object.entries(parts.hooks).map(([name, hook]) => [name, doorOf(name, hook, parts)]));
  const serve = createIntake(parts);
  return (request, response) => {
    const path = request.url?.split("?", 1)[0] ?? "";
    if (!path.startsWith(PREFIX)) return false;
    const door = doors.get(path.slice(PREFIX.length));
    if (request.method !== "POST") send(response, REFUSALS.method);
    else if (!door) send(response, REFUSALS.unknown);
    else serve(door, request, response);
    return true;
  };
}

function doorOf(name: string, hook: Hook, parts: HookParts): Door {
  const { clock, logger, receive } = parts;
  const findVerify = followSecret(name, hook.secret, prepareVerify, parts);
  const bucket = createBucket(hook.perSecond, clock);
  return {
    name,
    maxBytes: hook.maxBytes,
    accept(request, body, end) {
      const now = clock.now();
      const event = admit({ name, hook, verify: findVerify(now) }, request, body, now);
      if ("status" in event) return end(event);
      // Only what is signed counts, so that forged requests use up nobody's allowance.
      const seconds = bucket.take();
      if (seconds > 0) return end(tooMany(seconds));
      receive(event).then(
        (outcome) => end(receipt(outcome, event.id)),
        (error: unknown) => {
          logger.error({ hook: name, error: toStoredError(error) }, "an event could not be kept; its sender was told to send it again");
          end(REFUSALS.notKept);
        },
      );
    },
  };
}

interface ReadyHook {
  name: string;
  hook: Hook;
  verify: Verify | undefined;
}

/** The event of a request that is signed, or why it is refused. */
function admit({ name, hook, verify }: ReadyHook, { headers }: IncomingMessage, body: Buffer, now: number): Event | Answer {
  if (!verify) return REFUSALS.closed;
  const signed = verify(headers, body, now);
  if (!signed) return REFUSALS.unsigned;
  const contentType = headers["content-type"] ?? "";
  const event = toEvent({ hook: name, ...(hook.id !== undefined && { idField: hook.id }), contentType, body, signed, now });
  return typeof event === "string" ? REFUSALS[event] : event;
}
