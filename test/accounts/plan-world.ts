import { utimesSync } from "node:fs";
import { join } from "node:path";
import { stat } from "node:fs/promises";
import type { TestContext } from "node:test";
import { App } from "../../src/app.ts";
import { readHistory, type NamedEntry } from "../../src/cli/chase-history.ts";
import { cargoOf, type Briefing } from "../../src/core/briefing.ts";
import type { Cargo } from "../../src/core/grant.ts";
import type { OutboxEntry } from "../../src/core/delivery.ts";
import { loadPlaceForWork } from "../../src/shipped.ts";
import { openSlack } from "../../src/web/slack/open.ts";
import { makeFolder } from "../support/chief.ts";
import { createFakeClock, type FakeClock } from "../support/clock.ts";
import { openTown, type Letter, type Town } from "../support/launch/town.ts";
import { silentLogger } from "../support/silent-logger.ts";

/** Chief with a plan that lies with a service, and two people who may be asked in Slack. */
export interface PlanOffice {
  app: App;
  clock: FakeClock;
  town: Town;
  folder: string;
  /** Goes on to an instant, until all that came due by then is done. */
  until(instant: string): Promise<void>;
  /** Somebody writes to Chief alone. */
  say(person: Person, text: string): Promise<void>;
  /** Somebody presses a button of the last question to them, by the line of a task. */
  press(person: Person, title: string, status: string): Promise<void>;
  /** The questions that somebody was asked, by the titles of their tasks. */
  questions(person: Person): Letter[];
  /** What is kept of messages of a kind, oldest first. */
  entries(cargo: Cargo): Promise<(OutboxEntry & { what: Briefing })[]>;
  /** What `chief chase --history` has to tell. */
  history(): Promise<NamedEntry[]>;
  /** The last digest, as Sam reads it. */
  digest(): string;
}

type Person = "ana" | "dana";
const USERS: Readonly<Record<Person, string>> = { ana: "UANA", dana: "UDANA" };

/** What a definition of these tests says, but for its plan. */
export function planDefinition(reads: string, writes: string, source: string): string {
  return `---
name: Launch status
report: launch_status
on:
  - schedule: "0 10,13,16 * * 1-5"
  - reply: {}
    coalesce: 1m
reads:
  - ${reads}
chase: { cadence: 2, days: [mon, tue, wed, thu, fri], digest: "15:30" }
writes:
  - slack: { to: roster, people: [ana, dana] }
  - slack: { to: me }
  - plan: ${writes}
flows: [{ from: ${source}, to: slack }, { from: events, to: slack }, { from: ${source}, to: plan }, { from: events, to: plan }]
---

How the launch stands.
`;
}

/** Nobody waits longer between two messages to the same place; whoever is asked to wait may do so longer. */
const SHORT_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 61_000;
/** So often nothing comes from outside that was asked for. */
const IDLE_ROUNDS = 15;
const LONG_IDLE_ROUNDS = 200;
const WEEK_MS = 7 * 24 * 60 * 60_000;
const HEARD_STEP_MS = 20_000;

interface Setup {
  at: string;
  definition: string;
  /** Beside the one to Slack. */
  connections?: object;
  people?: Readonly<Partial<Record<Person, string>>>;
  files?: Readonly<Record<string, string>>;
  env?: Readonly<Record<string, string>>;
  /** Called whenever time has passed. */
  passed?(now: number, folder: string): void;
}

