/** Of what others wrote, so much is kept: it is enough to see what is answered, and the rest is in their own letters. */
const LONGEST = 160;

/** A text and the parts of it that its writer did not write, as [start, end) in UTF-16 code units. */
export interface Zoned {
  body: string;
  quoteSpans: [number, number][];
}

/** The text with the ends of long quotes, signatures and footers left out; an ellipsis stands for them. */
export function withShortQuotes(text: string, spans: readonly (readonly [number, number])[]): Zoned {
  const quoteSpans: [number, number][] = [];
  let body = "";
  let taken = 0;
  for (const [start, end] of spans) {
    body += text.slice(taken, start);
    const from = body.length;
    body += end - start > LONGEST ? `${text.slice(start, start + LONGEST - 1).toWellFormed()}…\n` : text.slice(start, end);
    quoteSpans.push([from, body.length]);
    taken = end;
  }
  return { body: body + text.slice(taken), quoteSpans };
}
