import { TransientError } from "../../core/errors.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { Answer, Ask } from "./ask.ts";

/** Logs and archives of one fetch: those that are left come with the next. */
const MOST = 30;
/** After so many that did not come, others are not tried either. */
const MOST_FAILURES = 3;
/** No more are begun after so long, so that the fetch ends in time whatever comes in how slowly. */
const LONGEST_MS = 2 * 60_000;
const LONGEST_EACH_MS = 60_000;

/** What GitHub keeps of a run besides what it tells. */
interface Download {
  /** As people call it. */
  what: string;
  path: string;
  /** What comes after so many bytes is left where it is. */
  maxBytes: number;
}

/** What was made of a download. */
interface Taken<Value> {
  value: Value;
  /** Whether there was more than was wanted. */
  isCut: boolean;
}

type Take<Value> = (chunks: AsyncIterable<Uint8Array>, signal: AbortSignal) => Promise<Value>;

/** Logs and archives that one fetch reads, one after the other. */
export interface Downloads {
  /** Whether so many more may be read in this fetch. */
  hasRoom(count: number): boolean;
  /**
   * Hands over the bytes as they come in; null where GitHub keeps them no more. Throws what `take` throws, and where nothing at all can be
   * read from GitHub.
   */
  read<Value>(download: Download, take: Take<Value>): Promise<Answer<Taken<Value> | null>>;
}

/** Logs are at https://docs.github.com/rest/actions/workflow-jobs, archives at https://docs.github.com/rest/actions/artifacts. */
export function createDownloads(ask: Pick<Ask, "address">, signal: AbortSignal, clock: Clock): Downloads {
  const until = clock.now() + LONGEST_MS;
  const count = { begun: 0, failed: 0 };
  return {
    hasRoom: (more) => count.begun + more <= MOST && count.failed < MOST_FAILURES && clock.now() < until,
    async read({ what, path, maxBytes }, take) {
      count.begun += 1;
      const late = new AbortController();
      const cancel = clock.after(LONGEST_EACH_MS, () => late.abort());
      try {
        const address = await ask.address(what, path);
        if (!address.ok) count.failed += 1;
        if (!address.ok || address.value === null) return address.ok ? { ok: true, value: null } : address;
        const cut = { isCut: false };
        const way = { maxBytes, signal: AbortSignal.any([signal, late.signal]), cut };
        const value = await take(bytesAt(address.value, way), signal);
        return { ok: true, value: { value, ...cut } };
      } catch (error) {
        signal.throwIfAborted();
        if (!(error instanceof TransientError)) throw error;
        count.failed += 1;
        return { ok: false, failure: { what, error: "GitHub did not hand it over", hint: NEXT } };
      } finally {
        cancel();
      }
    },
  };
}

const NEXT = "It is tried again at the next run; check the network, and https://www.githubstatus.com if that goes on.";

interface Way {
  maxBytes: number;
  signal: AbortSignal;
  /** Filled in while it is read. */
  cut: { isCut: boolean };
}

/** The address is signed, and lies with somebody else: the token stays behind. */
async function* bytesAt(address: URL, { maxBytes, signal, cut }: Way): AsyncGenerator<Uint8Array> {
  let left = maxBytes;
  for await (const chunk of chunksAt(address, signal)) {
    yield chunk.subarray(0, left);
    left -= chunk.length;
    cut.isCut = left < 0;
    if (cut.isCut) return;
  }
}

async function* chunksAt(address: URL, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    const response = await fetch(address, { signal, redirect: "error" });
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
    yield* response.body;
  } catch (cause) {
    throw new TransientError("github-unreachable", "expected GitHub to hand over what it keeps of a run, got no answer", { cause });
  }
}
