import type { OutgoingHttpHeaders } from "node:http";

/** One request that nobody who has the secret has sent, or that was sent before. */
export interface Forgery {
  what: string;
  headers: OutgoingHttpHeaders;
  body?: string | Buffer;
  path?: string;
}

/** What became of the requests to one door. */
export interface Tally {
  /** Forged requests that were sent. */
  cases: number;
  /** Those of them that were taken, in words. */
  accepted: readonly string[];
  /** Requests that were rightly signed, and how many of them came through, each counted as often as it did. */
  valid: number;
  validAccepted: number;
}

/** What ends with whoever opened it. */
export interface Closing {
  after(end: () => unknown): void;
}

/** Headers but for one. */
export function without(headers: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));
}

/** Every header of a set with every byte turned in several ways, and the body likewise. */
export function flipped(sets: readonly Record<string, string>[], body: string): Forgery[] {
  const headers = sets.flatMap((set) =>
    Object.entries(set).flatMap(([name, value]) =>
      name === "content-type" ? [] : flipsOf(value).map((flip) => ({ what: `${name}: ${flip}`, headers: { ...set, [name]: flip } })),
    ),
  );
  return [...headers, ...sets.flatMap((set) => flipsOf(body).map((flip) => ({ what: flip, headers: set, body: flip })))];
}

/** The same header twice or more, which servers read in different ways. */
export function repeated(sets: readonly Record<string, string>[]): Forgery[] {
  return sets.flatMap((set) =>
    Object.entries(without(set, "content-type")).flatMap(([name, value]) =>
      [
        [value, value],
        [value, "x"],
        ["x", value],
        [value, ""],
        ["", value],
        [value, value, value],
      ].map((values) => ({
        what: `${name}: ${values.join(" and ")}`,
        headers: { ...set, [name]: values },
      })),
    ),
  );
}

/** A header may not begin or end with a space, which would be taken off. */
function flipsOf(text: string): string[] {
  const flips: string[] = [];
  for (let place = 0; place < text.length; place += 1) {
    for (const bit of [1, 2, 4, 8, 16, 32]) {
      const code = text.charCodeAt(place) ^ bit;
      if (code > 0x20 && code < 0x7f) flips.push(text.slice(0, place) + String.fromCharCode(code) + text.slice(place + 1));
    }
  }
  return flips;
}
