import type { TestContext } from "node:test";
import { z } from "zod";
import { createAddresses } from "../../../src/config/addresses.ts";
import type { Automation } from "../../../src/core/automation.ts";
import type { Briefing } from "../../../src/core/briefing.ts";
import type { OutboxEntry } from "../../../src/core/delivery.ts";
import type { Person } from "../../../src/core/person.ts";
import type { Operations } from "../../../src/core/ports/operations.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { AlertWorker } from "../../../src/engine/alerts/alert-worker.ts";
import { answerRequest } from "../../../src/engine/answer-request.ts";
import { SqliteEngine } from "../../../src/engine/execution/sqlite-engine.ts";
import { limitsOf } from "../../../src/engine/limits.ts";
import { createOperations } from "../../../src/engine/operations.ts";
import { createPermit } from "../../../src/engine/outbox/permit.ts";
import { OutboxWorker } from "../../../src/engine/outbox/outbox-worker.ts";
import { systemClock } from "../../../src/lib/clock.ts";
import { hashOf } from "../../../src/lib/hash.ts";
import { createSlackClient } from "../../../src/lib/slack-client.ts";
import { createControlApp } from "../../../src/web/control.ts";
import { createDesk } from "../../../src/web/slack/desk.ts";
import { createGateway } from "../../../src/web/slack/gateway.ts";
import { createOffice } from "../../../src/web/slack/office.ts";
import { createRequests } from "../../../src/web/slack/requests.ts";
import { sampleBriefing } from "../../render/sample.ts";
import { runEnd, runInput } from "../../store/samples.ts";
import { automationWith } from "../../support/automation.ts";
import { createFakeClock, createHastyClock, type FakeClock } from "../../support/clock.ts";
import { shippedDeliveries } from "../../support/deliveries.ts";
import { noQuestions } from "../../support/no-questions.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { openListenedSlack, type ListenedSlack } from "../../support/slack-listening.ts";
import { memoryStore } from "../../support/store.ts";
import { people as known, SAM, STRANGER } from "./desk-world.ts";

const Answer = z.looseObject({ state: z.string().optional(), code: z.string().optional() });
export const HOUR_MS = 3_600_000;
const GRANT = { name: "console", delivery: "console", options: {}, audience: [] };
/** The definition that permits what is held. */
export const DEFINITION: Automation = automationWith({ id: "risks", name: "Risks", writes: [GRANT], hash: "v1:one" });

/** The channel of what stands in the home tab. */
export const HOME = "";

/** A button as Slack shows it, and where. */
export interface Button {
  action_id: string;
  value: string;
  place: { channel: string; ts: string };
}

/** What a button's press looks like, apart from the button. */
interface Press {
  by?: string;
  trigger?: string;
}

/** A Chief that asks in Slack, is answered there and at the command line, and prints what it sends. */
export interface ApprovalWorld {
  store: Store;
  clock: FakeClock;
  slack: ListenedSlack;
  operations: Operations;
  outbox: OutboxWorker;
  /** What was sent, oldest first. */
  printed: string[];
  /** The definitions in force. */
  inForce: Automation[];
  /** Who is known. */
  people: { all: Person[] };
  hold(
    id: string,
    changes?: { entry?: Partial<OutboxEntry>; approvers?: readonly string[]; briefing?: Partial<Briefing> },
  ): Promise<OutboxEntry>;
  /** Has whoever is to be asked be asked. */
  ask(): Promise<void>;
  /** The calls that asked or showed how questions ended, oldest first. */
  calls(method: string): readonly Readonly<Record<string, unknown>>[];
  /** The buttons of the last question: Approve, Deny; none where it has none. */
  buttons(): Button[];
  /** Presses a button; resolves with what is said to whoever did. */
  press(button: Button, press?: Press): Promise<string>;
  /** Presses one that nobody is to hear of; resolves with how often somebody did all the same. */
  pressUnheard(button: Button, press?: Press): Promise<number>;
  /** Asks as the command line does; resolves with the state of the message, or the code of the refusal. */
  command(prefix: string, decision: object): Promise<string>;
  /** Shows in Slack which questions are over. */
  settle(): Promise<void>;
}

