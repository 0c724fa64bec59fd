import type { Accounts } from "../../core/connection.ts";
import { PermanentError, TransientError } from "../../core/errors.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import { systemClock } from "../../lib/clock.ts";
import { openGitHub } from "../../lib/github-client.ts";
import { toGitHubError } from "../../lib/github-failure.ts";

/** What GitHub keeps of a run besides what it tells. */
export interface Download {
  /** The connection that is meant; the only one when absent. */
  connection?: string;
  /** `owner/name`. */
  repository: string;
  /** GitHub's own id of the job or the artifact. */
  id: string;
  /** What comes after so many bytes is left where it is. */
  maxBytes: number;
  signal: AbortSignal;
}

/**
 * The log of a job as it comes in, in UTF-8, at most `maxBytes`: https://docs.github.com/rest/actions/workflow-jobs#download-job-logs-for-a-workflow-run.
 * Throws PermanentError `github-gone` where GitHub has it no more, and what every call to GitHub throws.
 */
export function readJobLog(accounts: Accounts<"github">, download: Download, clock?: Clock): AsyncGenerator<Uint8Array> {
  return readBytes(accounts, download, `/repos/${download.repository}/actions/jobs/${download.id}/logs`, clock);
}

/**
 * An artifact of a run as it comes in, a zip archive, at most `maxBytes`: https://docs.github.com/rest/actions/artifacts#download-an-artifact.
 * Throws as `readJobLog` does.
 */
export function readArtifact(accounts: Accounts<"github">, download: Download, clock?: Clock): AsyncGenerator<Uint8Array> {
  return readBytes(accounts, download, `/repos/${download.repository}/actions/artifacts/${download.id}/zip`, clock);
}

async function* readBytes(
  accounts: Accounts<"github">,
  { connection, maxBytes, signal }: Download,
  path: string,
  clock: Clock = systemClock,
): AsyncGenerator<Uint8Array> {
  const address = await askWhere(accounts, connection, path, { signal, clock });
  // The address is signed, and lies with somebody else: the token stays behind.
  try {
    const response = await fetch(address, { signal, redirect: "error" });
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
    yield* firstOf(response.body, maxBytes);
  } catch (error) {
    signal.throwIfAborted();
    throw unreachable(error);
  }
}

async function* firstOf(bytes: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  let left = length;
  for await (const chunk of bytes) {
    yield chunk.subarray(0, left);
    left -= chunk.length;
    if (left <= 0) return;
  }
}

interface Way {
  signal: AbortSignal;
  clock: Clock;
}

async function askWhere(accounts: Accounts<"github">, name: string | undefined, path: string, { signal, clock }: Way): Promise<URL> {
  const connection = accounts.get(name);
  const client = await openGitHub(connection, { readSecret: (reference) => accounts.readSecret(reference), signal });
  try {
    const { headers } = await client.request(`GET ${path}`, { request: { redirect: "manual", signal } });
    return addressOf(headers.location, connection.api);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof PermanentError) throw error;
    throw toGitHubError(error, connection.name, clock.now()) ?? gone(path);
  }
}

/** What GitHub keeps lies behind https; only a GitHub that is spoken to in the clear itself, as on this machine, may keep it otherwise. */
function addressOf(location: string | undefined, api: string): URL {
  const url = URL.parse(location ?? "");
  if (url && (url.protocol === "https:" || (url.protocol === "http:" && api.startsWith("http:")))) return url;
  throw new PermanentError("github-address", `expected GitHub to name an address of https://, got ${url?.protocol ?? "none"}`, {
    hint: "Check `api` of the connection in config/chief.yaml.",
  });
}

function gone(path: string): PermanentError {
  return new PermanentError("github-gone", `expected GitHub to have ${path}, got a refusal`, {
    hint: "Logs and artifacts are kept for a limited time, and are shown to tokens that may read actions.",
  });
}

function unreachable(cause: unknown): TransientError {
  return new TransientError("github-unreachable", "expected GitHub to hand over what it keeps of a run, got no answer", {
    hint: "It is tried again; check the network, and https://www.githubstatus.com if that goes on.",
    cause,
  });
}
