import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { chief, makeFolder } from "../support/chief.ts";

const day = `---
name: My day
on: { schedule: "0 9 * * *" }
reads:
  - files: { paths: [tasks] }
writes:
  - console
  - file: { path: briefings/day.html, staged: true }
---

Go through @Files.
`;
const workspace = {
  "config/chief.yaml": "timezone: UTC\n",
  "automations/day.md": day,
  "tasks/shop.md": "# Shop\n\n- [ ] Send the contract @me due: 2026-03-02\n",
};
const Previews = z.object({
  previews: z.array(z.object({ grant: z.string(), staged: z.boolean(), text: z.string(), file: z.string().nullable() })),
});

test("A preview shows every message as it would be, with a page to look at, and sends and remembers nothing", async (t) => {
  const folder = makeFolder(t, workspace);
  const shown = await chief(folder, "preview", "day");
  assert.equal(shown.code, 0, shown.stderr);
  assert.match(shown.stdout, /Send the contract.*Send the contract/s);
  assert.match(shown.stderr, /My day would send 2 messages; nothing was sent/);
  assert.match(shown.stderr, /staged: written down, not sent/);
  assert.ok(!existsSync(join(folder, "briefings")));
  const { previews } = Previews.parse(JSON.parse((await chief(folder, "preview", "day", "--json")).stdout));
  const [screen, page] = previews;
  assert.deepEqual([screen?.file, page?.staged], [null, true]);
  assert.match(readFileSync(page?.file ?? "", "utf8"), /^<!doctype html>.*Send the contract/is);
  assert.match((await chief(folder, "messages")).stderr, /Nothing was to be sent yet/);
});

test("The briefing of a run is a page in a file, and takes the place of no other", async (t) => {
  const folder = makeFolder(t, { ...workspace, "mine.html": "<p>mine</p>" });
  const { run } = JSON.parse((await chief(folder, "preview", "day", "--json")).stdout) as { run: string };
  const told = await chief(folder, "show", run, "--page", "day.html");
  assert.equal(told.code, 0, told.stderr);
  assert.match(told.stderr, /as a page: .*day\.html/);
  assert.match(readFileSync(join(folder, "day.html"), "utf8"), /^<!doctype html>.*Send the contract/is);
  assert.equal((await chief(folder, "show", run, "--page", "day.html")).code, 0);
  assert.match((await chief(folder, "show", run, "--page", "mine.html")).stderr, /got a file that Chief did not write/);
  assert.equal((await chief(folder, "show", run, "--page", "day.txt")).code, 2);
});

test("A preview says which message would wait, for whom and why", async (t) => {
  const waiting = day.replace("writes:", "approval: always\nwrites:");
  const folder = makeFolder(t, { ...workspace, "automations/day.md": waiting });
  const { stderr } = await chief(folder, "preview", "day");
  const said = "It would wait for a yes from you. Its definition asks for a person's word about each message.";
  assert.equal(stderr.split(said).length, 2, stderr);
  const { previews } = JSON.parse((await chief(folder, "preview", "day", "--json")).stdout) as { previews: { waits: unknown }[] };
  const reasons = ["Its definition asks for a person's word about each message."];
  assert.deepEqual(
    previews.map(({ waits }) => waits),
    [{ approvers: ["me"], reasons }, null],
  );
  const sent = await chief(makeFolder(t, workspace), "preview", "day");
  assert.doesNotMatch(sent.stderr, /would wait/);
});

test("A staged write is written down with its run and never sent", async (t) => {
  const folder = makeFolder(t, workspace);
  assert.equal((await chief(folder, "run", "day")).code, 0);
  const { stdout } = await chief(folder, "messages", "--state", "staged");
  assert.match(stdout, /briefings\/day\.html +staged/);
  assert.ok(!existsSync(join(folder, "briefings")));
});

test("An automation that is unknown has no preview", async (t) => {
  const shown = await chief(makeFolder(t, workspace), "preview", "night");
  assert.equal(shown.code, 2, shown.stderr);
  assert.match(shown.stderr, /expected .*night/);
});

test("A preview shows each question as its person would read it, at the instant that is named, and chase says how to see that", async (t) => {
  const folder = makeFolder(t, {
    "config/chief.yaml": "timezone: UTC\n",
    "config/people.yaml": "ana: { name: Ana Ruiz, emails: [ana@example.com] }\nben: { name: Ben Ito, emails: [ben@example.com] }\n",
    "automations/launch.md": `---
name: Launch
report: launch_status
on: [{ schedule: "0 15 * * *" }, { reply: {} }]
reads:
  - files: { paths: [plan], as: plan }
chase: {}
writes:
  - console
  - email: { to: roster, people: [ana, ben] }
---

How does @Files stand?
`,
    "plan/launch.csv": "Key,Task,Owner,Status,Due\nT-1,Load test,Ana,In progress,\nT-2,Help pages,Ben,Done,\n",
  });
  const inTwoWeeks = Temporal.Now.plainDateISO("UTC").add({ days: 14 });
  const tuesday = `${inTwoWeeks.subtract({ days: inTwoWeeks.dayOfWeek }).add({ days: 2 }).toString()}T11:00:00Z`;
  const { stdout, stderr } = await chief(folder, "preview", "launch", "--as-of", tuesday);
  assert.match(stderr, /Launch would send 2 messages.*By mail to ana:\nIt would wait for a yes from you/s);
  assert.match(stdout, /Subject: Launch: how does “Load test” stand\?\n\nHi Ana, .*\n- Load test \(T-1\): the plan says in progress/s);
  assert.doesNotMatch(stdout, /Hi Ben/);
  const looked = await chief(folder, "chase", "launch", "--dry-run", "--as-of", tuesday);
  assert.match(looked.stdout, /^Ana Ruiz would be asked, Tue /);
  assert.match(looked.stderr, new RegExp(`The words of each: .*preview launch --as-of ${tuesday}`));
  assert.match((await chief(folder, "chase", "launch", "--as-of", tuesday)).stderr, /expected --dry-run with --as-of/);
});