export async function openApprovals(context: TestContext): Promise<ApprovalWorld> {
  const slack = await openListenedSlack();
  const store = memoryStore(context);
  const clock = createFakeClock();
  const printed: string[] = [];
  const inForce = [DEFINITION];
  const people = { all: [...known.all] };
  const deliveries = deliveriesOf(slack, { printed, people: () => people });
  const shared = { clock, logger: silentLogger, random: () => 0, crashPoint: () => {} };
  const findAutomation = (id: string) => inForce.find((each) => each.id === id);
  const permit = createPermit({
    ...{ store, findAutomation, findRanBy: async () => DEFINITION, isBroken: () => false },
    ...{ people: () => people, workspace: () => ({ owner: "me" }), secrets: () => [] },
  });
  const outbox = new OutboxWorker({
    ...{ ...shared, outbox: store.outbox, documents: store.documents, deliveries, permit, root: "/" },
    ...{ sendTimeoutMs: 1_000, settleMs: 1_000, ended: () => {}, postponed: () => {} },
  });
  const engine = new SqliteEngine({
    ...{ ...shared, runs: store.runs, concurrency: 1, onEnd: () => {}, limitsOf: () => limitsOf(undefined) },
    workflow: async () => runEnd(),
  });
  const operations = createOperations({
    ...{ ...shared, store, engine, outbox, deliveries, automations: () => inForce, nextTime: () => undefined },
    ...{ findRanBy: async () => DEFINITION, paused: async () => {}, owner: () => "me", decided: () => {}, ...noQuestions },
  });
  const calendar = { timezone: "UTC", workdays: [1], hours: { start: "09:00", end: "17:00" }, holidays: [] };
  const alerts = new AlertWorker({
    ...{ ...shared, alerts: store.alerts, messages: store.outbox, documents: store.documents, deliveries, outbox, lateMs: HOUR_MS },
    workspace: () => ({ alerts: { to: [{ delivery: "slack", options: { to: "me" } }], everyMs: 0 }, calendar, owner: "me", people }),
    ...{ isShut: async () => false, findAutomation: () => undefined },
  });
  const answering = { operations, messages: store.outbox, people: () => people, timezone: () => "UTC", clock };
  const requests = createRequests({
    ...{ ...shared, store, people: () => people },
    clientFor: () => createSlackClient({ api: slack.api, token: "xoxb-test", signal: AbortSignal.timeout(5_000) }),
  });
  const desk = createDesk({
    ...{ store, operations, clock, automations: () => inForce, why: async () => "", rewrite: async () => {} },
    answer: (answer) => answerRequest(answering, answer),
  });
  const gateway = createGateway({
    listening: () => ({ team: { kind: "slack", token: "xoxb-test", appToken: "xapp-test", api: slack.api } }),
    readSecret: (reference) => reference,
    handlers: createOffice({
      operations,
      ...{ ...shared, store, deliveries, desk, people: () => people, owner: () => "me", automations: () => inForce },
      ...{ identify: async (user) => people.all.find(({ accounts }) => accounts?.includes(`slack:${user}`)), timezone: () => "UTC" },
      ...{ connections: () => gateway.states(), receive: async () => {} },
    }),
    ...{ clock: systemClock, logger: silentLogger },
  });
  alerts.start();
  context.after(async () => {
    await alerts.stop();
    await gateway.stop();
    slack.close();
  });
  gateway.follow();
  await slack.connected();
  await until(() => gateway.states()[0]?.state.startsWith("listens") === true);

  const control = createControlApp(operations, async () => ({}));
  const calls = (method: string) => slack.calls.filter((call) => call.method === method).map(({ fields }) => fields);
  let asked = 0;
  let pressed = 0;
  const send = async ({ place, ...action }: Button, { by = SAM, trigger }: Press = {}): Promise<void> => {
    pressed += 1;
    const container = place.channel === HOME ? { type: "view" } : { type: "message", channel_id: place.channel, message_ts: place.ts };
    const who = { trigger_id: trigger ?? `trigger ${pressed}`, team: { id: "T0TEAM000" }, user: { id: by } };
    await slack.tell("interactive", { type: "block_actions", ...who, container, actions: [{ type: "button", block_id: "b", ...action }] });
  };
  return {
    ...{ store, clock, slack, operations, outbox, printed, inForce, people, calls, settle: () => requests.settle() },
    hold: (id, changes) => hold({ store, clock, deliveries }, id, changes),
    async ask() {
      asked += 1;
      slack.answers.set("chat.postMessage", { ts: `170000000${asked}.000100` });
      alerts.poke();
      await clock.advance(5_000);
      await outbox.drain();
    },
    buttons() {
      const last = calls("chat.postMessage").at(-1);
      const place = { channel: String(last?.["channel"]), ts: `170000000${asked}.000100` };
      return buttonsIn(last?.["blocks"]).map((button) => ({ ...button, place }));
    },
    async press(button, press) {
      const told = calls("chat.postEphemeral").length;
      await send(button, press);
      await until(() => calls("chat.postEphemeral").length > told);
      return String(calls("chat.postEphemeral").at(-1)?.["text"]);
    },
    async pressUnheard(button, press) {
      const told = calls("chat.postEphemeral").length;
      await send(button, press);
      // What comes behind it is answered, and by then it has been dealt with.
      await send({ action_id: "deny", value: "v1:none none none", place: { channel: "C0BEHIND0", ts: "1.1" } }, { by: STRANGER });
      await until(() => calls("chat.postEphemeral").length > told);
      return calls("chat.postEphemeral").length - told - 1;
    },
    async command(prefix, decision) {
      const body = JSON.stringify(decision);
      const answer = await control.request(`/messages/${encodeURIComponent(prefix)}`, { method: "POST", body });
      const { state = "", code = state } = Answer.parse(await answer.json());
      return code;
    },
  };
}

