import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { z } from "zod";
import type { Automation } from "../../src/core/automation.ts";
import type { Catalogue, Connector, Delivery } from "../../src/core/ports/outside.ts";
import { loadDefinitions, type DefinitionRequest, type LoadedDefinitions } from "../../src/definitions/load.ts";
import { eventSources } from "../../src/triggers/event-sources.ts";
import { checkTrigger, nextTime } from "../../src/triggers/schedule.ts";

/** A connector that is only described: definitions never fetch. */
function connector<Options>(id: string, title: string, schema: z.ZodType<Options>, mentions: readonly string[] = []): Connector {
  return {
    id,
    title,
    alias: "X",
    schema,
    mentions,
    describe: () => title,
    audience: () => [],
    fetch: () => Promise.resolve({ items: [], failures: [], notes: [] }),
  };
}

function delivery<Options>(id: string, schema: z.ZodType<Options>, exclusive = false): Delivery {
  return {
    id,
    title: id,
    schema,
    needsAccount: false,
    exclusive,
    describe: () => id,
    audience: () => [],
    target: () => id,
    preview: () => ({ text: "", exact: "" }),
    send: () => Promise.resolve({ receipt: id }),
  };
}

export function catalogueOf<Part extends { id: string }>(parts: readonly Part[]): Catalogue<Part> {
  return {
    ids: parts.map(({ id }) => id),
    load(id) {
      const found = parts.find((part) => part.id === id);
      return found ? Promise.resolve(found) : Promise.reject(new RangeError(`expected a known part, got ${id}`));
    },
  };
}

export const connectors = catalogueOf([
  connector("git", "Git", z.strictObject({ paths: z.array(z.string()).default(["."]), depth: z.int().min(1).max(9).default(3) }), [
    "repositories",
  ]),
  connector("files", "Files", z.strictObject({ paths: z.array(z.string()).default(["."]) })),
  connector("google-calendar", "Google Calendar", z.strictObject({ calendars: z.array(z.string()), window: z.string().optional() })),
]);

export const deliveries = catalogueOf([
  delivery("console", z.strictObject({})),
  delivery("file", z.strictObject({ path: z.string() }), true),
  delivery("chat", z.strictObject({ channel: z.string() })),
]);

/** A folder for one test, with these files in it. */
export async function folderWith(context: TestContext, files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "chief-definitions-"));
  context.after(() => rm(folder, { recursive: true }));
  await Promise.all(Object.entries(files).map(([name, content]) => writeFile(join(folder, name), content)));
  return folder;
}

export function requestFor(directory: string, more: Partial<DefinitionRequest> = {}): DefinitionRequest {
  const people = { all: [{ key: "me", name: "Sam Rivera", emails: [], aliases: ["sam"], absences: [], vip: false }] };
  const names = { hooks: ["deploys", "alarms"], webhooks: ["team"], pings: ["nightly"], connections: [], people: ["me"] };
  const parts = { connectors, deliveries, eventSources, checkTrigger, nextTime };
  return { directory, root: directory, timezone: "Europe/Berlin", ...parts, people, names, ...more };
}

/** Loads one folder that holds these files. */
export async function loadFiles(
  context: TestContext,
  files: Readonly<Record<string, string | Uint8Array>>,
  more: Partial<DefinitionRequest> = {},
): Promise<LoadedDefinitions> {
  return loadDefinitions(requestFor(await folderWith(context, files), more));
}

/** A Markdown definition with this front matter below its name. */
export function markdown(frontMatter: string, body = "Tell me what changed."): string {
  return `---\nname: Test\n${frontMatter}\n---\n${body}\n`;
}

/** The one automation that was loaded, where nothing is wrong. */
export function only({ automations, problems }: LoadedDefinitions): Automation {
  assert.deepEqual(problems, []);
  const [automation] = automations;
  assert.ok(automation);
  return automation;
}
