import type { IncomingHttpHeaders } from "node:http";
import { Webhooks } from "@octokit/webhooks";
import { toStoredError } from "../core/errors.ts";
import type { Connection } from "../core/connection.ts";
import type { Clock, Logger } from "../core/ports/ambient.ts";
import type { SecretReference } from "../core/secret.ts";
import { receipt, REFUSALS, send, tooMany, type Answer } from "./hooks-answers.ts";
import { createIntake, type Door } from "./hooks-intake.ts";
import { createBucket } from "./hooks-limits.ts";
import { followSecret } from "./hooks-secret.ts";
import { expectStrong } from "./hooks-signature.ts";
import type { Taker } from "./listen.ts";

export interface GitHubHookParts {
  /** Those of the configuration in force, by name. */
  connections(): Readonly<Record<string, Connection>>;
  readSecret(reference: SecretReference): string;
  /** Has whoever waits for events of this connection look at once. */
  nudge(connection: string): void;
  clock: Clock;
  logger: Logger;
}

const PREFIX = "/github/";
/** https://docs.github.com/webhooks/webhook-events-and-payloads#payload-cap */
const MAX_BYTES = 25 * 1024 * 1024;
const PER_SECOND = 100;
/** So many are known again when they are sent once more. */
const MOST_KNOWN = 1_000;

/** What can change something that automations wait for: https://docs.github.com/webhooks/webhook-events-and-payloads */
const LOOKED_AFTER: ReadonlySet<unknown> = new Set([
  "check_run",
  "check_suite",
  "deployment",
  "deployment_status",
  "issues",
  "pull_request",
  "pull_request_review",
  "push",
  "release",
  "status",
  "workflow_job",
  "workflow_run",
]);

/**
 * `POST /github/<connection>`: what GitHub signs with the connection's webhook secret has its source look at once, by our own token. Nothing
 * that it says is believed, so that what is forged or late can't lie, and events are the same with and without webhooks.
 */
export function createGitHubListener(parts: GitHubHookParts): Taker {
  const serve = createIntake(parts);
  const doors = new Map<string, { reference: SecretReference; door: Door }>();

  function findDoor(name: string): Door | undefined {
    const connections = parts.connections();
    const connection = Object.hasOwn(connections, name) ? connections[name] : undefined;
    if (connection?.kind !== "github" || connection.webhookSecret === undefined) return undefined;
    const reference = connection.webhookSecret;
    const known = doors.get(name);
    if (known?.reference === reference) return known.door;
    const door = doorOf(name, reference, parts);
    doors.set(name, { reference, door });
    return door;
  }

  return (request, response) => {
    const path = request.url?.split("?", 1)[0] ?? "";
    if (!path.startsWith(PREFIX)) return false;
    const door = findDoor(path.slice(PREFIX.length));
    if (request.method !== "POST") send(response, REFUSALS.method);
    else if (!door) send(response, REFUSALS.unknown);
    else serve(door, request, response);
    return true;
  };
}

function doorOf(name: string, reference: SecretReference, parts: GitHubHookParts): Door {
  const findCheck = followSecret(name, reference, prepareCheck, { ...parts, closesUnsound: true });
  const bucket = createBucket(PER_SECOND, parts.clock);
  const known = new Set<string>();

  async function answerTo(headers: IncomingHttpHeaders, body: Buffer): Promise<Answer> {
    const check = findCheck(parts.clock.now());
    if (!check) return REFUSALS.closed;
    const signature = headers["x-hub-signature-256"];
    const isSigned = typeof signature === "string" && body.length > 0 && (await check(body.toString("utf8"), signature));
    if (!isSigned) return REFUSALS.unsigned;
    const seconds = bucket.take();
    if (seconds > 0) return tooMany(seconds);
    // Known by what is signed: the delivery's id is not, and whoever overheard a request could give it another.
    if (known.has(signature)) return receipt("known", signature);
    remember(signature);
    if (!LOOKED_AFTER.has(headers["x-github-event"])) return receipt("unheard", signature);
    parts.nudge(name);
    return receipt("accepted", String(headers["x-github-delivery"] ?? ""));
  }

  /** The oldest makes room. */
  function remember(signature: string): void {
    const [oldest] = known;
    if (oldest !== undefined && known.size >= MOST_KNOWN) known.delete(oldest);
    known.add(signature);
  }

  return {
    name: `github ${name}`,
    maxBytes: MAX_BYTES,
    accept({ headers }, body, end) {
      answerTo(headers, body).then(end, (error: unknown) => {
        parts.logger.error({ hook: name, error: toStoredError(error) }, "a webhook could not be taken");
        end(REFUSALS.notKept);
      });
    },
  };
}

function prepareCheck(hook: string, secret: string): Webhooks["verify"] {
  expectStrong(hook, secret);
  return new Webhooks({ secret }).verify;
}
