/** Cuts a stream of bytes into records. */
export interface Splitter {
  push(chunk: Buffer): void;
  /** Hands over what is left after the last separator. */
  flush(): void;
}

/**
 * Records are decoded as a whole, so that a character is never torn between two chunks.
 * What a record has beyond `maxBytes` is dropped, so that memory stays bounded whatever the other side writes.
 */
export function createSplitter(separator: "\n" | "\0", maxBytes: number, onRecord: (record: string) => void): Splitter {
  const mark = separator.charCodeAt(0);
  let held: Buffer[] = [];
  let size = 0;

  function hold(part: Buffer): void {
    const room = maxBytes - size;
    if (room <= 0 || part.length === 0) return;
    const kept = part.subarray(0, room);
    held.push(kept);
    size += kept.length;
  }

  function release(): void {
    const whole = held.length === 1 && held[0] ? held[0] : Buffer.concat(held);
    held = [];
    size = 0;
    onRecord(whole.toString("utf8"));
  }

  return {
    push(chunk) {
      let start = 0;
      for (let end = chunk.indexOf(mark); end !== -1; end = chunk.indexOf(mark, start)) {
        hold(chunk.subarray(start, end));
        release();
        start = end + 1;
      }
      hold(chunk.subarray(start));
    },
    flush() {
      if (size > 0) release();
    },
  };
}
