import type { Briefing } from "../../core/briefing.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import { deliveryUnsure, isDeliveryUnsure, PermanentError, toStoredError, type StoredError } from "../../core/errors.ts";
import type { Clock, CrashPoint, Logger } from "../../core/ports/ambient.ts";
import type { Catalogue, Delivery } from "../../core/ports/outside.ts";
import type { OutboxStore } from "../../core/ports/outbox.ts";
import type { DocumentStore } from "../../core/ports/store.ts";
import { instantOf } from "../../lib/clock.ts";
import type { Interruption } from "../execution/interruption.ts";
import { persist } from "../execution/persist.ts";
import type { Permission, Permit } from "./permit.ts";
import { findOnce, reachOnce, sendOnce } from "./send.ts";
import { askedTooLate } from "./still-asked.ts";
import { isInTime, judgeFailure, MOST_SENDS, onUnknownOf } from "./unsure.ts";

export interface DeliverParts {
  outbox: OutboxStore;
  documents: DocumentStore;
  deliveries: Catalogue<Delivery>;
  /** Asked right before each message is sent. */
  permit: Permit;
  /** The workspace folder, absolute. */
  root: string;
  clock: Clock;
  logger: Logger;
  /** From 0 to 1, for the waits between tries. */
  random: () => number;
  /** How long one attempt may take. */
  sendTimeoutMs: number;
  /** How long after an attempt of unknown end its message may still arrive: it is neither looked for nor sent again before. */
  settleMs: number;
  crashPoint: CrashPoint;
  /** Told of each message that was sent, given up, denied or has expired, after that is committed. */
  ended(entry: OutboxEntry): void;
  /** Told of each message that has to be tried again, or waits for a person now. */
  postponed(): void;
}

/** What is done with one message that was claimed. Both keep what became of it; they reject only where the store refuses. */
export interface Deliverer {
  /** Sends it; one in doubt is looked for first, where that can be done. */
  deliver(entry: OutboxEntry): Promise<void>;
  /** Judges one that a dead process left on its way, once it can no longer arrive. */
  recover(entry: OutboxEntry): Promise<void>;
}

/** How long a person has to say what becomes of a message of unknown end. */
const HOLD_MS = 24 * 60 * 60_000;

type Held = Extract<Permission, { decision: "hold" }>;

/** `known` is the entry with what is known of it: without its doubt where a look has ended that. */
type Attempt =
  | { receipt: string; reach?: string }
  | { held: Held; known: OutboxEntry }
  | { over: StoredError }
  | { error: unknown; known: OutboxEntry; canFind: boolean };

/** Works until the interruption; what is cut off then stays on its way, for the next start. */
export function createDeliverer(parts: DeliverParts, interruption: Interruption): Deliverer {
  const { outbox, clock, logger, settleMs, crashPoint, ended } = parts;
  const keep = <T>(write: () => Promise<T>): Promise<T> => persist(write, interruption, parts);
  const instantIn = (ms: number): string => new Date(clock.now() + ms).toISOString();

  async function deliver(entry: OutboxEntry): Promise<void> {
    const attempt = await tryOnce(parts, interruption, entry);
    if ("receipt" in attempt) await keepSent(entry, attempt);
    else if ("held" in attempt) await keepHeld(attempt.known, attempt.held);
    else if ("over" in attempt) await keepOver(entry, attempt.over);
    else if (!interruption.reason) await keepFailure(attempt.known, attempt.error, { canFind: attempt.canFind, settleMs });
  }

  async function recover(entry: OutboxEntry): Promise<void> {
    await keepFailure(entry, deliveryUnsure(), { canFind: await canFindOf(parts, entry), settleMs: 0 });
  }

  async function keepSent(entry: OutboxEntry, sent: { receipt: string; reach?: string }): Promise<void> {
    crashPoint("entry.answered");
    await keep(() => outbox.settle(entry.key, { state: "sent", ...sent }, instantOf(clock)));
    crashPoint("entry.settled");
    ended({ ...entry, state: "sent", ...sent });
  }

  async function keepHeld({ key, run, delivery, error }: OutboxEntry, { approval, expiresMs }: Held): Promise<void> {
    logger.warn({ run, delivery, reasons: approval.reasons }, "a message waits for a person");
    await keep(() => outbox.ask(key, { approval, ...(error && { error }) }, instantIn(expiresMs), instantOf(clock)));
    parts.postponed();
  }

  async function keepOver(entry: OutboxEntry, error: StoredError): Promise<void> {
    logger.info({ run: entry.run, delivery: entry.delivery, error }, "a question is not sent any more");
    await keep(() => outbox.settle(entry.key, { state: "expired", error }, instantOf(clock)));
    ended({ ...entry, state: "expired", error });
  }

  async function keepFailure(entry: OutboxEntry, error: unknown, known: { canFind: boolean; settleMs: number }): Promise<void> {
    const verdict = judgeFailure(entry, error, { ...known, random: parts.random, now: clock.now() });
    const fields = { run: entry.run, delivery: entry.delivery, attempts: entry.attempts, error: toStoredError(error) };
    if (verdict.kind === "again") {
      logger.warn({ ...fields, waitMs: verdict.waitMs }, "a message is tried again");
      await keep(() => outbox.postpone(entry.key, verdict.error, instantIn(verdict.waitMs)));
      parts.postponed();
    } else if (verdict.kind === "hold") {
      logger.warn(fields, "a message may have arrived or not, and waits for a person");
      await keep(() => outbox.hold(entry.key, verdict.error, instantIn(HOLD_MS), instantOf(clock)));
    } else await giveUp(entry, verdict.error, fields);
  }

  async function giveUp(entry: OutboxEntry, error: StoredError, fields: Record<string, unknown>): Promise<void> {
    logger.error(fields, "a message could not be delivered");
    await keep(() => outbox.settle(entry.key, { state: "undeliverable", error }, instantOf(clock)));
    ended({ ...entry, state: "undeliverable", error });
  }

  return { deliver, recover };
}

