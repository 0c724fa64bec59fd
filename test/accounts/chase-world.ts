import type { TestContext } from "node:test";
import { z } from "zod";
import { readFileSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { App } from "../../src/app.ts";
import type { Briefing } from "../../src/core/briefing.ts";
import { replyEvent, type HeardReply } from "../../src/core/heard-reply.ts";
import type { Run } from "../../src/core/run.ts";
import { loadPlaceForWork } from "../../src/shipped.ts";
import { makeFolder } from "../support/chief.ts";
import { createFakeClock, type FakeClock } from "../support/clock.ts";
import { silentLogger } from "../support/silent-logger.ts";
import type { SlackServer } from "../support/slack-server.ts";

/** What is asked in the tests. */
export const LAUNCH = `---
name: Launch status
on:
  - schedule: "*/30 8-17 * * 1-5"
  - reply: {}
reads:
  - files: { paths: [plan], as: plan }
chase: { cadence: 2, hours: "10:00-16:30", days: [mon, tue, wed, thu, fri] }
writes:
  - slack: { to: roster, people: [me, dana] }
  - file: { path: "digest-{date}.md" }
flows: [{ from: files, to: slack }, { from: events, to: slack }]
---

How the launch stands.
`;

/** Above what anybody waits for between two tries or two messages. */
const LONGEST_PAUSE_MS = 2_000;
const WEEK_MS = 7 * 24 * 60 * 60_000;

/** Chief as it runs for days, but for the clock. */
export interface ChaseOffice {
  app: App;
  clock: FakeClock;
  folder: string;
  /** Goes on to an instant, until all that came due by then is done. */
  until(instant: string): Promise<void>;
  reply(reply: Partial<HeardReply> & Pick<HeardReply, "id" | "person" | "text">): Promise<void>;
  runs(): Promise<Run[]>;
  briefingOf(run: Run): Promise<Briefing>;
  plan(): string;
}

export async function openChase(
  test: TestContext,
  slack: SlackServer,
  plan: string,
  at: string,
  definition = LAUNCH,
): Promise<ChaseOffice> {
  const connections = { acme: { kind: "slack", token: "${env:SLACK_BOT_TOKEN}", api: slack.api } }; // oxlint-disable-line no-template-curly-in-string -- as people write it
  const dana = await slackUserOf(slack);
  const folder = makeFolder(test, {
    "config/chief.yaml": `timezone: Europe/Berlin\nconnections: ${JSON.stringify(connections)}\n`,
    "config/people.yaml": `me: { name: Sam Tan, accounts: { slack: ${slack.user} } }
dana: { name: Dana Reyes, accounts: { slack: ${dana} }, timezone: Europe/Berlin }
`,
    "automations/launch.md": definition,
    "plan/launch.csv": plan,
  });
  const before = new Date(Date.parse(at) - WEEK_MS);
  utimesSync(join(folder, "plan/launch.csv"), before, before);
  const clock = createFakeClock(at);
  const env = { SLACK_BOT_TOKEN: slack.token };
  const { workspace } = await loadPlaceForWork(folder, env);
  const screen = { print() {}, columns: () => 80, color: false };
  const app = await App.open({ workspace, env, clock, lasting: true, screen, logger: silentLogger, progress() {} });
  const [automation] = app.automations;
  if (!automation) throw new Error("expected a sound definition, got none");
  await app.operations.accept("launch", { by: "me", hash: automation.hash });
  await app.start();
  test.after(() => app.stop());
  const isBusy = async (): Promise<boolean> => {
    const { runs, outbox } = app.store;
    const going = await runs.list({ statuses: ["queued", "running"], limit: 1 });
    const leaving = await outbox.list({ states: ["pending", "sending"] });
    return going.length > 0 || leaving.some(({ nextAttemptAt }) => nextAttemptAt <= new Date(clock.now()).toISOString());
  };
  /** Time passes while something is under way only where nothing else happens. */
  const settle = async (): Promise<void> => {
    for (let before = -1; ;) {
      for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
      if (!(await isBusy())) return;
      if (before === slack.calls.length && clock.nextMs <= LONGEST_PAUSE_MS) await clock.advance(clock.nextMs);
      before = slack.calls.length;
    }
  };
  return {
    ...{ app, clock, folder },
    async until(instant) {
      while (clock.now() < Date.parse(instant)) {
        await clock.advance(Math.min(60_000, Date.parse(instant) - clock.now()));
        await settle();
      }
      await settle();
    },
    async reply(reply) {
      const heard: HeardReply = { at: new Date(clock.now()).toISOString(), asks: [], grant: "slack", ...reply };
      await app.receive(replyEvent("launch", heard, `${reply.person} wrote back`));
      await settle();
    },
    runs: () => app.store.runs.list({ limit: 100 }),
    briefingOf: (run) => app.store.documents.get<Briefing>(run.briefing ?? ""),
    plan: () => readFileSync(join(folder, "plan/launch.csv"), "utf8"),
  };
}

const Who = z.object({ user_id: z.string() });

async function slackUserOf(slack: SlackServer): Promise<string> {
  return Who.parse(await slack.call("auth.test", {}, "dana")).user_id;
}
