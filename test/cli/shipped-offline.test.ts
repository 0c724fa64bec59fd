import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { test, type TestContext } from "node:test";
import { App } from "../../src/app.ts";
import type { Briefing } from "../../src/core/briefing.ts";
import type { Logger } from "../../src/core/ports/ambient.ts";
import type { Run } from "../../src/core/run.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { loadPlace } from "../../src/shipped.ts";
import { chief, makeFolder } from "../support/chief.ts";
import { silentLogger } from "../support/silent-logger.ts";
import { textOf } from "../support/text.ts";

const REPOSITORY = resolve(import.meta.dirname, "../..");
const AS_OF = "2026-11-20T08:00:00.000Z";
/** All that may be missing where nobody has set up anything: an account, or the folder that is all that an automation reads. */
const NOT_SET_UP = /Run `chief connect \w+|transcripts: there is no such file or folder\. Create it/;
/** Sections whose lines only count, or speak of sources. */
const UNCITED: ReadonlySet<string> = new Set(["counts"]);

interface Told {
  run: Run;
  briefing: Briefing;
  /** What the verifier had to replace, and any other word of trouble. */
  trouble: readonly string[];
}

/** What each automation of a folder says where nobody has connected anything; what is kept lies elsewhere. */
async function runAll(t: TestContext, folder: string): Promise<Told[]> {
  const { workspace } = await loadPlace(folder, {});
  const trouble: string[] = [];
  const logger: Logger = {
    ...silentLogger,
    warn: (_fields, message) => void trouble.push(message),
    error: (_fields, message) => void trouble.push(message),
  };
  const screen = { print() {}, columns: () => 80, color: false };
  const place = { ...workspace, dataDirectory: makeFolder(t) };
  const app = await App.open({ workspace: place, env: {}, clock: systemClock, lasting: false, screen, logger, progress() {} });
  t.after(() => app.stop());
  const told: Told[] = [];
  for (const { id } of app.automations) {
    const run = await app.operations.ended(await app.operations.run({ automation: id, asOf: AS_OF, dryRun: true }));
    assert.ok(run.briefing !== undefined, `${id}: ${run.reason}`);
    const briefing = await app.store.documents.get<Briefing>(run.briefing);
    told.push({ run, briefing, trouble: trouble.splice(0).filter((message) => message.startsWith("a line was replaced")) });
  }
  return told;
}

function expectSound({ run, briefing, trouble }: Told): void {
  const { automation, status, reason } = run;
  assert.ok(status === "succeeded" || status === "partial", `${automation}: ${status}, ${reason}`);
  assert.deepEqual(trouble, [], automation);
  for (const { text } of briefing.gaps) assert.match(textOf(text), NOT_SET_UP, automation);
  for (const { id, title, bullets } of briefing.sections) {
    assert.ok(bullets.length > 0, `${automation}: ${title} says nothing`);
    // What is only counted shows what it was counted from.
    const uncited = UNCITED.has(id)
      ? []
      : bullets.filter(({ cites, text }) => cites.length === 0 && text.every((span) => typeof span === "string"));
    assert.deepEqual(
      uncited.map(({ text }) => textOf(text)),
      [],
      `${automation}: ${title}`,
    );
  }
  assert.doesNotMatch(textOf(briefing.coverage), /\b0 /, automation);
}

/** Chief's own way to every service: whoever asks for an address outside of this machine fails the test. */
function withoutNetwork(t: TestContext): string[] {
  const asked: string[] = [];
  t.mock.method(globalThis, "fetch", (address: unknown) => {
    asked.push(String(address));
    return Promise.reject(new Error("there is no network"));
  });
  return asked;
}

const SHIPPED = readdirSync(join(REPOSITORY, "automations")).map((file) => file.replace(/\.md$/, ""));

for (const [where, folderOf] of [
  ["the repository itself", () => Promise.resolve(REPOSITORY)],
  [
    "a fresh workspace",
    async (t: TestContext) => {
      const folder = makeFolder(t);
      await chief(folder, "init", ".");
      return folder;
    },
  ],
] as const) {
  test(`in ${where} every automation that ships has something sound to say, without an account and without the network`, async (t) => {
    const asked = withoutNetwork(t);
    const told = await runAll(t, await folderOf(t));
    assert.deepEqual(told.map(({ run }) => run.automation).toSorted(), SHIPPED.toSorted());
    for (const each of told) expectSound(each);
    assert.deepEqual(asked, []);
  });
}
