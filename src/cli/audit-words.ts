import type { HoldReason } from "../core/approval.ts";
import type { AuditEntry, AuditFault, AuditKind, AuditVerdict, OpenValue } from "../core/audit.ts";
import { countOf, listOf } from "../lib/text.ts";
import { formatInstant, type Reader } from "../render/prose.ts";
import type { AuditNames } from "./audit-names.ts";
import { shortKeyOf, whereTo } from "./message-words.ts";

const NOBODY_KNOWN = "somebody who is not known any more";

/** Why a message waits, without the words that its approval holds. */
const REASONS: Readonly<Record<HoldReason["kind"], string>> = {
  asked: "its definition asks for that each time",
  wider: "more people read there than where it comes from",
  first_run: "nothing was ever sent there",
  new_external_link: "it links to where nothing has linked before",
  reviewer_unsure: "the reviewer did not say yes",
  audience_changed: "who reads there has changed",
  stricter: "its file asks for more by now, or lets less through",
  rewritten: "it says something else than what was said yes to",
  redefined: "its definition has changed since it was asked about",
};

type Tell = (entry: AuditEntry, names: AuditNames) => string;

const WORDS: Readonly<Record<AuditKind, Tell>> = {
  "chief.started": ({ detail }) => `Chief ${said(detail["version"])} opened its data, for the ${countInOrder(detail["epoch"])} time`,
  "record.cut": ({ detail }) => `entries up to ${said(detail["sequence"])} had been here, and were gone or were others by then`,
  "definition.added": ({ automation, detail }) => `${said(automation)} came into force: ${short(detail["definition"])}`,
  "definition.changed": ({ automation, detail }) =>
    `${said(automation)} was changed: ${short(detail["before"])} became ${short(detail["definition"])}`,
  "definition.removed": ({ automation, detail }) => `${said(automation)} is in force no more: ${short(detail["before"])}`,
  "policy.allowed": (entry, names) =>
    `${asked(entry, names)}: allowed${entry.detail["review"] === "agreed" ? ", and the reviewer agreed" : ""}`,
  "policy.held": (entry, names) => `${asked(entry, names)}: held, since ${reasonsOf(entry)}`,
  "policy.denied": (entry, names) =>
    entry.detail["review"] === "denied"
      ? `${asked(entry, names)}: the reviewer said no`
      : `${said(entry.automation)} asked for what it may not do${grantOf(entry, names)}: denied, ${codeOf(entry)}`,
  "person.approved": (entry, names) => `${byWhom(entry, names)} approved ${message(entry, names)}`,
  "person.denied": (entry, names) => `${byWhom(entry, names)} denied ${message(entry, names)}`,
  "message.expired": (entry, names) =>
    entry.detail["code"] === undefined
      ? `nobody decided in time about ${message(entry, names)}`
      : `not sent any more: ${message(entry, names)}, ${codeOf(entry)}`,
  "message.sent": (entry, names) => `sent: ${message(entry, names)}`,
  "message.undeliverable": (entry, names) => `could not be delivered: ${message(entry, names)}, ${codeOf(entry)}`,
  "message.doubtful": (entry, names) => `may have arrived or not, and waits for a person: ${message(entry, names)}`,
  "consent.given": (entry, names) =>
    `${byWhom(entry, names)} accepted what ${said(entry.automation)} may do: ${short(entry.detail["definition"])}`,
  "consent.withdrawn": (entry, names) => `${byWhom(entry, names)} took back what was accepted of ${said(entry.automation)}`,
  "note.added": (entry, names) => `${byWhom(entry, names)} asked ${said(entry.automation)} to keep something in mind`,
  "note.removed": (entry, names) => `${byWhom(entry, names)} took back what ${said(entry.automation)} was to keep in mind`,
  "ask.cancelled": ({ automation }) => `a question of ${said(automation)} was called off`,
  "automation.paused": ({ automation, detail }) => `${said(automation)} was paused by ${whoPaused(detail["by"])}`,
  "automation.resumed": ({ automation }) => `${said(automation)} was resumed`,
  "connection.works": (entry, names) => `${connection(entry, names)} lets Chief in`,
  "connection.ended": (entry, names) => `${connection(entry, names)} lets Chief in no more, ${codeOf(entry)}`,
  "person.forgotten": ({ detail }) => `a person was forgotten: ${rowsTaken(detail)}`,
  "source.forgotten": ({ detail }) => `what came from ${said(detail["source"])} was forgotten: ${rowsTaken(detail)}`,
};

