import { fetch as send } from "undici";
import { PermanentError } from "../../core/errors.ts";
import { pinnedAgent } from "../pinned-agent.ts";
import { MOST, misbehaved } from "./limits.ts";

/** A fetch that goes to one address only, with how it is given up. */
export interface PinnedFetch {
  fetch(input: string | URL, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/**
 * Looks up where a server is once, and speaks to nobody else from then on: another name, another port, a redirect and an answer without end
 * are refused. Throws PermanentError `mcp-address` where the name leads to this machine, or to what only this machine can reach.
 */
export async function createPinnedFetch(url: string): Promise<PinnedFetch> {
  const { origin, hostname } = new URL(url);
  const pinned = await pinnedAgent(hostname, "network");
  if ("refused" in pinned) throw wrongAddress(pinned.refused.host, pinned.refused.address);
  const { agent } = pinned;
  let bytes = 0;
  const count = (chunk: Uint8Array): Uint8Array => {
    bytes += chunk.length;
    if (bytes > MOST.bytes) throw misbehaved(`says more than ${MOST.bytes / 1_048_576} MiB`);
    return chunk;
  };
  return {
    async fetch(input, init = {}) {
      if (new URL(input).origin !== origin) throw wrongAddress(origin, new URL(input).origin);
      const { method = "GET", headers, body, signal } = init;
      const answer = await send(input, {
        ...{ method, headers: [...new Headers(headers)], redirect: "error", dispatcher: agent },
        ...(typeof body === "string" && { body }),
        ...(signal && { signal }),
      });
      const counted = answer.body?.pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({ transform: (chunk, out) => out.enqueue(count(chunk)) }),
      );
      return new Response(counted ?? null, { status: answer.status, headers: [...answer.headers] });
    },
    close: () => agent.destroy(),
  };
}

function wrongAddress(host: string, address: string): PermanentError {
  return new PermanentError("mcp-address", `expected ${host} to be a server on the network, got one that leads to ${address}`, {
    hint: "Write the address that is meant into `url` of the connection: names that lead to this machine, and redirects, are refused.",
  });
}
