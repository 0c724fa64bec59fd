import { Client, ProtocolError, SdkError, StreamableHTTPClientTransport, type Transport } from "@modelcontextprotocol/client";
import packageFile from "../../../package.json" with { type: "json" };
import type { McpConnection } from "../../core/connection.ts";
import { createPinnedFetch } from "./address.ts";
import { quoted, toMcpFailure } from "./failure.ts";
import { launchOf, type LaunchParts } from "./launch.ts";
import { createTally, misbehaved, type Tally } from "./limits.ts";
import type { McpOffer, McpTool } from "./pin.ts";
import { createProgramTransport } from "./program.ts";

/** A connection by its name in config/chief.yaml. */
export type NamedMcp = McpConnection & { name: string };

export interface McpParts extends LaunchParts {
  signal: AbortSignal;
  /** How long one answer is waited for. Default 30,000. */
  patienceMs?: number;
}

/** What a server answered, or why it did not, as words of its own that are no more than data. */
export type McpAnswer<Value> = { ok: true; value: Value } | { ok: false; error: string };

/** One resource as it is listed. */
export interface McpResource {
  uri: string;
  name: string;
  title?: string | undefined;
  mimeType?: string | undefined;
  annotations?: { lastModified?: string | undefined } | undefined;
}

/** A part of a resource: text, or bytes, which are only counted. */
export interface McpContent {
  text?: string;
  mimeType?: string | undefined;
}

/** What a tool gave back. */
export interface McpResult {
  isError: boolean;
  texts: readonly string[];
  links: readonly { uri: string; name: string }[];
  structured: unknown;
  /** Images, sounds and other bytes. */
  binaries: number;
}

/** A conversation with a server, which has listed what it offers and was asked for nothing else yet. Each call throws as `withMcp` does. */
export interface McpSession {
  /** As it calls itself; all of it its own words. */
  about: { name: string; version: string; revision: string };
  offer: McpOffer;
  listResources(): Promise<McpAnswer<readonly McpResource[]>>;
  read(uri: string): Promise<McpAnswer<readonly McpContent[]>>;
  call(tool: McpTool, args: Readonly<Record<string, unknown>>): Promise<McpAnswer<McpResult>>;
  /** What it has asked of us: each was declined. */
  declined(): readonly string[];
}

const PATIENCE_MS = 30_000;
/** An older server that says nothing to a newer client's first question is spoken to as such after this. */
const PROBE_MS = 3_000;
/** Of one list. */
const MOST_PAGES = 20;
const MOST_TOOLS = 1_000;

/**
 * Starts a server, or connects to one, and has something done with it; it is gone afterwards, whatever comes of it. It is told of nothing
 * that we could do for it: no model, no questions to people, no folders. Throws PermanentError `mcp-unconfined`, `mcp-out-of-sight`,
 * `mcp-not-found`, `mcp-address`, `mcp-misbehaved` and `reauth-needed`, TransientError `mcp-unreachable`.
 */
export async function withMcp<Result>(server: NamedMcp, parts: McpParts, work: (session: McpSession) => Promise<Result>): Promise<Result> {
  parts.signal.throwIfAborted();
  const tally = createTally();
  const line = await openLine(server, parts, tally);
  const client = new Client(
    { name: "chief", version: packageFile.version },
    // Nothing is fulfilled on the way: what it wants of us is an error of that one call.
    { capabilities: {}, versionNegotiation: VERSIONS, inputRequired: { autoFulfill: false }, listMaxPages: MOST_PAGES },
  );
  try {
    const options = { signal: parts.signal, timeout: parts.patienceMs ?? PATIENCE_MS };
    await client.connect(line.transport, options);
    return await work(await converse(client, options, tally));
  } catch (error) {
    parts.signal.throwIfAborted();
    throw toMcpFailure(error, { name: server.name, failure: line.failure(), lastWords: line.lastWords() });
  } finally {
    await client.close();
    await line.close();
  }
}

/** https://ts.sdk.modelcontextprotocol.io/v2/clients/connect: the newest first, and what servers spoke before where they know no better. */
const VERSIONS = { mode: "auto", probe: { timeoutMs: PROBE_MS } } as const;

interface Line {
  transport: Transport;
  failure(): unknown;
  lastWords(): string;
  close(): Promise<void>;
}

