import { isDeepStrictEqual } from "node:util";
import type { Approval, HoldReason, MessageDecision } from "../core/approval.ts";
import type { Automation } from "../core/automation.ts";
import type { Briefing } from "../core/briefing.ts";
import type { OutboxEntry } from "../core/delivery.ts";
import { PermanentError, PolicyError } from "../core/errors.ts";
import type { Clock } from "../core/ports/ambient.ts";
import type { Catalogue, Delivery } from "../core/ports/outside.ts";
import type { OutboxStore } from "../core/ports/outbox.ts";
import type { DocumentStore } from "../core/ports/store.ts";
import { instantOf } from "../lib/clock.ts";
import { hashOf } from "../lib/hash.ts";
import { listOf } from "../lib/text.ts";
import { reasonInWords } from "../render/hold-words.ts";
import { expectPermitted, judgeNow, notPermitted, type JudgeParts } from "./outbox/judge-now.ts";
import type { OutboxWorker } from "./outbox/outbox-worker.ts";

export interface DecideParts extends JudgeParts {
  store: OutboxStore;
  documents: Pick<DocumentStore, "get">;
  deliveries: Catalogue<Delivery>;
  clock: Clock;
  outbox: Pick<OutboxWorker, "decide" | "drain">;
  /** The definitions in force: what they do not permit any more is not sent, whoever approves it. */
  automations(): readonly Automation[];
  /** The workspace's owner, who is `me` everywhere. */
  owner(): string;
  /** Told after people have decided about a message, or have to be asked about it anew. */
  decided(): void;
}

/**
 * Lets the held message go whose key begins with `prefix`, or ends it, where whoever says so is asked about it and it still is what was
 * shown and its definition asks for no more than it did. Its owner may always end it. Resolves with the message as it is once it had its first chance to be sent. Throws PermanentError `message-unknown`,
 * `message-ambiguous` or `message-not-held`, PolicyError `message-not-yours`, `message-changed`, `message-asks-more` or
 * `message-not-permitted`.
 */
export async function decideMessage(parts: DecideParts, prefix: string, decision: MessageDecision): Promise<OutboxEntry> {
  const { store, outbox } = parts;
  const { approved, by, why } = decision;
  const held = await getHeld(store, prefix);
  expectTheirs(parts, held, decision);
  // Rendered before the answer is held against it: what has changed is then asked about anew.
  if (approved) await expectAsShown(parts, held, by);
  expectSeen(held, decision);
  const content = held.approval?.content;
  const signed = why === undefined ? by : `${by}: ${why}`;
  if (!(await outbox.decide(held.key, { approved, by: signed, ...(content !== undefined && { content }) }))) throw notHeld(prefix);
  parts.decided();
  if (approved) await outbox.drain();
  return (await store.find(held.key)) ?? held;
}

/** What a person is asked about a held message; undefined where that is answered, and only its owner can say whether it arrived. */
export function findQuestion({ approval, decidedBy }: OutboxEntry): Approval | undefined {
  return decidedBy === undefined ? approval : undefined;
}

/** Who may decide about a held message: those whom its definition has named, or whoever owns it where nobody knows whether it arrived. */
export function decidersOf(entry: OutboxEntry, automations: readonly Automation[], owner: string): string[] {
  const keyOf = keysUnder(owner);
  const named = findQuestion(entry)?.approvers ?? ["me", automations.find(({ id }) => id === entry.automation)?.owner ?? "me"];
  return [...new Set(named.map(keyOf))];
}

function keysUnder(owner: string): (key: string) => string {
  return (key) => (key === owner ? "me" : key);
}

/** A yes is asked of some; a no may come from whoever owns the message as well. */
function expectTheirs({ automations, owner }: DecideParts, held: OutboxEntry, { approved, by }: MessageDecision): void {
  const keyOf = keysUnder(owner());
  const deciders = decidersOf(held, automations(), owner());
  const own = automations().find(({ id }) => id === held.automation)?.owner ?? "me";
  if (![...deciders, ...(approved ? [] : [keyOf(own)])].includes(keyOf(by))) throw notYours(deciders, by);
}

/** A message in doubt is shown to nobody: whoever answers a question means what was asked before it went out. */
function expectSeen(held: OutboxEntry, { seen }: MessageDecision): void {
  const question = findQuestion(held);
  if (seen === undefined || seen === question?.content) return;
  throw question ? changed(held) : notHeld(shortOf(held));
}

