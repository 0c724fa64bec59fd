import { ChiefError } from "../../core/errors.ts";
import { MOST, misbehaved } from "./limits.ts";

const NEWLINE = 10;

/**
 * Takes output apart into the lines that hold one message each. A line that `onLine` throws for is no message and left out,
 * as the protocol's own clients do, a few times. Throws where a line, all of it, or what is no message is more than a conversation needs,
 * and what `onLine` throws of our own.
 */
export function createLines(onLine: (line: string) => void): (chunk: Buffer) => void {
  let parts: Buffer[] = [];
  let length = 0;
  let bytes = 0;
  let junk = 0;

  function add(part: Buffer): void {
    length += part.length;
    if (length > MOST.lineBytes) throw misbehaved(`writes a line of more than ${MOST.lineBytes / 1_048_576} MiB`);
    parts.push(part);
  }

  function finish(): void {
    const line = Buffer.concat(parts).toString("utf8").trim();
    parts = [];
    length = 0;
    if (line === "") return;
    try {
      onLine(line);
    } catch (error) {
      if (error instanceof ChiefError) throw error;
      junk += 1;
      if (junk > MOST.junk) throw misbehaved("writes lines that are no messages");
    }
  }

  return (chunk) => {
    bytes += chunk.length;
    if (bytes > MOST.bytes) throw misbehaved(`says more than ${MOST.bytes / 1_048_576} MiB`);
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      add(chunk.subarray(from, at));
      finish();
      from = at + 1;
    }
    if (from < chunk.length) add(chunk.subarray(from));
  };
}