/** Everybody is in Berlin. */
export async function openPlanOffice(
  test: TestContext,
  { at, definition, connections = {}, people = {}, files = {}, env = {}, passed = () => {} }: Setup,
): Promise<PlanOffice> {
  const clock = createFakeClock(at);
  const town = await openTown(clock, { USAM: "Europe/Berlin", UANA: "Europe/Berlin", UDANA: "Europe/Berlin" });
  town.token = "bot";
  // oxlint-disable-next-line no-template-curly-in-string -- as people write it
  const slack = { kind: "slack", token: "${env:BOT}", appToken: "${env:APP}", api: town.slack.api };
  const folder = makeFolder(test, {
    "config/chief.yaml": `timezone: Europe/Berlin\nconnections: ${JSON.stringify({ acme: slack, ...connections })}\nalerts: { to: [{ slack: { to: me } }], every: 1m }\n`,
    "config/people.yaml": `me: { name: Sam Tan, accounts: { slack: USAM } }
ana: { name: Ana Kovač, accounts: { slack: UANA${people.ana ?? ""} } }
dana: { name: Dana Reyes, accounts: { slack: UDANA${people.dana ?? ""} } }
`,
    "automations/launch.md": definition,
    ...files,
  });
  // Nobody has touched them for a week.
  const before = new Date(Date.parse(at) - WEEK_MS);
  for (const path of Object.keys(files)) utimesSync(join(folder, path), before, before);
  passed(clock.now(), folder);
  const own = { BOT: "xoxb-bot", APP: "xapp-bot", ...env };
  const { workspace } = await loadPlaceForWork(folder, own);
  const screen = { print() {}, columns: () => 80, color: false };
  const parts = { env: own, clock, logger: silentLogger };
  const app = await App.open({ ...parts, workspace, lasting: true, screen, progress() {} });
  const [automation] = app.automations;
  if (!automation) throw new Error("expected a sound definition, got none");
  await app.operations.accept("launch", { by: "me", hash: automation.hash });
  await app.start();
  const web = openSlack({ ...parts, app, started: Promise.resolve() });
  web.follow();
  test.after(async () => {
    await web.stop();
    await app.stop();
    town.slack.close();
  });
  await town.slack.connected();

  const isBusy = async (): Promise<boolean> => {
    const { runs, outbox } = app.store;
    const going = await runs.list({ statuses: ["queued", "running"], limit: 1 });
    const leaving = await outbox.list({ states: ["pending", "sending"] });
    return going.length > 0 || leaving.some(({ nextAttemptAt }) => nextAttemptAt <= new Date(clock.now()).toISOString());
  };
  /** Time passes while something is under way only where nothing else happens. */
  const settle = async (): Promise<void> => {
    for (let idle = 0; ; idle += 1) {
      // To look at the disk gives time to whatever is under way.
      for (let turn = 0; turn < 8; turn += 1) await stat(folder);
      if (!(await isBusy())) return;
      if (idle >= IDLE_ROUNDS && clock.nextMs <= (idle < LONG_IDLE_ROUNDS ? SHORT_PAUSE_MS : LONGEST_PAUSE_MS)) {
        await clock.advance(clock.nextMs);
        passed(clock.now(), folder);
        idle = 0;
      }
    }
  };
  /** When something is to be done next, however far that is. */
  const nextDueMs = async (): Promise<number> => {
    const { occurrences, outbox } = app.store;
    const due = [await occurrences.earliestSlot(), await outbox.nextAttempt()];
    return Math.min(...due.map((at) => (at === undefined ? Infinity : Math.max(Date.parse(at), clock.now() + 1))));
  };
  const until = async (instant: string, stepMs = Infinity): Promise<void> => {
    await settle();
    while (clock.now() < Date.parse(instant)) {
      await clock.advance(Math.min(stepMs, (await nextDueMs()) - clock.now(), Date.parse(instant) - clock.now()));
      passed(clock.now(), folder);
      await settle();
    }
  };
  /** What was said is heard a minute later, with what else was said by then. */
  const told = async (type: "events_api" | "interactive", payload: unknown): Promise<void> => {
    await town.slack.tell(type, payload);
    await settle();
    await until(new Date(clock.now() + 2 * 60_000).toISOString(), HEARD_STEP_MS);
  };
  // What was pressed takes the place of its buttons.
  const questions = (person: Person): Letter[] => {
    const asked = new Set(town.editions.flatMap(({ ts, blocks }) => (JSON.stringify(blocks).includes('"chase_') ? [ts] : [])));
    return town.letters.filter(({ to, ts }) => to === USERS[person] && asked.has(ts));
  };
  return {
    ...{ app, clock, town, folder, questions },
    until: (instant) => until(instant),
    say: (person, text) => told("events_api", town.said(USERS[person], text)),
    async press(person, title, status) {
      const letter = questions(person).at(-1);
      const blocks = letter?.blocks.map((block) => JSON.stringify(block)) ?? [];
      const below = blocks[blocks.findIndex((block) => block.includes(title)) + 1] ?? "";
      const [, action, value] = new RegExp(`"action_id":"(chase_${status})","value":"([^"]+)"`).exec(below) ?? [];
      if (letter === undefined || action === undefined || value === undefined) {
        throw new Error(`expected a question to ${person} about ${title} with a button ${status}, got ${below}`);
      }
      await told("interactive", town.pressed(USERS[person], letter, action, value));
    },
    async entries(cargo) {
      const all = await app.store.outbox.list({});
      const read = await Promise.all(
        all.map(async (entry) => ({ ...entry, what: await app.store.documents.get<Briefing>(entry.briefing) })),
      );
      return read.filter(({ what }) => cargoOf(what) === cargo).toReversed();
    },
    history: async () => (await readHistory({ store: app.store, workspace }, automation)).entries,
    digest() {
      const letters = town.letters.filter(({ to }) => to === "USAM");
      const last = letters.findLast(({ thread }) => thread === undefined);
      const parts = letters.filter((letter) => letter === last || letter.thread === last?.ts);
      const texts = parts.flatMap(({ blocks }) => [...JSON.stringify(blocks).matchAll(/"text":("(?:[^"\\]|\\.)*")/g)]);
      return texts.map(([, text = ""]) => String(JSON.parse(text))).join("\n");
    },
  };
}
