import { z } from "zod";
import { deliveryUnsure, PermanentError, TransientError } from "../core/errors.ts";

/** A receiver that takes messages has not taken this one, and may take it later. */
const NOT_NOW: ReadonlySet<number> = new Set([408, 425, 429]);
/** A gateway that lost the receiver: what stands behind it may have taken the message. */
const GATEWAY_LOST: ReadonlySet<number> = new Set([502, 504]);
/** More of an answer than this is not read. */
const MOST_CHARACTERS = 65_536;

const answerSchema = z.looseObject({ id: z.union([z.string().regex(/^[\x20-\x7e]{1,200}$/), z.number()]) });

/**
 * Resolves where a receiver says that it has the message. Throws TransientError `webhook-busy` where it has not and may take it
 * later, `delivery-unsure` where nobody knows, PermanentError `webhook-refused` where it never will.
 */
export async function judgeAnswer(name: string, response: Response): Promise<void> {
  const { status } = response;
  if (response.ok) return;
  await drop(response);
  if (GATEWAY_LOST.has(status)) throw deliveryUnsure(new Error(`HTTP ${status}`));
  // A 500 or 503 comes from the receiver itself: it failed before it confirmed, and a repeat has the same key.
  if (NOT_NOW.has(status) || status >= 500) throw busy("webhook-busy", `expected the webhook ${name} to take a message`, response);
  throw new PermanentError("webhook-refused", `expected the webhook ${name} to take a message, got HTTP ${status}`, {
    hint: refusalHint(status),
  });
}

/** Whether a receiver says that it has the message asked for. Throws TransientError `webhook-lookup` where it says neither yes nor no. */
export async function judgeLookup(name: string, response: Response): Promise<boolean> {
  if (response.status === 200) return true;
  await drop(response);
  if (response.status === 404) return false;
  throw busy("webhook-lookup", `expected the webhook ${name} to say whether a message arrived`, response);
}

/** The receiver's own reference: `id` of its answer, else where it says that the message lies, else the status. */
export async function receiptOf(response: Response): Promise<string> {
  const answer = answerSchema.safeParse(await readJson(response));
  if (answer.success) return String(answer.data.id);
  return response.headers.get("location") ?? `HTTP ${response.status}`;
}

/** Undefined where there is no JSON: the status has confirmed already, and what follows it can't take that back. */
async function readJson({ body }: { body: AsyncIterable<Uint8Array> | null }): Promise<unknown> {
  try {
    if (!body) return undefined;
    const decoder = new TextDecoder();
    let text = "";
    for await (const piece of body) {
      text += decoder.decode(piece, { stream: true });
      if (text.length > MOST_CHARACTERS) return undefined;
    }
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function drop(response: Response): Promise<void> {
  // What can't be dropped is gone already.
  await response.body?.cancel().catch(() => undefined);
}

function busy(code: string, expected: string, response: Response): TransientError {
  const retryAfterMs = retryAfterOf(response.headers);
  return new TransientError(code, `${expected}, got HTTP ${response.status}`, {
    hint: "It is tried again; look at the receiving side if that goes on.",
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  });
}

/** Seconds, or a date, which is held against the receiver's own clock (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after). */
function retryAfterOf(headers: Headers): number | undefined {
  const asked = headers.get("retry-after")?.trim() ?? "";
  if (/^\d{1,9}$/.test(asked)) return Number(asked) * 1_000;
  const waitMs = Date.parse(asked) - Date.parse(headers.get("date") ?? "");
  return Number.isNaN(waitMs) ? undefined : Math.max(waitMs, 0);
}

function refusalHint(status: number): string {
  if (status < 400) return "The address leads elsewhere: name the final one in config/chief.yaml.";
  if (status === 401 || status === 403) return "Check that both sides have the same secret, and that their clocks agree.";
  if (status === 404 || status === 410) return "Check its address in config/chief.yaml.";
  if (status === 413) return "The receiver takes only smaller messages.";
  return "Look at the receiving side.";
}
