import type { DraftItem, Item } from "../../core/item.ts";
import { withoutSecrets } from "../../lib/known-secrets.ts";
import { hashOf, sealItem } from "../../lib/hash.ts";
import { shorten } from "../../lib/text.ts";
import type { McpContent, McpResource, McpResult } from "../../lib/mcp/session.ts";
import type { McpCall } from "./schema.ts";
import { instantIn, type Thing } from "./things.ts";

/** Characters of one text that are kept. */
export const LONGEST_BODY = 50_000;
const LONGEST_TITLE = 200;

/** Which server, by the name of its connection, and the instant that it is read for. */
export interface Origin {
  server: string;
  asOf: string;
}

/** A resource, or one of its parts. What it is called goes by what was asked for, never by what the server says that it gave. */
export function resourceDraft(resource: McpResource, content: McpContent, part: number, { server, asOf }: Origin): DraftItem {
  const at = timeOf(instantIn(resource.annotations?.lastModified), asOf);
  return draft({
    id: `mcp:${server}/${resource.uri}${part === 0 ? "" : `#${part}`}`,
    ...{ kind: "resource", title: resource.title ?? resource.name, text: content.text ?? "", at },
    fields: { server, uri: resource.uri, mimeType: content.mimeType ?? resource.mimeType ?? null },
  });
}

/** All that a tool gave back, as one thing. */
export function resultDraft(call: McpCall, result: McpResult, { server, asOf }: Origin): DraftItem {
  const { structured, texts } = result;
  // Servers that give back structured content repeat it as text, for clients that know no better.
  const isTold = structured === undefined || texts.some((text) => isSame(text, structured));
  const links = result.links.map(({ uri, name }) => `${name}: ${uri}`);
  return draft({
    id: callId(call, server),
    ...{
      kind: "tool_result",
      title: `Answer of ${call.name}`,
      text: [...texts, ...(isTold ? [] : [JSON.stringify(structured, null, 1)]), ...links].join("\n\n"),
      at: asOf,
    },
    fields: { server, tool: call.name },
  });
}

/** One of the things that a tool gave back. */
export function thingDraft(call: McpCall, thing: Thing, { server, asOf }: Origin): DraftItem {
  return draft({
    id: `${callId(call, server)}#${thing.id}`,
    ...{ kind: "tool_result", title: thing.title ?? `${call.name} ${thing.id}`, text: thing.text, at: timeOf(thing.at, asOf) },
    ...(thing.url !== undefined && { url: thing.url }),
    fields: { server, tool: call.name, key: thing.id },
  });
}

/** Of a thing that says no time of its own, the time at which it was first seen so. */
export function sealed(drafts: readonly DraftItem[], picture: readonly Item[]): Item[] {
  const before = new Map(picture.map((item) => [item.id, item]));
  return drafts.map((each) => {
    const item = sealItem(each);
    const known = before.get(each.id);
    if (!known) return item;
    const same = sealItem({ ...each, ts: known.ts, updatedAt: known.updatedAt });
    if (same.contentHash === known.contentHash) return same;
    return sealItem({ ...each, ts: known.ts < each.ts ? known.ts : each.ts });
  });
}

interface Parts {
  id: string;
  kind: string;
  title: string;
  text: string;
  at: string;
  url?: string;
  fields: DraftItem["fields"];
}

function draft({ id, kind, title, text, at, url, fields }: Parts): DraftItem {
  const clean = withoutSecrets(text.toWellFormed());
  return {
    ...{ id: withoutSecrets(id.toWellFormed()), source: "mcp", kind },
    title: shorten(withoutSecrets(title.toWellFormed()), LONGEST_TITLE),
    body: shorten(clean, LONGEST_BODY),
    ...(url !== undefined && { url: withoutSecrets(url) }),
    ...{ ts: at, updatedAt: at, actors: [] },
    fields: { ...fields, characters: clean.length },
  };
}

function callId({ name, arguments: args }: McpCall, server: string): string {
  return `mcp:${server}/${name}/${hashOf(args).slice(3, 15)}`;
}

/** What claims to be of tomorrow is of now. */
function timeOf(at: string | undefined, asOf: string): string {
  return at === undefined || at > asOf ? asOf : at;
}

/** Whether a text is all of it, as JSON, or a member of it. */
function isSame(text: string, structured: unknown): boolean {
  if (typeof structured === "object" && structured !== null && Object.values(structured).includes(text)) return true;
  try {
    return hashOf(JSON.parse(text)) === hashOf(structured);
  } catch {
    return false;
  }
}
