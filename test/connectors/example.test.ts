import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Item } from "../../src/core/item.ts";
import { ciChangesIn } from "../../src/core/kinds/ci-change.ts";
import { ciFailuresIn } from "../../src/core/kinds/ci-failure.ts";
import { ciJobsIn } from "../../src/core/kinds/ci-job.ts";
import { ciRunsIn } from "../../src/core/kinds/ci-run.ts";
import { commentsIn, documentsIn } from "../../src/core/kinds/document.ts";
import { instancesIn } from "../../src/core/kinds/instance.ts";
import { issuesIn } from "../../src/core/kinds/issue.ts";
import { mailIn } from "../../src/core/kinds/mail.ts";
import { messagesIn } from "../../src/core/kinds/message.ts";
import { pullRequestsIn } from "../../src/core/kinds/pull-request.ts";
import { rolloutsIn } from "../../src/core/kinds/rollout.ts";
import { plainDateOf } from "../../src/core/work-calendar.ts";
import { shippedConnectors } from "../support/connectors.ts";
import { repositoryRoot } from "../support/source-files.ts";

const IDS = readdirSync(join(repositoryRoot, "src/connectors/examples")).map((name) => name.replace(".json", ""));

async function exampleOf(id: string, asOf: string, timezone = "Europe/Berlin"): Promise<readonly Item[]> {
  const { example } = await shippedConnectors().load(id);
  return (await example?.(asOf, timezone))?.items ?? [];
}

for (const id of IDS) {
  test(`the made-up items of ${id} are as those of its service, each said to be an example`, async () => {
    const items = await exampleOf(id, "2026-11-23T12:00:00.000Z");
    const checks = [ciJobsIn, ciRunsIn, ciFailuresIn, ciChangesIn];
    const readers = [mailIn, instancesIn, messagesIn, pullRequestsIn, ...checks, rolloutsIn, documentsIn, commentsIn, issuesIn];
    const tasks = items.filter(({ kind, fields }) => kind === "task" && typeof fields["status"] === "string");
    // What servers of others bring is of no kind that rules know.
    const plain = items.filter(({ kind }) => kind === "resource" || kind === "tool_result");
    const understood = [...readers.map((read) => read(items).length), tasks.length, plain.length];
    assert.ok(items.length > 0);
    assert.equal(
      understood.reduce((sum, count) => sum + count, 0),
      items.length,
    );
    assert.ok(items.every(({ source, fields }) => source === id && fields["example"] === true));
  });
}

test("made-up meetings keep their hour on any day, over a change of clocks and in any zone", async () => {
  for (const [asOf, timezone] of [
    ["2026-11-23T12:00:00.000Z", "Europe/Berlin"],
    ["2027-07-05T12:00:00.000Z", "Europe/Berlin"],
    ["2027-03-29T12:00:00.000Z", "America/New_York"],
  ] as const) {
    const demo = (await exampleOf("google-calendar", asOf, timezone)).find(({ title }) => title === "Acme demo");
    const hours = new Date(demo?.ts ?? "").toLocaleTimeString("en-GB", { timeZone: timezone, hour: "2-digit", minute: "2-digit" });
    assert.equal(plainDateOf(demo?.ts ?? "", timezone), asOf.slice(0, 10));
    assert.equal(hours, "10:00");
  }
});

test("what would have come later in the day is not there yet", async () => {
  const early = await exampleOf("github", "2026-11-23T04:00:00.000Z");
  assert.ok(early.every(({ ts }) => ts <= "2026-11-23T04:00:00.000Z"));
});
