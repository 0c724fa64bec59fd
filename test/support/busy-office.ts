import { join } from "node:path";
import { z } from "zod";
import { createAgent } from "../../src/agents/agent.ts";
import type { Briefing } from "../../src/core/briefing.ts";
import type { Item } from "../../src/core/item.ts";
import type { Catalogue, Connector } from "../../src/core/ports/outside.ts";
import type { Guidance } from "../../src/core/ports/agent.ts";
import type { Store } from "../../src/core/ports/store.ts";
import { createPrompts } from "../../src/definitions/prompts.ts";
import { SqliteEngine } from "../../src/engine/execution/sqlite-engine.ts";
import { createAnalyst } from "../../src/engine/run/analyst.ts";
import { createRunner } from "../../src/engine/run/runner.ts";
import { isMustMention } from "../../src/core/finding.ts";
import { automationWith } from "./automation.ts";
import { createFakeClock } from "./clock.ts";
import { shippedDeliveries } from "./deliveries.ts";
import { modelAt } from "./model-client.ts";
import type { ModelServer } from "./model-server.ts";
import { silentLogger } from "./silent-logger.ts";
import { peopleWith } from "./simulator/cast.ts";
import type { Scene } from "./simulator/scene.ts";
import { workspaceAt } from "./workspace.ts";

const LETTERS = { files: "T", ics: "C", mail: "M", github: "P" };
const BODY = "Go through @Mail, @Calendar, @Tasks and @GitHub, and tell me what needs me today.";
const GUIDANCE: readonly Guidance[] = [
  {
    kind: "preferences",
    from: "goals.md",
    text: "# Goals\n\n- Ship the tide tables before December.\n- Keep the quay's plan in one place.\n",
  },
];

/** What a run over a busy day came to. */
export interface BusyMorning {
  briefing: Briefing;
  /** Findings that had to be told, by key. */
  must: readonly string[];
}

/** A daily briefing over mail, calendar, tasks and pull requests, as the app does it, written by a model behind the real client. */
export interface BusyOffice {
  /** What there is from now on. */
  items: readonly Item[];
  /** At an instant later than the last. */
  run(at: string): Promise<BusyMorning>;
}

/** Its clock starts with this scene. */
export function openBusyOffice(store: Store, server: ModelServer, { now, calendar }: Scene): BusyOffice {
  const clock = createFakeClock(now);
  const reads = Object.keys(LETTERS).map((connector) => ({ name: connector, audience: [], connector, options: {} }));
  const automation = automationWith({ reads, timezone: calendar.timezone, body: BODY, retries: 0 });
  const models = { connection: "openai", small: "gpt-6-luna", large: "gpt-6.1-terra", tier: "default" as const };
  const workspace = { ...workspaceAt("/nowhere", peopleWith()), calendar, models };
  const prompt = createPrompts([join(import.meta.dirname, "../../prompts")]);
  const office = { items: [] as readonly Item[] };
  const runner = createRunner({
    ...{ ownFolder: "/nowhere", store, clock, deliveries: shippedDeliveries({ clock }), analyst: createAnalyst(store) },
    connectors: connectorsOver(() => office.items),
    agent: createAgent({ modelFor: () => modelAt(server), prompt, clock }),
    guide: () => Promise.resolve({ guidance: [...GUIDANCE], problems: [] }),
    ...{ findAutomation: () => automation, isBroken: () => false, workspace: () => workspace },
    ...{ loggerOf: () => silentLogger, progress: () => {} },
  });
  const engine = new SqliteEngine({
    ...{ runs: store.runs, workflow: runner, clock, logger: silentLogger, concurrency: 1, limitsOf: () => automation },
    ...{ random: () => 0, onEnd: () => {}, crashPoint: () => {} },
  });
  return Object.assign(office, {
    async run(at: string): Promise<BusyMorning> {
      clock.jump(at);
      await engine.start(at, { automation: automation.id, asOf: at, nominalAt: at, trigger: "schedule", dryRun: false });
      const { status, reason, briefing = "" } = await engine.ended(at);
      if (status !== "succeeded") throw new Error(`expected the run to succeed, got ${status}: ${reason}`);
      const must = (await store.findings.ofRun(at)).filter((each) => isMustMention(each));
      return { briefing: await store.documents.get<Briefing>(briefing), must: must.map(({ finding }) => finding.key) };
    },
  });
}

/** Sources that answer at once, each with what is of it. */
function connectorsOver(items: () => readonly Item[]): Catalogue<Connector> {
  return {
    ids: Object.keys(LETTERS),
    load: (id) =>
      Promise.resolve({
        ...{ id, title: id, alias: Object.entries(LETTERS).find(([connector]) => connector === id)?.[1] ?? "X" },
        ...{ schema: z.unknown(), mentions: [], describe: () => id, audience: () => [] },
        fetch: () => Promise.resolve({ items: items().filter(({ source }) => source === id), failures: [], notes: [] }),
      }),
  };
}
