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

/**
 * What a failure of Google comes to: the sign-in has `ended`, or is `lacking` a permission, which both last until somebody signs in again;
 * Google is `busy` or `unreachable`, which may pass; or this one thing is `refused`. Only the first says anything of the whole account.
 */
export type Meaning = "ended" | "lacking" | "busy" | "unreachable" | "refused";

/** https://developers.google.com/workspace/gmail/api/guides/handle-errors */
const BUSY: ReadonlySet<string> = new Set([
  "rateLimitExceeded",
  "userRateLimitExceeded",
  "quotaExceeded",
  "dailyLimitExceeded",
  "RESOURCE_EXHAUSTED",
]);
/** Nobody may go on with these: https://developers.google.com/identity/protocols/oauth2#expiration */
const DEAD: ReadonlySet<string> = new Set([
  "invalid_grant",
  "invalid_client",
  "invalid_token",
  "unauthorized_client",
  "deleted_client",
  "authError",
]);
const LACKS: ReadonlySet<string> = new Set(["insufficientPermissions", "insufficient_scope", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"]);

/** Reads it from Google's own words, and from the status where there are none. */
export function meaningOf({ status, reason = "" }: GoogleFailure): Meaning {
  if (DEAD.has(reason) || status === 401) return "ended";
  if (LACKS.has(reason)) return "lacking";
  if (status === 429 || BUSY.has(reason)) return "busy";
  return status === undefined || status >= 500 ? "unreachable" : "refused";
}

/**
 * What a failure of Google means where nothing can be read: PermanentError `reauth-needed` where somebody has to connect again,
 * `google-refused` where the account lacks the permission for this, TransientError `google-busy` or `google-unreachable` where it may pass;
 * undefined where only this one thing was refused.
 */
export function toGoogleError(error: unknown, connection: string): ChiefError | undefined {
  const failure = readGoogleFailure(error);
  const errors: Readonly<Record<Meaning, () => ChiefError | undefined>> = {
    ended: () => signedOut(connection, failure.reason ?? "a refusal"),
    lacking: () => lacking(connection),
    busy: () => tooFast(failure.retryAfterMs),
    unreachable: () => unreachable(failure.status),
    refused: () => undefined,
  };
  return errors[meaningOf(failure)]();
}

function signedOut(connection: string, reason: string): PermanentError {
  return new PermanentError(REAUTH_NEEDED, `expected Google to take the sign-in of ${connection}, got ${reason}`, {
    hint: `Sign in again with \`chief connect google ${connection}\`.`,
  });
}

function lacking(connection: string): PermanentError {
  return new PermanentError("google-refused", `expected ${connection} to be allowed to read this, got a refusal for want of permission`, {
    hint: `Sign in again with \`chief connect google ${connection} --replace\`, and leave every box ticked.`,
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
