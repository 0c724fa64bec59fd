import { createHash } from "node:crypto";
import type { Automation } from "../../core/automation.ts";
import { ConfigError, toStoredError, TransientError } from "../../core/errors.ts";
import type { Clock, Logger } from "../../core/ports/ambient.ts";
import type { Run } from "../../core/run.ts";
import { shorten } from "../../lib/text.ts";

export interface PingParts {
  findAutomation(id: string): Pick<Automation, "ping"> | undefined;
  /** The address behind a name of the configuration; throws ConfigError where there is none or it can't be read. */
  addressOf(name: string): string;
  clock: Clock;
  logger: Logger;
}

/** Tells an outside watch how runs go, so that it can tell of a Chief that is dead. Nothing here rejects, or has to be waited for. */
export interface Pings {
  started(run: Run): Promise<void>;
  /** A run that was cancelled is neither a success nor a failure: the watch hears nothing of its end. */
  ended(run: Run): Promise<void>;
}

const TIMEOUT_MS = 10_000;
/** In characters: no more than 8 kB, of the 10 kB that are kept. */
const LONGEST_BODY = 2_000;
/** A watch that is away is told of once in this time. */
const QUIET_MS = 3_600_000;

const ENDINGS: Readonly<Record<string, string>> = { succeeded: "", partial: "", failed: "/fail", dead: "/fail" };

/** Pings as healthchecks.io takes them, https://healthchecks.io/docs/http_api/: `/start`, nothing for success, `/fail`, and `rid`, which joins start and end. */
export function createPings(parts: PingParts): Pings {
  const starts = new Map<string, Promise<void>>();
  const complained = new Map<string, number>();

  async function ping(run: Run, name: string, ending: string): Promise<void> {
    try {
      await post(parts.clock, addressOf(parts.addressOf(name), ending, run.id), bodyOf(run));
    } catch (error) {
      complain(run.automation, name, error);
    }
  }

  function complain(automation: string, name: string, error: unknown): void {
    const now = parts.clock.now();
    if (now - (complained.get(automation) ?? -Infinity) < QUIET_MS) return;
    complained.set(automation, now);
    parts.logger.warn({ automation, ping: name, error: toStoredError(error) }, "a ping did not arrive");
  }

  return {
    async started(run) {
      const name = nameOf(parts, run);
      if (name === undefined) return;
      const sent = ping(run, name, "/start");
      starts.set(run.id, sent);
      await sent;
    },
    async ended(run) {
      const name = nameOf(parts, run);
      const start = starts.get(run.id);
      starts.delete(run.id);
      const ending = ENDINGS[run.status];
      if (name === undefined || ending === undefined) return;
      // A start that overtook its end would look like a run that goes on for ever.
      await start;
      await ping(run, name, ending);
    },
  };
}

function nameOf({ findAutomation }: PingParts, run: Run): string | undefined {
  return run.input.dryRun ? undefined : findAutomation(run.automation)?.ping;
}

/** One attempt. No error may carry the address: whoever knows it can speak for us. */
async function post(clock: Clock, address: URL, body: string): Promise<void> {
  const controller = new AbortController();
  const cancelTimer = clock.after(TIMEOUT_MS, () => controller.abort());
  try {
    const answer = await fetch(address, { method: "POST", body, redirect: "error", signal: controller.signal });
    await answer.body?.cancel();
    if (!answer.ok) throw new TransientError("ping-refused", `expected the ping to be taken, got status ${answer.status}`);
  } catch (error) {
    if (error instanceof TransientError) throw error;
    throw new TransientError(
      "ping-lost",
      `expected the ping to be taken, got ${controller.signal.aborted ? "no answer in time" : codeOf(error)}`,
    );
  } finally {
    cancelTimer();
  }
}

function addressOf(address: string, ending: string, run: string): URL {
  const url = URL.parse(address);
  if (!url || !["http:", "https:"].includes(url.protocol)) {
    throw new ConfigError("ping-address", "expected a ping to be a web address, got something else", {
      hint: "Write an address that begins with https:// behind the name under pings in config/chief.yaml.",
    });
  }
  url.pathname = url.pathname.replace(/\/$/, "") + ending;
  url.searchParams.set("rid", uuidOf(run));
  return url;
}

/** The same for all pings of a run: the beginning of its id's hash in the form of an RFC 9562 UUID of version 8. */
function uuidOf(run: string): string {
  const hex = createHash("sha256").update(run).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join("-");
}

function bodyOf({ status, reason }: Run): string {
  return shorten(reason === "" ? status : `${status}: ${reason.replaceAll(/\s+/g, " ")}`, LONGEST_BODY);
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === "object" && cause !== null && "code" in cause && typeof cause.code === "string" ? cause.code : "no connection";
}
