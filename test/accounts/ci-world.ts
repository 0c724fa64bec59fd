import { readFile } from "node:fs/promises";
import type { TestContext } from "node:test";
import { App } from "../../src/app.ts";
import type { Briefing } from "../../src/core/briefing.ts";
import type { Run } from "../../src/core/run.ts";
import { loadPlaceForWork } from "../../src/shipped.ts";
import { countCalls } from "../support/calls-under-way.ts";
import { makeFolder } from "../support/chief.ts";
import { createFakeClock, settle, type FakeClock } from "../support/clock.ts";
import type { CheckedRun } from "../support/github-ci.ts";
import { checksOf } from "../support/github-ci.ts";
import { graphPull } from "../support/github-graph.ts";
import { startGitHub, type GitHubServer } from "../support/github-server.ts";
import { silentLogger } from "../support/silent-logger.ts";
import { startSlack, type SlackServer } from "../support/slack-server.ts";

/** A GitHub whose checks are told anew whenever something ran, and a Slack. */
export interface CiServices {
  github: GitHubServer;
  slack: SlackServer;
  /** All that ever ran, the newest last. */
  runs: CheckedRun[];
  /** What commits changed: patches by file, by commit. */
  files: Record<string, Readonly<Record<string, string>>>;
  close(): Promise<void>;
}

export async function startCiServices(): Promise<CiServices> {
  const [github, slack] = await Promise.all([startGitHub(), startSlack()]);
  const services: CiServices = {
    ...{ github, slack, runs: [], files: {} },
    close: async () => void (await Promise.all([github.close(), slack.close()])),
  };
  github.faultOf = checksOf(services);
  // Its review is asked of Dana, whose account reads; the others are found in the same repository.
  const author = (login: string) => ({ author: { type: "User", login } });
  github.graph.pulls = [
    graphPull(12, { title: "Guests pay in one step", ...author("ana-codes"), ...reviewOf("dana") }),
    graphPull(13, { title: "Round the totals", ...author("ana-codes"), ...reviewOf("dana") }),
    graphPull(14, { title: "Keep baskets", ...author("ben"), ...reviewOf("dana") }),
    graphPull(15, { title: "Sort the shelf", ...author("stranger"), ...reviewOf("dana") }),
  ];
  return services;
}

function reviewOf(login: string): object {
  const requestedReviewer = { type: "User", login };
  return {
    reviewRequests: { nodes: [{ requestedReviewer }] },
    timelineItems: { nodes: [{ type: "ReviewRequestedEvent", createdAt: "2026-11-16T09:00:00Z", requestedReviewer }] },
  };
}

/** What a stretch of time brought. */
export interface Passed {
  /** Oldest first. */
  runs: readonly Run[];
  briefings: readonly Briefing[];
  /** Calls that write to Slack. */
  posted: readonly { method: string; channel: string; text: string; ts: string | undefined; thread: string | undefined }[];
}

/** Chief as it runs for days, but for the clock. */
export interface CiDay {
  app: App;
  /** The machine wakes at an instant, by when this has run at GitHub; what is due in the next minutes is done. */
  ran(instant: string, ...runs: readonly CheckedRun[]): Promise<Passed>;
}