async function openLine(server: NamedMcp, parts: McpParts, tally: Tally): Promise<Line> {
  const { command, url = "", token } = server;
  if (command !== undefined) {
    const transport = createProgramTransport(await launchOf({ ...server, command }, parts), tally);
    return { transport, failure: transport.failure, lastWords: transport.lastWords, close: () => transport.close() };
  }
  const headers = token === undefined ? {} : { authorization: `Bearer ${parts.readSecret(token)}` };
  const pinned = await createPinnedFetch(url).catch((error: unknown) => {
    throw toMcpFailure(error, { name: server.name, failure: undefined, lastWords: "" });
  });
  const transport = new StreamableHTTPClientTransport(new URL(url), { fetch: pinned.fetch, requestInit: { headers, redirect: "error" } });
  let failure: unknown;
  // The client keeps what it finds here, and calls it before its own.
  // oxlint-disable-next-line unicorn/prefer-add-event-listener -- it is a field, not an event
  transport.onmessage = (message) => {
    try {
      tally.count(message);
    } catch (error) {
      failure = error;
      void transport.close();
    }
  };
  return { transport, failure: () => failure, lastWords: () => "", close: pinned.close };
}

async function converse(client: Client, options: { signal: AbortSignal; timeout: number }, tally: Tally): Promise<McpSession> {
  const { name = "", version = "" } = client.getServerVersion() ?? {};
  const has = client.getServerCapabilities() ?? {};
  const offer: McpOffer = {
    tools: has.tools ? (await client.listTools(undefined, options)).tools.map(toTool) : [],
    templates: has.resources ? await listTemplates(client, options) : [],
  };
  expectSound(offer);
  return {
    about: { name: quoted(name), version: quoted(version), revision: client.getNegotiatedProtocolVersion() ?? "" },
    offer,
    listResources: () =>
      answered(async () => (has.resources ? (await client.listResources(undefined, { ...options, cacheMode: "bypass" })).resources : [])),
    read: (uri) =>
      answered(async () => {
        const { contents } = await client.readResource({ uri }, { ...options, cacheMode: "bypass" });
        return contents.map((each) => ({ mimeType: each.mimeType, ...("text" in each && { text: each.text }) }));
      }),
    call: (tool, args) =>
      answered(async () => {
        // Without the schema of its answers, which is the server's: patterns in it could keep us busy for ever.
        const { outputSchema: _, ...definition } = tool;
        const toolDefinition = { name: definition.name, inputSchema: { type: "object" as const } };
        return toResult(await client.callTool({ name: tool.name, arguments: { ...args } }, { ...options, toolDefinition }));
      }),
    declined: tally.requests,
  };
}

function toTool({ name, title, description, inputSchema, outputSchema, annotations }: McpTool): McpTool {
  return { name, title, description, inputSchema, outputSchema, annotations };
}

/** Templates are newer than resources: some servers have none. */
async function listTemplates(client: Client, options: { signal: AbortSignal; timeout: number }): Promise<McpOffer["templates"]> {
  const listed = await answered(() => client.listResourceTemplates(undefined, options));
  const templates = listed.ok ? listed.value.resourceTemplates : [];
  return templates.map(({ name, uriTemplate, title, description, mimeType }) => ({ name, uriTemplate, title, description, mimeType }));
}

/** Two tools of one name would leave open which of them was accepted. */
function expectSound({ tools }: McpOffer): void {
  if (tools.length > MOST_TOOLS) throw misbehaved(`lists more than ${MOST_TOOLS} tools`);
  const names = tools.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw misbehaved(`lists two tools called ${JSON.stringify(quoted(twice))}`);
}

/** What it refuses, and an answer that is none, is told of that one thing; silence and an end are trouble with the whole server. */
async function answered<Value>(ask: () => Promise<Value>): Promise<McpAnswer<Value>> {
  try {
    return { ok: true, value: await ask() };
  } catch (error) {
    if (error instanceof ProtocolError) return { ok: false, error: `it says: ${quoted(error.message)}` };
    if (error instanceof SdkError && PART_CODES.has(error.code)) {
      return { ok: false, error: `its answer is none: ${quoted(error.message)}` };
    }
    throw error;
  }
}

const PART_CODES: ReadonlySet<string> = new Set([
  "INVALID_RESULT",
  "UNSUPPORTED_RESULT_TYPE",
  "INPUT_REQUIRED_ROUNDS_EXCEEDED",
  "LIST_PAGINATION_EXCEEDED",
]);

type Called = Awaited<ReturnType<Client["callTool"]>>;

function toResult({ content, structuredContent, isError = false }: Called): McpResult {
  const texts = content.flatMap((each) => {
    if (each.type === "text") return [each.text];
    return each.type === "resource" && "text" in each.resource ? [each.resource.text] : [];
  });
  const links = content.flatMap((each) => (each.type === "resource_link" ? [{ uri: each.uri, name: each.title ?? each.name }] : []));
  return { isError, texts, links, structured: structuredContent, binaries: content.length - texts.length - links.length };
}
