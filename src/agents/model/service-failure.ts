/** How a call failed, in nobody's words yet. */
export interface FailureFacts {
  /** `refused` has a status; `broken` ended within the stream, which may say by a code why; `unreadable` said what is no answer. */
  kind: "refused" | "unreachable" | "broken" | "unreadable";
  status?: number;
  /** The service's own name for it. */
  code?: string;
  /** Its words, to look for a meaning in; never shown, since they may repeat what was sent. */
  words?: string;
  /** When it wants to be asked again. */
  retryAfterMs?: number;
}

/** A call that failed. */
export class ServiceFailure extends Error {
  readonly facts: FailureFacts;

  constructor(facts: FailureFacts) {
    super(facts.kind);
    this.name = "ServiceFailure";
    this.facts = facts;
  }
}

/** Milliseconds until the service wants to be asked again; undefined where it does not say: https://www.rfc-editor.org/rfc/rfc9110#field.retry-after. */
export function retryAfterIn(headers: Headers | undefined, now: number): number | undefined {
  const ms = Number(headers?.get("retry-after-ms") ?? Number.NaN);
  if (Number.isFinite(ms)) return Math.max(0, ms);
  const said = headers?.get("retry-after") ?? undefined;
  if (said === undefined) return undefined;
  const seconds = Number(said);
  const waitMs = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(said) - now;
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : undefined;
}