interface Outside {
  printed: string[];
  people: () => { all: Person[] };
}

/** The shipped ones: the console prints for the test, and Slack is the local one. */
function deliveriesOf(slack: ListenedSlack, { printed, people }: Outside): ReturnType<typeof shippedDeliveries> {
  slack.answers.set("conversations.open", { channel: { id: "D0DIRECT0" } });
  const team = { kind: "slack" as const, token: "${env:TOKEN}", appToken: "${env:TOKEN}", api: slack.api }; // oxlint-disable-line no-template-curly-in-string -- as people write it
  const book = { root: "/", dataDirectory: "/", webhooks: {}, pings: {}, connections: { team } };
  const { connections } = createAddresses(() => book, { TOKEN: "xoxb-test" });
  const screen = { print: (text: string) => void printed.push(text), columns: () => 80, color: false };
  // Slack is not to be waited for between two messages.
  return shippedDeliveries({ clock: createHastyClock(), people, connections, screen });
}

type Holding = Pick<ApprovalWorld, "store" | "clock"> & { deliveries: ReturnType<typeof shippedDeliveries> };

async function hold(
  { store, clock, deliveries }: Holding,
  id: string,
  { entry = {}, approvers = ["me"], briefing: changes = {} }: NonNullable<Parameters<ApprovalWorld["hold"]>[1]> = {},
): Promise<OutboxEntry> {
  const briefing = sampleBriefing({ automation: "risks", title: "Risks", run: id, ...changes });
  const stored = await store.documents.put("briefing", briefing);
  const { exact } = (await deliveries.load("console")).preview(briefing, {});
  const at = new Date(clock.now()).toISOString();
  const held: OutboxEntry = {
    ...{ key: `v1:${id}`, automation: "risks", run: id, grant: "console", delivery: "console", options: {}, briefing: stored },
    ...{ state: "held", attempts: 0, nextAttemptAt: at, expiresAt: new Date(clock.now() + 24 * HOUR_MS).toISOString() },
    approval: { content: hashOf(exact), reasons: [{ kind: "asked" }], approvers },
    ...entry,
  };
  await store.runs.insert(id, runInput("risks"), at);
  await store.runs.claim(id, at);
  await store.runs.finish(id, runEnd({ outbox: [held] }), at);
  return held;
}

function buttonsIn(blocks: unknown): Omit<Button, "place">[] {
  if (!Array.isArray(blocks)) return [];
  return blocks.flatMap((block: { type: string; elements?: Omit<Button, "place">[] }) =>
    block.type === "actions" ? (block.elements ?? []) : [],
  );
}

/** Waits for what a callback of a server or of a library brings about. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

/** The state that a message is in. */
export async function stateOf({ store }: ApprovalWorld, id: string): Promise<string | undefined> {
  return (await store.outbox.find(`v1:${id}`))?.state;
}