/** An automation as it is shipped, with other writes; `flows` are accepted. */
export async function openCiDay(test: TestContext, services: CiServices, id: string, writes: string): Promise<CiDay> {
  const { github, slack } = services;
  const shipped = await readFile(new URL(`../../automations/${id}.md`, import.meta.url), "utf8");
  const connections = {
    hub: { kind: "github", token: "${env:GITHUB_TOKEN}", api: github.api }, // oxlint-disable-line no-template-curly-in-string -- as people write it
    acme: { kind: "slack", token: "${env:SLACK_BOT_TOKEN}", api: slack.api }, // oxlint-disable-line no-template-curly-in-string -- as people write it
  };
  const folder = makeFolder(test, {
    "config/chief.yaml": `timezone: Europe/Berlin\nconnections: ${JSON.stringify(connections)}\n`,
    "config/people.yaml": `me: { name: Dana Reyes, emails: [dana@home.example], accounts: { github: dana } }
ana: { name: Ana Ruiz, emails: [ana@acme.example], accounts: { slack: ${slack.user}, github: ana-codes } }
ben: { name: Ben Oduya, emails: [dana@example.com], accounts: { github: ben } }
`,
    [`automations/${id}.md`]: shipped.replace("writes:\n  - console\n", writes),
  });
  const env = { GITHUB_TOKEN: github.token, SLACK_BOT_TOKEN: slack.token };
  const clock = createFakeClock("2026-11-18T07:30:00.000Z");
  const { workspace } = await loadPlaceForWork(folder, env);
  const screen = { print() {}, columns: () => 80, color: false };
  const calls = countCalls(test);
  const app = await App.open({ workspace, env, clock, lasting: true, screen, logger: silentLogger, progress() {} });
  let changing = Promise.withResolvers<void>();
  app.onChange(() => {
    changing.resolve();
    changing = Promise.withResolvers();
  });
  await app.start();
  test.after(() => app.stop());
  await accept(app, id);
  return {
    app,
    async ran(instant, ...runs) {
      clock.jump(instant);
      services.runs.push(...runs);
      return passTime({ app, clock, slack, calls, changed: () => changing.promise });
    },
  };
}

async function accept({ operations, automations }: App, id: string): Promise<void> {
  const automation = automations.find((each) => each.id === id);
  if (!automation) throw new Error(`expected ${id} to be in force, got ${automations.map((each) => each.id).join(", ")}`);
  await operations.accept(id, { hash: automation.hash, by: "me" });
}

interface World extends Pick<CiServices, "slack"> {
  app: App;
  clock: FakeClock;
  /** How many calls are under way. */
  calls(): number;
  /** Resolves once a run has ended. */
  changed(): Promise<void>;
}

const WRITES: ReadonlySet<string> = new Set(["chat.postMessage", "chat.update"]);

/** Longer than events are waited for and looked out for together. */
const AWAKE_MS = 13 * 60_000;

async function passTime(world: World): Promise<Passed> {
  const { app, clock, slack } = world;
  const known = { calls: slack.calls.length, runs: new Set((await app.store.runs.list({ limit: 100 })).map(({ id }) => id)) };
  const end = clock.now() + AWAKE_MS;
  for (;;) {
    await comeToRest(world);
    const waiting = await app.store.outbox.list({ states: ["pending", "sending"] });
    if (clock.now() >= end && waiting.length === 0) break;
    await clock.advance(clock.nextMs);
  }
  const runs = (await app.store.runs.list({ limit: 100 })).filter(({ id }) => !known.runs.has(id)).toReversed();
  const briefings = runs.flatMap(({ briefing }) => briefing ?? []).map((hash) => app.store.documents.get<Briefing>(hash));
  const posted = slack.calls.slice(known.calls).filter(({ method }) => WRITES.has(method));
  return {
    runs,
    briefings: await Promise.all(briefings),
    posted: posted.map(({ method, args }) => ({
      ...{ method, channel: args["channel"] ?? "", ts: args["ts"], thread: args["thread_ts"] },
      text: wordsOf(JSON.parse(args["blocks"] ?? "[]"))
        .replaceAll(/\s+/g, " ")
        .trim(),
    })),
  };
}

/** Time passes only while nothing else happens: nothing is asked over HTTP or read from a disk, and no run goes on. */
async function comeToRest({ app, calls, changed }: World): Promise<void> {
  for (let change = changed(); ; change = changed()) {
    do await settle();
    while (calls() > 0 || process.getActiveResourcesInfo().some((resource) => resource.startsWith("FSReq")));
    if ((await app.store.runs.list({ limit: 5 })).every(({ endedAt }) => endedAt !== undefined)) return;
    await change;
  }
}

/** All that is written in blocks of a message. */
function wordsOf(block: unknown): string {
  if (Array.isArray(block)) return block.map(wordsOf).join(" ");
  if (typeof block !== "object" || block === null) return "";
  return Object.entries(block)
    .map(([key, value]) => (key === "text" && typeof value === "string" ? value : wordsOf(value)))
    .join(" ");
}
