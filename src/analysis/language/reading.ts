/** From here on a sentence asks for something. */
export const ASKED = 0.5;

/** A day or an instant that somebody's words name. */
export interface When {
  /** A plain date, or a UTC instant where a time of day is said. */
  at: string;
  /** The words, as [start, end) in UTF-16 code units of the text. */
  span: readonly [number, number];
  /** 0 to 1. */
  confidence: number;
}

/** One sentence of a text, and what it asks, promises or fears. */
export interface Reading {
  /** [start, end) in UTF-16 code units of the text. */
  span: readonly [number, number];
  /** 0 to 1: how surely it asks its reader to do or to answer something. From .5 on it counts as a request. */
  request: number;
  /** True where it asks for an answer rather than for an act. */
  isQuestion: boolean;
  /** True where its writer says that he or they will do something. */
  isPromise: boolean;
  /** By when, for a request or a promise; when, for a meeting. */
  when?: When;
  /** True where it proposes or agrees to meet at `when`. */
  isMeeting: boolean;
  /** The word that says that something escalates: outage, legal, security, leaving customers. */
  escalation?: string;
}

/** What the words of a text depend on. */
export interface Letter {
  text: string;
  /** Spans that its writer did not write: quotes, signatures, disclaimers. They are not read. */
  quoteSpans: readonly (readonly [number, number])[];
  /** When it was written, a UTC instant: what "tomorrow" starts from. */
  writtenAt: string;
  /** The writer's zone: an IANA name or an offset such as `+05:45`. */
  timezone: string;
  /** First and full names of the reader: a sentence that begins with another's name asks somebody else. */
  readerNames: readonly string[];
}
