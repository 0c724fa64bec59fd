import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import type { Automation } from "../../src/core/automation.ts";
import { catalogueOf, connectors, folderWith, loadFiles, markdown, only } from "./workspace.ts";

function memoryCache() {
  const kept = new Map<string, Automation>();
  const counts = { saved: 0 };
  return {
    counts,
    store: {
      load: (hashes: readonly string[], parser: string) => Promise.resolve(hashes.flatMap((hash) => kept.get(`${parser} ${hash}`) ?? [])),
      save: (automations: readonly Automation[], parser: string) => {
        counts.saved += automations.length;
        for (const automation of automations) {
          kept.set(`${parser} ${automation.hash}`, structuredClone(automation));
        }
        return Promise.resolve();
      },
    },
  };
}

test("an unchanged file comes from the cache, whatever its name, and equals a fresh parse", async (context) => {
  const cache = { ...memoryCache(), codeVersion: "1" };
  const content = markdown("reads: [{ git: { paths: [a] } }]\non: { every: 1h }", "Read @Git.");
  const first = await loadFiles(context, { "a.md": content, "bad.md": "x" }, { cache });
  const untouchable = { ...connectors, load: () => Promise.reject(new Error("a connector was loaded")) };
  const second = await loadFiles(context, { "b.md": content, "bad.md": "x" }, { cache, connectors: untouchable });
  assert.deepEqual(second.automations, [{ ...only({ ...first, problems: [] }), id: "b", path: "b.md" }]);
  assert.deepEqual(second.problems, first.problems);
  assert.equal(cache.counts.saved, 1);
});

test("events of a file of another name have topics of their own", async (context) => {
  const cache = { ...memoryCache(), codeVersion: "1" };
  const content = markdown("on: { before: { source: git, lead: 15m } }\nreads: [git]");
  await loadFiles(context, { "a.md": content }, { cache });
  const { triggers } = only(await loadFiles(context, { "b.md": content }, { cache }));
  assert.deepEqual(
    triggers.map((trigger) => (trigger.kind === "event" ? trigger.topic : "")),
    ["before:b:git:15m"],
  );
});

test("whoever may only read finds what was parsed before, and keeps nothing", async (context) => {
  const { store, counts } = memoryCache();
  const files = { "a.md": markdown("reads: [git]") };
  const readOnly = { store: { load: store.load.bind(store) }, codeVersion: "1" };
  const parsed = await loadFiles(context, files, { cache: readOnly });
  assert.equal(counts.saved, 0);
  await loadFiles(context, files, { cache: { store, codeVersion: "1" } });
  const untouchable = { ...connectors, load: () => Promise.reject(new Error("a connector was loaded")) };
  const found = await loadFiles(context, files, { cache: readOnly, connectors: untouchable });
  assert.deepEqual(found.automations, parsed.automations);
});

test("another zone, another version, other people, other names or another kind of file are parsed afresh", async (context) => {
  const cache = { ...memoryCache(), codeVersion: "1" };
  const files = { "a.md": markdown('on: { schedule: "0 9 * * *" }') };
  await loadFiles(context, files, { cache });
  const moved = await loadFiles(context, files, { cache, timezone: "Asia/Tokyo" });
  assert.equal(moved.automations[0]?.timezone, "Asia/Tokyo");
  await loadFiles(context, files, { cache: { ...cache, codeVersion: "2" } });
  await loadFiles(context, files, { cache, people: { all: [] } });
  await loadFiles(context, files, { cache, connectors: catalogueOf([]) });
  await loadFiles(context, files, { cache, names: { hooks: [], webhooks: [], pings: [], connections: [], people: [] } });
  assert.equal(cache.counts.saved, 6);
  const asYaml = await loadFiles(context, { "a.yaml": files["a.md"] }, { cache });
  assert.equal(asYaml.automations.length, 0);
});

test("a start from the cache loads neither YAML nor zod", async (context) => {
  const directory = await folderWith(context, { "a.md": markdown("") });
  const load = new URL("../../src/definitions/load.ts", import.meta.url).href;
  const script = `
    import { registerHooks } from "node:module";
    const loaded = [];
    registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
    const { loadDefinitions } = await import(${JSON.stringify(load)});
    const store = { load: async (hashes) => hashes.map((hash) => ({ hash, path: "a.md", triggers: [], writes: [{ name: "console", delivery: "console", options: {} }] })), save: async () => {} };
    const none = { ids: [], load: async () => { throw new Error("loaded a part"); } };
    const request = { directory: ${JSON.stringify(directory)}, root: ${JSON.stringify(directory)}, timezone: "UTC", people: { all: [] } };
    const names = { hooks: [], webhooks: [], pings: [], connections: [], people: [] };
    const checks = { names, eventSources: none, checkTrigger: () => undefined, nextTime: () => undefined };
    await loadDefinitions({ ...request, connectors: none, deliveries: none, ...checks, cache: { store, codeVersion: "1" } });
    console.log(JSON.stringify(loaded.filter((url) => url.includes("node_modules"))));
  `;
  const printed = execFileSync(process.execPath, ["--input-type=module", "--eval", script], { encoding: "utf8" });
  assert.deepEqual(JSON.parse(printed), []);
});
