import { createHash, hash } from "node:crypto";
import type { DraftItem, Item } from "../core/item.ts";

/** `v1:` and the SHA-256 of a JSON value with its keys in order, so that equal values have equal hashes. */
export function hashOf(value: unknown): string {
  return `v1:${createHash("sha256").update(canonicalJson(value)).digest("hex")}`;
}

/** `v1:` and the SHA-256 of text or bytes. */
export function hashOfBytes(bytes: string | Uint8Array): string {
  return `v1:${hash("sha256", bytes)}`;
}

/** JSON with the keys of every object sorted; undefined members are left out, as JSON.stringify does. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(inOrder(value, ""));
}

/** The same with the keys of every object in order. Before it is written: a replacer that is asked about each member takes twice as long. */
function inOrder(value: unknown, key: string): unknown {
  if (Array.isArray(value)) return value.map((member, index) => inOrder(member, String(index)));
  if (!isObject(value)) return value;
  if (tellsItself(value)) return inOrder(value.toJSON(key), key);
  // Without a prototype a member called __proto__ is one like the others.
  const ordered: Record<string, unknown> = { __proto__: null };
  for (const name of Object.keys(value).sort()) ordered[name] = inOrder(value[name], name);
  return ordered;
}

/** As a date does. */
function tellsItself(value: object): value is { toJSON(key: string): unknown } {
  return "toJSON" in value && typeof value.toJSON === "function";
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
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
