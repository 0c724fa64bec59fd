import { z } from "zod";
import { REAUTH_NEEDED } from "../core/connection.ts";
import { PermanentError, TransientError, type ChiefError } from "../core/errors.ts";
import { plainLine } from "./plain-text.ts";
import { shorten } from "./text.ts";

/** Where an internal connection is made, and told what it may do and which pages it sees. */
export const NOTION_CONNECTIONS = "https://www.notion.so/developers/connections";
/** Where a personal access token is made. */
export const NOTION_TOKENS = "https://www.notion.so/developers/tokens";

/** The errors of Notion's own client, as far as they are used (https://developers.notion.com/reference/status-codes). */
const failureSchema = z.looseObject({
  status: z.number(),
  code: z.string(),
  message: z.string().catch(""),
  headers: z.instanceof(Headers).optional().catch(undefined),
});

/** What the client calls an answer that is none of Notion's. */
const NOT_OF_NOTION = "notionhq_client_response_error";
const PASSING: ReadonlySet<string> = new Set(["conflict_error", "internal_server_error", "service_unavailable", "gateway_timeout"]);
const LONGEST_REASON = 200;

/** Why a call to Notion failed, without anything that was sent. */
export interface NotionFailure {
  /** The HTTP status; absent where no answer of Notion's came. */
  status?: number;
  /** Notion's own word for it. */
  code?: string;
  /** Notion's own sentence, about what was asked. */
  reason: string;
  /** Notion wishes for a pause. */
  isTooFast: boolean;
  retryAfterMs?: number;
}

/** Reads what Notion's own client threw, at an instant in milliseconds since 1970; anything else is a failure of which nothing is known. */
export function readNotionFailure(error: unknown, now: number): NotionFailure {
  const { status, code, message, headers } = failureSchema.safeParse(error).data ?? {};
  if (status === undefined || code === undefined) return { reason: "", isTooFast: false };
  // https://developers.notion.com/reference/request-limits
  const isTooFast = status === 429 || status === 529;
  const waitMs = isTooFast ? pauseOf(headers?.get("retry-after") ?? "", now) : undefined;
  const pause = { isTooFast, ...(waitMs !== undefined && { retryAfterMs: waitMs }) };
  if (code === NOT_OF_NOTION) return { reason: "", ...pause };
  return { status, code, reason: reasonOf(message ?? ""), ...pause };
}

/** In seconds, or as a date: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 */
function pauseOf(header: string, now: number): number | undefined {
  const ms = /^\d{1,6}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

/** What looks like a token is left out, whoever put it there. */
function reasonOf(message: string): string {
  return shorten(plainLine(message).replaceAll(/\b(?:ntn|secret)_\w+/g, "…"), LONGEST_REASON);
}

/**
 * What a failure of Notion means where nothing can be read: PermanentError `reauth-needed` where somebody has to connect again, TransientError
 * `notion-busy` or `notion-unreachable` where it may pass; undefined where only this one thing was refused.
 */
export function toNotionError(error: unknown, connection: string, now: number): ChiefError | undefined {
  const { status, code = "", isTooFast, retryAfterMs } = readNotionFailure(error, now);
  if (status === 401) {
    return new PermanentError(REAUTH_NEEDED, `expected Notion to take the token of ${connection}, got a refusal`, {
      hint: `Make a new token and connect again with \`chief connect notion ${connection}\`.`,
    });
  }
  if (isTooFast) {
    return new TransientError("notion-busy", "expected Notion to answer, got the wish for a pause", {
      hint: "It is tried again after the pause that Notion asked for.",
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    });
  }
  if (status !== undefined && status < 500 && !PASSING.has(code)) return undefined;
  return new TransientError(
    "notion-unreachable",
    `expected Notion to answer, got ${status === undefined ? "no answer" : `status ${status}`}`,
    {
      hint: "It is tried again; check the network, and https://www.notion-status.com if that goes on.",
    },
  );
}

/** An answer came that is none, and must not be taken for an empty one. */
export function unreadableNotion(got = "something else"): TransientError {
  return new TransientError("notion-unreachable", `expected Notion to answer, got ${got}`, {
    hint: "It is tried again; if that goes on, look at what stands between this machine and Notion, such as a proxy.",
  });
}
