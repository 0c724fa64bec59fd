import { z } from "zod";
import { REAUTH_NEEDED } from "../core/connection.ts";
import { PermanentError, TransientError, type ChiefError } from "../core/errors.ts";

/** Google's client brings a class of its own for headers. */
const headersSchema = z.custom<Pick<Headers, "get">>(
  (value) => typeof value === "object" && value !== null && "get" in value && typeof value.get === "function",
);

/** The errors of Google's own client, as far as they are used (https://docs.cloud.google.com/apis/design/errors). */
const failureSchema = z.looseObject({
  code: z.union([z.string(), z.number()]).optional(),
  status: z.number().optional(),
  response: z.looseObject({ status: z.number(), data: z.unknown(), headers: headersSchema.optional() }).optional(),
});
const apiSchema = z.looseObject({
  error: z.looseObject({ errors: z.array(z.looseObject({ reason: z.string() })).default([]), status: z.string().optional() }),
});
const tokenSchema = z.looseObject({ error: z.string() });

/** What may stand where Google names a reason: a page of somebody in between is no such word. */
const WORD = /^[A-Za-z_]{1,60}$/;

/** Why a call to Google failed, without anything that was sent. */
export interface GoogleFailure {
  /** The HTTP status; absent where no answer came. */
  status?: number;
  /** Google's own word for why, such as `invalid_grant`, `rateLimitExceeded` or `insufficientPermissions`. */
  reason?: string;
  /** How long to wait, where Google says so. */
  retryAfterMs?: number;
}

/** Reads what Google's own client threw; anything else is a failure of which nothing is known. */
export function readGoogleFailure(error: unknown): GoogleFailure {
  const { response } = failureSchema.safeParse(error).data ?? {};
  if (!response || isPageInBetween(response)) return {};
  const reason = reasonOf(response.data);
  const seconds = Number(response.headers?.get("retry-after") ?? Number.NaN);
  return {
    status: response.status,
    ...(reason !== undefined && WORD.test(reason) && { reason }),
    ...(Number.isFinite(seconds) && { retryAfterMs: seconds * 1_000 }),
  };
}

/** Google refuses in JSON: a page that forbids is of somebody else, and says nothing of the account. */
function isPageInBetween({ status, data }: { status: number; data?: unknown }): boolean {
  return typeof data === "string" && status < 500 && status !== 401 && status !== 429;
}

function reasonOf(data: unknown): string | undefined {
  const told = apiSchema.safeParse(data).data?.error;
  return told ? (told.errors[0]?.reason ?? told.status) : tokenSchema.safeParse(data).data?.error;
}

const TOO_FAST: ReadonlySet<string> = new Set(["rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "RESOURCE_EXHAUSTED"]);
/** Nobody may go on with these: https://developers.google.com/identity/protocols/oauth2#expiration */
const DEAD: ReadonlySet<string> = new Set(["invalid_grant", "invalid_client", "unauthorized_client", "deleted_client", "authError"]);
const LACKS: ReadonlySet<string> = new Set(["insufficientPermissions", "insufficient_scope", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"]);

/**
 * What a failure of Google means where nothing can be read: PermanentError `reauth-needed` where somebody has to connect again, TransientError
 * `google-busy` or `google-unreachable` where it may pass; undefined where only this one thing was refused.
 */
export function toGoogleError(error: unknown, connection: string): ChiefError | undefined {
  const { status, reason = "", retryAfterMs } = readGoogleFailure(error);
  if (DEAD.has(reason) || status === 401) return refused(connection, reason === "" ? "a refusal" : reason);
  if (LACKS.has(reason)) return lacking(connection);
  if (status === 429 || TOO_FAST.has(reason)) return tooFast(retryAfterMs);
  if (status === undefined || status >= 500) return unreachable(status);
  return undefined;
}

function refused(connection: string, reason: string): PermanentError {
  return new PermanentError(REAUTH_NEEDED, `expected Google to take the sign-in of ${connection}, got ${reason}`, {
    hint: `Sign in again with \`chief connect google ${connection}\`.`,
  });
}

function lacking(connection: string): PermanentError {
  return new PermanentError(REAUTH_NEEDED, `expected ${connection} to be allowed to read this, got a refusal for want of permission`, {
    hint: `Sign in again with \`chief connect google ${connection}\`, and leave every box ticked.`,
  });
}

function tooFast(retryAfterMs: number | undefined): TransientError {
  return new TransientError("google-busy", "expected Google to answer, got the wish for a pause", {
    hint: "It is tried again after the pause that Google asked for.",
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

function unreachable(status: number | undefined): TransientError {
  const got = status === undefined ? "no answer" : `status ${status}`;
  return new TransientError("google-unreachable", `expected Google to answer, got ${got}`, {
    hint: "It is tried again; check the network, and https://www.google.com/appsstatus if that goes on.",
  });
}
