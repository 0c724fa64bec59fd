import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import type { EventSource } from "../../src/core/ports/events.ts";
import { createStore } from "../../src/store/open.ts";
import { githubSource } from "../../src/triggers/github.ts";
import { gmailSource } from "../../src/triggers/gmail.ts";
import { googleCalendarSource } from "../../src/triggers/google-calendar.ts";
import { event } from "../connectors/google-calendar/world.ts";
import { letter } from "../connectors/gmail/world.ts";
import { graphPull } from "../support/github-graph.ts";
import { looked, lookOut, type LookingOut } from "../triggers/event-source-world.ts";
import { startFourServices, type FourServices } from "./four-services.ts";
import { openFourWorld } from "./four-world.ts";

const LOOK_MS = 120_000;

let services: FourServices;
before(async () => {
  services = await startFourServices();
});
after(() => services.close());

/** What is told of one change, by the real connector: at the next look, at the one after it, and after a restart. */
async function hear<Options>(t: TestContext, source: EventSource<Options>, options: unknown, change: () => unknown): Promise<string[][]> {
  const { clock, database, connectors, automation } = await openFourWorld(t, services);
  const connector = await connectors.load(source.id);
  const begin = async (): Promise<LookingOut> => {
    const start = { store: createStore(database, "test"), clock, connector, reads: automation.reads };
    const looking = await lookOut(source, options, start);
    t.after(() => looking.stop());
    await looked({ clock });
    return looking;
  };
  const look = async (): Promise<void> => {
    const calls = services.callsOf(nameOf(source.id));
    await clock.advance(LOOK_MS);
    await looked({ clock });
    assert.ok(services.callsOf(nameOf(source.id)) > calls);
  };
  const first = await begin();
  assert.deepEqual(first.told, []);
  await change();
  const heard: string[][] = [];
  for (let looks = 0; looks < 2; looks += 1) {
    const known = first.told.length;
    await look();
    heard.push(first.told.slice(known).map(({ title }) => title));
  }
  await first.stop();
  const second = await begin();
  await look();
  return [...heard, second.told.map(({ title }) => title)];
}

function nameOf(id: string): "gmail" | "google-calendar" | "github" {
  return id === "gmail" || id === "google-calendar" ? id : "github";
}

test("one new letter is one event", async (t) => {
  const written = letter({ "Message-ID": "<new@acme.example>", Subject: "The offer", Date: "Fri, 20 Nov 2026 09:00:30 +0100" });
  const told = await hear(t, gmailSource, {}, () => services.gmail.deliver(written));
  assert.deepEqual(told, [["Dana Reyes: The offer"], [], []]);
});

test("one event that is moved is one event", async (t) => {
  const moved = event("Budget", "2026-11-20T15:00", { updated: "2026-11-20T08:00:30.000Z" });
  const told = await hear(t, googleCalendarSource, { event: "any" }, () => services.calendar.primary.put(moved));
  assert.deepEqual(told, [["Budget: changed"], [], []]);
});

test("one pull request that is merged is one event", async (t) => {
  const at = "2026-11-20T08:00:30Z";
  const merged = graphPull(11, { title: "Guests pay in one step", state: "MERGED", mergedAt: at, closedAt: at, updatedAt: at });
  const told = await hear(t, githubSource, { event: "pull_request.merged" }, () => services.github.graph.pulls.splice(0, 1, merged));
  assert.deepEqual([told[0]?.length, told[1], told[2]], [1, [], []]);
  assert.match(told[0]?.[0] ?? "", /Guests pay in one step/);
});

test("one workflow run that fails is one event", async (t) => {
  const times = { created_at: "2026-11-20T08:00:10Z", updated_at: "2026-11-20T08:00:40Z" };
  const failing = {
    ...{
      id: 2,
      name: "test",
      workflow_id: 1,
      head_branch: "main",
      head_sha: "c2",
      event: "push",
      status: "completed",
      conclusion: "failure",
    },
    ...{ ...times, run_attempt: 1, actor: { login: "sam" } },
  };
  const job = {
    ...{ id: 20, name: "unit", status: "completed", conclusion: "failure", run_attempt: 1, html_url: "https://github.com/job/20" },
    ...{ started_at: times.created_at, completed_at: times.updated_at, steps: [] },
  };
  const answers: readonly (readonly [end: string, body: unknown])[] = [
    ["actions/runs?", { workflow_runs: [failing] }],
    ["actions/workflows/1/runs?", { workflow_runs: [] }],
    ["actions/runs/2/jobs?", { jobs: [job] }],
    ["check-runs/20/annotations?", []],
  ];
  const told = await hear(t, githubSource, { event: "workflow_run.failed" }, () => {
    services.github.faultOf = ({ path }) => {
      const body = answers.find(([end]) => path.startsWith(`/repos/dana/shop/${end}`))?.[1];
      return body === undefined ? undefined : { status: 200, body };
    };
  });
  assert.deepEqual([told[0]?.length, told[1], told[2]], [1, [], []]);
});

test("looking out for them writes nothing", () => {
  assert.deepEqual(services.writes(), []);
});