/** One entry in plain words. Names stand where the workspace still knows them. */
export function entryInWords(entry: AuditEntry, names: AuditNames): string {
  return WORDS[entry.kind](entry, names);
}

function asked(entry: AuditEntry, names: AuditNames): string {
  return `${said(entry.automation)} asked to send ${target(entry, names)}`;
}

/** A message by where it goes and the key that other commands know it by. */
function message(entry: AuditEntry, names: AuditNames): string {
  return `the message of ${said(entry.automation)} ${target(entry, names)}`;
}

function target(entry: AuditEntry, names: AuditNames): string {
  const known = names.messageOf(entry);
  return known ? `to ${whereTo(known)} (${shortKeyOf(known)})` : `by ${said(entry.detail["grant"])}`;
}

function reasonsOf({ detail }: AuditEntry): string {
  const { reasons } = detail;
  const words: Readonly<Record<string, string>> = REASONS;
  return Array.isArray(reasons) ? listOf(reasons.map((reason) => words[String(reason)] ?? String(reason))) : "a person is to say";
}

function byWhom({ detail: { by } }: AuditEntry, names: AuditNames): string {
  return (typeof by === "string" ? names.nameOf(by) : undefined) ?? NOBODY_KNOWN;
}

function grantOf({ detail: { grant } }: AuditEntry, names: AuditNames): string {
  const name = typeof grant === "string" ? names.nameOf(grant) : undefined;
  return name === undefined ? "" : ` by ${name}`;
}

function connection({ subject = "" }: AuditEntry, names: AuditNames): string {
  const name = names.nameOf(subject);
  return name === undefined ? "a connection that is no more" : `the connection ${name}`;
}

function codeOf({ detail }: AuditEntry): string {
  return `with ${said(detail["code"])}`;
}

function whoPaused(by: OpenValue | undefined): string {
  return by === "person" ? "a person" : "Chief";
}

function countInOrder(count: OpenValue | undefined): string {
  const last = Number(count) % 100;
  const ending = last > 10 && last < 14 ? "th" : (["th", "st", "nd", "rd"][last % 10] ?? "th");
  return `${said(count)}${ending}`;
}

/** As much of a hash as can be compared by eye. */
function short(hash: OpenValue | undefined): string {
  return typeof hash === "string" ? shortKeyOf({ key: hash }) : "unknown";
}

function said(value: OpenValue = "Chief"): string {
  return String(value);
}

const WHY: Readonly<Record<AuditFault["why"], (sequence: string) => string>> = {
  gap: (sequence) => `entry ${sequence} is missing`,
  previous_differs: (sequence) => `entry ${sequence} does not follow the one before it`,
  hash_differs: (sequence) => `entry ${sequence} is not as it was written`,
  head_differs: (sequence) => `entry ${sequence} is not the one that was noted beside the database`,
  cut: (sequence) => `entries that were there are gone at entry ${sequence}`,
};

/** What a look at the record has shown, such as `12,403 entries, unbroken, since Fri 20 Nov 09:00`. */
export function verdictInWords({ entries, since, fault, backwards, endIsKnown }: AuditVerdict, reader: Reader): string {
  const count = entries === 1 ? "1 entry" : `${numberOf(entries)} entries`;
  if (fault) return `broken: ${WHY[fault.why](numberOf(fault.sequence))}; ${count} before it ${entries === 1 ? "is" : "are"} as written`;
  return [
    `${count}, unbroken`,
    ...(since === undefined ? [] : [`since ${formatInstant(since, reader)}`]),
    ...(backwards === 0 ? [] : [`${countOf(backwards, "time")} the clock was set back`]),
    ...(endIsKnown ? [] : ["nothing beside the database says how far it went"]),
  ].join(", ");
}

function numberOf(count: number): string {
  return count.toLocaleString("en-US");
}

function rowsTaken({ removed, rewritten }: AuditEntry["detail"]): string {
  return `${countOf(Number(removed ?? 0), "row")} removed, ${Number(rewritten ?? 0)} told anew`;
}
