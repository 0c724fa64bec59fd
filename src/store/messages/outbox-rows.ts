import type { Approval } from "../../core/approval.ts";
import type { OutboxEntry, OutboxState } from "../../core/delivery.ts";
import { PermanentError, type StoredError } from "../../core/errors.ts";
import type { OnUnknown } from "../../core/grant.ts";
import type { KeptReview } from "../../core/ports/reviewer.ts";
import { parseOwnJson, type Json } from "../../lib/json.ts";

export interface OutboxRow {
  key: string;
  automation: string;
  run: string | null;
  grant_name: string;
  delivery: string;
  options: Json<OutboxEntry["options"]>;
  on_unknown: OnUnknown | null;
  in_order: 0 | 1;
  briefing: string;
  state: OutboxState;
  attempts: number;
  next_attempt_at: string;
  send_by: string | null;
  expires_at: string | null;
  approval: Json<Approval> | null;
  review: Json<KeptReview> | null;
  decided_by: string | null;
  reach: string | null;
  decided_at: string | null;
  receipt: string | null;
  error: Json<StoredError> | null;
}

/** Whether nothing that has to go out before a row of the outbox is still on its way. */
export const HAS_ITS_TURN = `(in_order = 0 or not exists (
  select 1 from outbox earlier
  where earlier.automation = outbox.automation and earlier.grant_name = outbox.grant_name and earlier.delivery = outbox.delivery
    and earlier.options = outbox.options and earlier.sequence < outbox.sequence
    and earlier.in_order = 1 and earlier.ended_at is null and earlier.state in ('pending', 'sending')))`;

export function toOutboxEntry(row: OutboxRow): OutboxEntry {
  return {
    key: row.key,
    automation: row.automation,
    ...(row.run !== null && { run: row.run }),
    grant: row.grant_name,
    delivery: row.delivery,
    options: parseOwnJson(row.options),
    ...(row.on_unknown !== null && { onUnknown: row.on_unknown }),
    ...(row.in_order === 1 && { inOrder: true }),
    briefing: row.briefing,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    ...(row.send_by !== null && { sendBy: row.send_by }),
    ...(row.approval !== null && { approval: parseOwnJson(row.approval) }),
    ...(row.review !== null && { review: parseOwnJson(row.review) }),
    ...(row.reach !== null && { reach: row.reach }),
    ...(row.expires_at !== null && { expiresAt: row.expires_at }),
    ...(row.decided_by !== null && { decidedBy: row.decided_by }),
    ...(row.decided_at !== null && { decidedAt: row.decided_at }),
    ...(row.receipt !== null && { receipt: row.receipt }),
    ...(row.error !== null && { error: parseOwnJson(row.error) }),
  };
}

/** Why a message can't be settled, postponed or held. */
export function notSending(key: string): PermanentError {
  return new PermanentError(
    "entry-not-sending",
    `expected the message ${key} to be on its way, got one that is waiting, has ended, or is unknown`,
  );
}

/** Whether a message asks people how things stand: it leaves within its person's hours or not at all, and what it asks is asked by a later one. */
export const IS_QUESTION = "exists (select 1 from documents where hash = outbox.briefing and json_extract(json, '$.asking') is not null)";