/** Never rejects. */
async function tryOnce(parts: DeliverParts, interruption: Interruption, entry: OutboxEntry): Promise<Attempt> {
  const { outbox, documents, permit, root, clock, sendTimeoutMs: timeoutMs } = parts;
  const bounds = { clock, timeoutMs, interruption };
  let known = entry;
  let canFind = false;
  try {
    const delivery = await loadDelivery(parts, entry);
    canFind = canFindBy(delivery, entry);
    const briefing = await documents.get<Briefing>(entry.briefing);
    const findEarlier = async () => {
      // What a person has approved goes out as it was shown, and a question must not take the place of another.
      const earlier = entry.approval || briefing.request ? undefined : await outbox.findEarlier(entry);
      if (earlier?.receipt === undefined) return undefined;
      return { receipt: earlier.receipt, briefing: await documents.get<Briefing>(earlier.briefing) };
    };
    const message = { options: entry.options, root, briefing, idempotencyKey: entry.key, attempt: entry.attempts, findEarlier };
    if (isDeliveryUnsure(entry.error) && onUnknownOf(entry, canFind) === "reconcile") {
      const receipt = await findOnce(delivery, message, bounds);
      if (receipt !== undefined) return { receipt };
      known = withoutDoubt(entry);
      if (entry.attempts > MOST_SENDS) throw neverArrived();
    }
    if (!isInTime(entry, clock.now())) {
      if (briefing.asking) return { over: askedTooLate(entry) };
      throw tooLate();
    }
    const permission = await permit(known, { delivery, briefing, findReach: () => reachOnce(delivery, { ...entry, briefing }, bounds) });
    if (permission.decision === "expire") return { over: permission.error };
    if (permission.decision === "hold") return { held: permission, known };
    const { decision: _sent, ...readers } = permission;
    return { receipt: await sendOnce(delivery, message, bounds), ...readers };
  } catch (error) {
    return { error, known, canFind };
  }
}

async function loadDelivery({ deliveries }: DeliverParts, { delivery }: OutboxEntry): Promise<Delivery> {
  if (deliveries.ids.includes(delivery)) return deliveries.load(delivery);
  throw new PermanentError("delivery-unknown", `expected a way to deliver called ${delivery}, got none`, {
    hint: "Change `writes` of the automation: `chief schema` lists what there is.",
  });
}

function canFindBy(delivery: Delivery, { options }: OutboxEntry): boolean {
  return delivery.find !== undefined && (delivery.canFind?.(options) ?? true);
}

/** Where that can't even be said now, the next attempt tells why: to send unseen would be the greater harm. */
async function canFindOf(parts: DeliverParts, entry: OutboxEntry): Promise<boolean> {
  try {
    return canFindBy(await loadDelivery(parts, entry), entry);
  } catch {
    return true;
  }
}

function withoutDoubt({ error: _doubt, ...entry }: OutboxEntry): OutboxEntry {
  return entry;
}

function tooLate(): PermanentError {
  return new PermanentError(
    "delivery-late",
    "expected the message to go out within the time that its definition allows, got no chance to",
    {
      hint: "Look at why it was late; `within` of the write says how late it may be.",
    },
  );
}

function neverArrived(): PermanentError {
  return new PermanentError("delivery-lost", `expected the receiver to have the message after ${MOST_SENDS} attempts, got none of them`, {
    hint: "Look at the receiving side, and run the automation again.",
  });
}
