import type { TestContext } from "node:test";
import { plainAgent } from "../../src/agents/plain.ts";
import type { Automation } from "../../src/core/automation.ts";
import type { Briefing } from "../../src/core/briefing.ts";
import type { JudgedFinding } from "../../src/core/finding.ts";
import type { Store } from "../../src/core/ports/store.ts";
import type { Run } from "../../src/core/run.ts";
import { createAddresses } from "../../src/config/addresses.ts";
import { SqliteEngine } from "../../src/engine/execution/sqlite-engine.ts";
import { limitsOf } from "../../src/engine/limits.ts";
import { createAnalyst } from "../../src/engine/run/analyst.ts";
import { createRunner } from "../../src/engine/run/runner.ts";
import { renderMarkdown } from "../../src/render/markdown.ts";
import { createStore } from "../../src/store/open.ts";
import type { Database } from "../../src/store/database/database.ts";
import type { Catalogue, Connector } from "../../src/core/ports/outside.ts";
import { createWays, loadAutomations, loadPlaceForWork } from "../../src/shipped.ts";
import { makeFolder, writeFiles } from "../support/chief.ts";
import { createFakeClock, type FakeClock } from "../support/clock.ts";
import { silentLogger } from "../support/silent-logger.ts";
import { memoryDatabase } from "../support/store.ts";
import { PRIYA, SECRETS, SERVICES, type FourServices, type ServiceName } from "./four-services.ts";

const AUTOMATION = `---
name: Morning
on: { schedule: "0 9 * * 1-5" }
reads:
  - gmail: { connection: mail }
  - google-calendar: { connection: dates }
  - github: { repositories: [dana/shop] }
  - slack
writes: [console]
retries: 1
stepTimeout: 5m
---

Go through @Gmail, @GoogleCalendar, @GitHub and @Slack, and tell me what needs me.
`;

/** As the definition says it. */
const STEP_TIMEOUT_MS = 300_000;
/** Far below the time of a step, far above what any service asks for that is waited for within one. */
const LONGEST_PAUSE_MS = 10_000;

/** One run and what came of it. */
export interface Told {
  run: Run;
  briefing: Briefing;
  /** As its reader reads it, in one line. */
  text: string;
  judged: readonly JudgedFinding[];
}

/** A workspace over the four services, whose runs are done as the app does them, on a clock of their own. */
export interface FourWorld {
  clock: FakeClock;
  store: Store;
  /** What outlives a start. */
  database: Database;
  /** As runs and events use them. */
  connectors: Catalogue<Connector>;
  folder: string;
  automation: Automation;
  /** How often an account was found to let us in no more. */
  ended(): number;
  /** One of them is at an address where nobody listens; without a name all of them are back. */
  lose(service?: ServiceName): Promise<void>;
  /** A run at an instant. Once all but `slow` have answered, time passes until it is over. */
  run(at: string, slow?: ServiceName): Promise<Told>;
}

/** What is in the environment of a workspace over these services. */
export function environmentOf({ github, slack }: FourServices): Record<string, string> {
  return { ...SECRETS, GITHUB_TOKEN: github.token, SLACK_BOT_TOKEN: slack.token };
}

/** A folder with a workspace over these services. */
export async function makeWorkspace(test: TestContext, services: FourServices): Promise<string> {
  return makeFolder(test, {
    "config/chief.yaml": await configurationOf(services),
    "config/people.yaml": `me: { name: Sam Tan, emails: [sam@home.example], accounts: { slack: ${services.slack.user}, github: dana } }
priya: { name: Priya Rao, emails: [priya@acme.example], accounts: { slack: ${PRIYA} } }
`,
    "automations/morning.md": AUTOMATION,
  });
}

/** Writes it anew, with one of the services where nobody listens. */
export async function writeConfiguration(folder: string, services: FourServices, gone?: ServiceName): Promise<void> {
  writeFiles(folder, { "config/chief.yaml": await configurationOf(services, gone) });
}

async function configurationOf(services: FourServices, gone?: ServiceName): Promise<string> {
  return `timezone: Europe/Berlin\nconnections: ${await services.connections(gone)}\n`;
}

export async function openFourWorld(test: TestContext, services: FourServices): Promise<FourWorld> {
  const folder = await makeWorkspace(test, services);
  const env = environmentOf(services);
  const clock = createFakeClock();
  const database = memoryDatabase(test);
  const store = createStore(database, "test");
  let { workspace } = await loadPlaceForWork(folder, env);
  const { automations, problems } = await loadAutomations(workspace);
  const [automation] = automations;
  if (!automation) throw new Error(`expected one automation, got ${JSON.stringify(problems)}`);
  let ended = 0;
  const inForce = () => workspace;
  const { connectors, deliveries } = createWays({
    ...{ ...createAddresses(inForce, env), store: store.connections, workspace: inForce, clock },
    screen: { print() {}, columns: () => 80, color: false },
    people: () => workspace.people,
    ended: () => (ended += 1),
  });
  const analyst = createAnalyst(store);
  const runner = createRunner({
    ownFolder: "/nowhere",
    ...{ store, connectors, deliveries, agent: plainAgent, analyst, clock, workspace: inForce },
    findAutomation: () => automation,
    isBroken: () => false,
    loggerOf: () => silentLogger,
    progress() {},
  });
  const engine = new SqliteEngine({
    ...{ runs: store.runs, workflow: runner, clock, logger: silentLogger, concurrency: 1, limitsOf: () => limitsOf(automation) },
    ...{ random: () => 0.5, onEnd() {}, crashPoint() {} },
  });

  /** What is asked for is waited for at once; a service that leaves its caller waiting does so until the step's time is up. */
  async function passPause(slow: ServiceName): Promise<void> {
    const isHanging = services.hanging(slow).then(() => true);
    if (clock.nextMs <= LONGEST_PAUSE_MS) await clock.advance(clock.nextMs);
    else if (await Promise.race([isHanging, nextTurn()])) await clock.advance(STEP_TIMEOUT_MS);
  }

  async function passTime(run: string, slow: ServiceName, isOver: () => boolean): Promise<void> {
    const others = SERVICES.filter((name) => name !== slow).map((name) => `gather ${name}`);
    while (!isOver()) {
      const kept = new Set((await store.runs.steps(run)).map(({ name }) => name));
      if (others.every((name) => kept.has(name))) await passPause(slow);
      await nextTurn();
    }
  }

  return {
    ...{ clock, store, database, connectors, folder, automation, ended: () => ended },
    async lose(service) {
      await writeConfiguration(folder, services, service);
      ({ workspace } = await loadPlaceForWork(folder, env));
    },
    async run(at, slow) {
      clock.jump(at);
      await engine.start(at, { automation: automation.id, asOf: at, nominalAt: at, trigger: "schedule", dryRun: false });
      let isOver = false;
      const end = engine.ended(at).finally(() => (isOver = true));
      if (slow) await passTime(at, slow, () => isOver);
      const run = await end;
      if (run.briefing === undefined) throw new Error(`expected a briefing, got ${JSON.stringify(run)}`);
      const briefing = await store.documents.get<Briefing>(run.briefing);
      return { run, briefing, text: renderMarkdown(briefing).replaceAll(/\s+/g, " "), judged: await store.findings.ofRun(at) };
    },
  };
}

function nextTurn(): Promise<false> {
  return new Promise((resolve) => void setImmediate(resolve, false));
}