/** The definition as it is now permits it, asks for nothing more and names whoever approves it, and it is rendered as it was shown. */
async function expectAsShown(parts: DecideParts, held: OutboxEntry, by: string): Promise<void> {
  const automation = getAutomation(parts, held);
  expectPermitted(automation, held);
  const question = findQuestion(held);
  if (!question) return;
  const delivery = await parts.deliveries.load(held.delivery);
  const briefing = await parts.documents.get<Briefing>(held.briefing);
  const content = hashOf(delivery.preview(briefing, held.options).exact);
  const { reasons, approvers } = await judgeNow(parts, automation, held, { delivery, briefing, content });
  const keyOf = keysUnder(parts.owner());
  if (!approvers.map(keyOf).includes(keyOf(by))) throw notYours(approvers.map(keyOf), by);
  const added = reasons.filter((reason) => !question.reasons.some((asked) => isDeepStrictEqual(asked, reason)));
  if (content === question.content && added.length === 0) return;
  await askAnew(parts, held, { question, added, content, approvers, expiresMs: automation.approval.expiresMs });
  throw added.length === 0 ? changed(held) : asksMore(held, added);
}

function getAutomation({ automations }: DecideParts, { automation }: OutboxEntry): Automation {
  const found = automations().find(({ id }) => id === automation);
  if (!found) throw notPermitted(`none called ${automation}`);
  return found;
}

interface Anew {
  question: Approval;
  added: readonly HoldReason[];
  content: string;
  approvers: readonly string[];
  expiresMs: number;
}

/** A question that asks for more has its whole time again. */
async function askAnew({ clock, store, decided }: DecideParts, held: OutboxEntry, anew: Anew): Promise<void> {
  const { question, added, content, approvers, expiresMs } = anew;
  const until = new Date(clock.now() + expiresMs).toISOString();
  const before = question.reasons.filter(({ kind }) => kind !== "redefined");
  const reasons = added.length === 0 ? question.reasons : [...before, { kind: "redefined" as const }, ...added];
  const expiresAt = added.length === 0 ? (held.expiresAt ?? until) : until;
  const approval = { ...question, reasons, content, approvers };
  await store.askAnew(held.key, { before: question.content, approval, expiresAt }, instantOf(clock));
  decided();
}

/** The only held message whose key begins so. */
async function getHeld(store: OutboxStore, prefix: string): Promise<OutboxEntry> {
  const begins = ({ key }: OutboxEntry) => prefix !== "" && (key.startsWith(prefix) || withoutVersion(key).startsWith(prefix));
  const [held, ...more] = (await store.list({ states: ["held"] })).filter(begins);
  if (more.length > 0) {
    throw new PermanentError("message-ambiguous", `expected ${prefix} to begin the key of one held message, got ${more.length + 1}`, {
      hint: "Give more of the key.",
    });
  }
  if (held) return held;
  if ((await store.list({})).some(begins)) throw notHeld(prefix);
  throw new PermanentError("message-unknown", `expected the key of a message, got ${JSON.stringify(prefix)}`, {
    hint: "`chief messages` lists them.",
  });
}

function notHeld(prefix: string): PermanentError {
  return new PermanentError("message-not-held", `expected the message ${prefix} to wait for somebody's word, got one that does not`, {
    hint: "`chief messages` shows what has become of it.",
  });
}

function notYours(deciders: readonly string[], by: string): PolicyError {
  return new PolicyError("message-not-yours", `expected the word of ${listOf(deciders)}, got that of ${by}`, {
    hint: "Nothing was decided. Who may approve its messages stands under `approval` in the automation's file.",
  });
}

function changed(held: OutboxEntry): PolicyError {
  return new PolicyError("message-changed", "expected the message to be what was shown, got another one", {
    hint: `Nothing was decided. \`chief messages ${shortOf(held)}\` shows it as it is now.`,
  });
}

function asksMore(held: OutboxEntry, added: readonly HoldReason[]): PolicyError {
  const got = `one that has changed since: ${added.map(reasonInWords).join(" ").replace(/\.$/, "")}`;
  return new PolicyError("message-asks-more", `expected the automation's file to be as it was when this was asked, got ${got}`, {
    hint: `Nothing was decided, and it is asked anew. \`chief messages ${shortOf(held)}\` shows why it waits now.`,
  });
}

/** As much of a key as lists show. */
const SHOWN = 8;

function shortOf({ key }: OutboxEntry): string {
  return withoutVersion(key).slice(0, SHOWN);
}

/** A key as people see it. */
function withoutVersion(key: string): string {
  return key.slice(key.indexOf(":") + 1);
}
