import { nextTurn } from "../../lib/next-turn.ts";
import type { Envelope } from "./envelope.ts";
import type { Picture } from "./picture.ts";
import { dateInHead, type Span } from "./read-letter.ts";
import { readBytes } from "./read-bytes.ts";

const SIDE_BY_SIDE = 32;
/** Enough for the date in almost every letter; another counts as of the time when its file changed. */
const PEEK_BYTES = 8 * 1024;

/** The `max` newest letters, in the order in which they came, and how many of those within the span were left out. Reads no letter where all have room. */
export async function takeNewest(
  root: string,
  envelopes: readonly Envelope[],
  picture: Picture,
  span: Span,
  max: number,
  signal: AbortSignal,
): Promise<{ envelopes: readonly Envelope[]; leftOut: number }> {
  if (envelopes.length <= max) return { envelopes, leftOut: 0 };
  const dated: { envelope: Envelope; sentMs: number }[] = [];
  for (let start = 0; start < envelopes.length; start += SIDE_BY_SIDE) {
    signal.throwIfAborted();
    const some = envelopes.slice(start, start + SIDE_BY_SIDE);
    dated.push(...(await Promise.all(some.map(async (envelope) => ({ envelope, sentMs: await peek(root, envelope, picture) })))));
    await nextTurn();
  }
  const within = dated.filter(({ sentMs }) => sentMs >= span.fromMs);
  const newest = new Set(
    within
      .toSorted((a, b) => b.sentMs - a.sentMs)
      .slice(0, max)
      .map(({ envelope }) => envelope),
  );
  return { envelopes: envelopes.filter((envelope) => newest.has(envelope)), leftOut: within.length - newest.size };
}

async function peek(root: string, envelope: Envelope, picture: Picture): Promise<number> {
  const known = picture.letters.get(envelope.key)?.item ?? picture.copies.get(envelope.key);
  if (known) return Date.parse(known.ts);
  const head = await readBytes(root, envelope, PEEK_BYTES).catch(() => undefined);
  // What can't be read is kept, so that it is told why.
  return head === undefined ? Infinity : (dateInHead(head) ?? envelope.changedMs);
}
