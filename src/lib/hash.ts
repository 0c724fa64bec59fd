import { createHash } from "node:crypto";
import type { DraftItem, Item } from "../core/item.ts";

/** `v1:` and the SHA-256 of a JSON value with its keys in order, so that equal values have equal hashes. */
export function hashOf(value: unknown): string {
  return `v1:${createHash("sha256").update(canonicalJson(value)).digest("hex")}`;
}

/** `v1:` and the SHA-256 of text or bytes. */
export function hashOfBytes(bytes: string | Uint8Array): string {
  return `v1:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** JSON with the keys of every object sorted; undefined members are left out, as JSON.stringify does. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) => (isPlainObject(member) ? sortKeys(member) : member));
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sortKeys(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A draft with its content hash: what connectors return. */
export function sealItem(draft: DraftItem): Item {
  const item = { quoteSpans: [], ...draft };
  return { ...item, contentHash: hashOf(item) };
}

/** The key of a finding: rule, primary item and scope, nothing that changes while the thing itself stays. */
export function findingKey(rule: string, primary: string, scope = ""): string {
  return createHash("sha1").update([rule, primary, scope].join("\n")).digest("hex");
}
