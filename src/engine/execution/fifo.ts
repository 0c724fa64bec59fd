/** First in, first out, at the same cost however many wait. */
export interface Fifo<Entry> {
  readonly size: number;
  push(entry: Entry): void;
  take(): Entry | undefined;
}

/** Beyond this many taken entries their room is given back. */
const ROOM = 1_024;

/** An empty queue. */
export function createFifo<Entry>(): Fifo<Entry> {
  let entries: Entry[] = [];
  let head = 0;
  return {
    get size() {
      return entries.length - head;
    },
    push: (entry) => void entries.push(entry),
    take() {
      const entry = entries[head];
      if (head < entries.length) head += 1;
      if (head >= ROOM && head * 2 >= entries.length) {
        entries = entries.slice(head);
        head = 0;
      }
      return entry;
    },
  };
}
