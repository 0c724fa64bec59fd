import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { lstat, readdir, readFile, readlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "node:test";
import { ChiefError } from "../../src/core/errors.ts";
import type { Item, Window } from "../../src/core/item.ts";
import type { Connector, FetchContext, Fetched } from "../../src/core/ports/outside.ts";
import { sealItem } from "../../src/lib/hash.ts";
import { silentLogger } from "../support/silent-logger.ts";

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
/** Time for a hanging fetch to be noticed as such: far more than any of these fetches needs. */
const PATIENCE = { timeout: 30_000 };

/** A prepared source, and the options that a definition would give to read it. */
export interface Prepared {
  /** The workspace folder. */
  root: string;
  /** As written in a definition, before the schema. */
  options: unknown;
  /** A window that covers what the source holds. */
  window: Window;
}

/** What a connector's test supplies, so that the rules of all connectors can be tried on it. */
export interface Subject {
  connector: Connector;
  /** A source with content: several items, some of which happened within the window. */
  prepare(): Promise<Prepared>;
  /** A source whose texts try to break out: escape sequences, markup, commands. Each text to be found again in an item holds `hostile`. */
  prepareHostile(): Promise<Prepared>;
  /** Half of the source can't be read, the other half can. */
  prepareBroken(): Promise<Prepared>;
  /** More than a cap lets through; the answer must say so in its notes. */
  prepareTooMuch(): Promise<Prepared>;
  /** A source that is not there, where that is told by something else than the workspace folder. */
  prepareAway?(): Promise<Prepared>;
  /** True for items that tell what is so now, whatever the window: tasks, branches. */
  isStanding(item: Item): boolean;
}

/** What `fetch` is called with for a prepared source. */
export function contextFor(connector: Connector, prepared: Prepared, changes: Partial<FetchContext<unknown>> = {}): FetchContext<unknown> {
  return {
    options: connector.schema.parse(prepared.options),
    root: prepared.root,
    window: prepared.window,
    timezone: "UTC",
    cursor: undefined,
    picture: [],
    signal: new AbortController().signal,
    logger: silentLogger,
    progress: () => undefined,
    ...changes,
  };
}

/** The promises that every connector makes, as tests; call it once in the connector's own test file. */
export function describeConnector(subject: Subject): void {
  const { connector } = subject;
  const fetch = (prepared: Prepared, changes?: Partial<FetchContext<unknown>>): Promise<Fetched> =>
    connector.fetch(contextFor(connector, prepared, changes));

  describe(`the connector ${connector.id} keeps the contract`, PATIENCE, () => {
    it("has a schema that takes what a definition says and refuses keys that it does not know", async () => {
      const { options } = await subject.prepare();
      assert.ok(connector.schema.safeParse(options).success);
      assert.equal(connector.schema.safeParse({ ...Object(options), unheardOf: 1 }).success, false);
    });

    it("describes its grant in words that continue a sentence", async () => {
      const { options } = await subject.prepare();
      const words = connector.describe(connector.schema.parse(options));
      assert.match(words, /^[a-zé]+ .*[^.\s]$/i);
      assert.doesNotMatch(words, /[{}[\]]|undefined|\[object/);
    });

    it("says who can read what it brings, whatever a definition asks for", async () => {
      const { options } = await subject.prepare();
      const readers = connector.audience(connector.schema.parse(options));
      assert.ok(readers.length > 0, "what nobody owns would be told to everybody");
    });

    it("names itself so that people can mention and cite it", () => {
      assert.match(connector.id, /^[a-z][a-z0-9-]*$/);
      assert.match(connector.alias, /^[A-Z]$/);
      assert.notEqual(connector.title, "");
    });

    it("gives well-formed items with ids of their own and hashes that hold", async () => {
      const { items, failures } = await fetch(await subject.prepare());
      assert.deepEqual(failures, []);
      assert.ok(items.length > 1);
      assert.equal(new Set(items.map((item) => item.id)).size, items.length);
      for (const item of items) {
        assert.equal(item.source, connector.id);
        assert.ok(item.id.startsWith(`${connector.id}:`), item.id);
        assert.match(item.ts, INSTANT, item.id);
        assert.match(item.updatedAt, INSTANT, item.id);
        const { contentHash, ...rest } = item;
        assert.equal(contentHash, sealItem(rest).contentHash, item.id);
        assert.deepEqual(structuredClone(item), JSON.parse(JSON.stringify(item)), item.id);
      }
    });

    it("gives the same items with the same hashes while nothing changes", async () => {
      const prepared = await subject.prepare();
      const [first, second] = [await fetch(prepared), await fetch(prepared)];
      assert.deepEqual(hashes(second), hashes(first));
    });

    it("tells no event of after the window's end, and keeps to the window's beginning on the first fetch", async () => {
      const prepared = await subject.prepare();
      const events = (await fetch(prepared)).items.filter((item) => !subject.isStanding(item));
      assert.ok(events.every((item) => item.ts <= prepared.window.to));
      const early = { from: "2001-01-01T00:00:00.000Z", to: "2001-01-02T00:00:00.000Z" };
      const before = await fetch({ ...prepared, window: early });
      assert.deepEqual(
        before.items.filter((item) => !subject.isStanding(item)),
        [],
      );
    });

    it("goes on from its cursor, which survives being kept as JSON", async () => {
      const prepared = await subject.prepare();
      const first = await fetch(prepared);
      const kept: unknown = first.cursor === undefined ? undefined : JSON.parse(JSON.stringify(first.cursor));
      assert.deepEqual(kept, first.cursor);
      assert.ok(JSON.stringify(kept ?? null).length < 64_000);
      const next = await fetch(prepared, { cursor: kept });
      assert.deepEqual(next.failures, []);
      const seen = new Set(hashes(first));
      const standing = next.items.filter((item) => subject.isStanding(item));
      assert.ok(standing.every((item) => seen.has(item.contentHash)));
    });

    it("takes a cursor that it can't read for none", async () => {
      const prepared = await subject.prepare();
      const expected = hashes(await fetch(prepared));
      assert.deepEqual(hashes(await fetch(prepared, { cursor: { something: ["else"] } })), expected);
      assert.deepEqual(hashes(await fetch(prepared, { cursor: "nonsense" })), expected);
    });

    it("stops when it is told to", async () => {
      const prepared = await subject.prepare();
      await assert.rejects(fetch(prepared, { signal: AbortSignal.abort(new Error("told to stop")) }), /told to stop/);
    });

    it("reads on where a part can't be read, and says which and why", async () => {
      const { items, failures } = await fetch(await subject.prepareBroken());
      assert.ok(items.length > 0);
      assert.ok(failures.length > 0);
      for (const failure of failures) {
        assert.notEqual(failure.what, "");
        assert.match(failure.error, /\w+ \w+/);
        assert.doesNotMatch(failure.error, /\n\s+at /);
      }
      assert.ok(failures.some((failure) => failure.hint));
    });

    it("has a failure, or an error with the way out, for a source that is not there", async () => {
      const prepared = await subject.prepare();
      const away = (await subject.prepareAway?.()) ?? { ...prepared, root: join(prepared.root, "is-not-there") };
      const outcome = await fetch(away).catch((error: unknown) => error);
      if (outcome instanceof Error) assert.ok(outcome instanceof ChiefError && outcome.hint !== undefined, outcome.message);
      else assert.ok(isFetched(outcome) && outcome.failures.length > 0);
    });

    it("holds its caps and says so", async () => {
      const { notes, failures } = await fetch(await subject.prepareTooMuch());
      assert.deepEqual(failures, []);
      assert.ok(notes.length > 0);
    });

    it("writes nothing into its source", async () => {
      const prepared = await subject.prepare();
      const before = await fingerprint(prepared.root);
      await fetch(prepared);
      assert.deepEqual(await fingerprint(prepared.root), before);
    });

    it("keeps hostile texts as the data that they are", async () => {
      const prepared = await subject.prepareHostile();
      const before = await fingerprint(prepared.root);
      const { items } = await fetch(prepared);
      assert.ok(items.some((item) => `${item.title}\n${item.body}`.includes("hostile")));
      assert.deepEqual(await fingerprint(prepared.root), before);
    });
  });
}

/** Every path below a folder with its kind, time of change and content: equal prints mean that nothing was written. */
export async function fingerprint(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  return Promise.all(names.toSorted().map(async (name) => `${name} ${await describePath(join(folder, name))}`));
}

async function describePath(path: string): Promise<string> {
  const status = await lstat(path);
  if (status.isSymbolicLink()) return `link ${await readlink(path)}`;
  if (!status.isFile()) return `folder ${status.mtimeMs}`;
  const content = await readFile(path).catch((error: unknown) => String(error));
  return `file ${status.mtimeMs} ${createHash("sha256").update(content).digest("hex")}`;
}

function hashes({ items }: Fetched): string[] {
  return items.map((item) => item.contentHash).toSorted();
}

function isFetched(value: unknown): value is Fetched {
  return typeof value === "object" && value !== null && "failures" in value;
}
