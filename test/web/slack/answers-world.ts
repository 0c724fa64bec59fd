import type { TestContext } from "node:test";
import type { Ask } from "../../../src/core/ask.ts";
import type { Automation } from "../../../src/core/automation.ts";
import type { Briefing } from "../../../src/core/briefing.ts";
import { replyIn, replyTopic, type HeardReply } from "../../../src/core/heard-reply.ts";
import type { RunEnd } from "../../../src/core/ports/engine.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { Dispatcher } from "../../../src/engine/events/dispatcher.ts";
import { systemClock } from "../../../src/lib/clock.ts";
import { questionTopic } from "../../../src/triggers/slack.ts";
import { createGateway } from "../../../src/web/slack/gateway.ts";
import { createOffice } from "../../../src/web/slack/office.ts";
import { questionBriefing } from "../../render/sample.ts";
import { AT, askWith, outboxEntry, runEnd, runInput } from "../../store/samples.ts";
import { automationWith } from "../../support/automation.ts";
import type { FakeClock } from "../../support/clock.ts";
import { shippedDeliveries } from "../../support/deliveries.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { openListenedSlack, type ListenedSlack } from "../../support/slack-listening.ts";
import { until } from "./approvals-world.ts";
import { ANA, openDesk, people } from "./desk-world.ts";

/** Where Ana, and Sam, speak to Chief alone. */
export const [ANAS, SAMS] = ["D0ANA00000", "D0SAM00000"] as const;

/** What somebody did in Slack that is told twice by the same name. */
interface Spoken {
  by?: string;
  channel?: string;
  thread?: string;
  ts?: string;
}

interface Pressed {
  by?: string;
  ask: string;
  ts: string;
  channel?: string;
  action?: string;
  trigger?: string;
}

/** A question as it was asked. */
interface AskedQuestion {
  automation?: string;
  key: string;
  person?: string;
  ts: string;
  asks: readonly Partial<Ask>[];
  /** What was sent in the place of a question. */
  briefing?: Briefing;
  /** Whether it waits for its time. */
  isWaiting?: boolean;
}

/** A Chief that has asked people in Slack, and hears them there. */
export interface AnswersWorld {
  store: Store;
  clock: FakeClock;
  slack: ListenedSlack;
  /** Replies that automations were told of, with their names, oldest first. */
  told(): Promise<[automation: string, reply: HeardReply | undefined][]>;
  /** Questions that were asked of Chief. */
  questions(): Promise<string[]>;
  ask(question: AskedQuestion): Promise<void>;
  /** Ends a run so. */
  conclude(run: string, end: Partial<RunEnd>): Promise<void>;
  say(text: string, spoken?: Spoken): Promise<void>;
  /** Makes something else of what was said. */
  edit(text: string, ts: string, edited: string): Promise<void>;
  press(pressed: Pressed): Promise<void>;
  whispered(): string[];
  /** What was noted, as each question that was brought up to date says it, with the buttons that are left. */
  noted(): string[];
  /** Has answers wait before they are kept, until what it gives is called. */
  holdBack(): () => void;
  /** As after a new start of Chief. */
  restart(): Promise<void>;
}

function hearing(id: string, triggers: Automation["triggers"] = []): Automation {
  const reply = { kind: "event", source: "reply", audience: [], options: {}, topic: replyTopic(id), where: [] } as const;
  return automationWith({ id, name: id, triggers: [reply, ...triggers] });
}

/** `launch` and `other` hear answers, `deaf` does not, and `answers` answers what Sam asks. */
const AUTOMATIONS = [
  hearing("launch"),
  hearing("other"),
  automationWith({ id: "deaf" }),
  automationWith({
    id: "answers",
    triggers: [
      { kind: "event", source: "slack", audience: [], options: { event: "question" }, topic: questionTopic("answers"), where: [] },
    ],
  }),
];

export async function openAnswers(context: TestContext): Promise<AnswersWorld> {
  const { store, desk, parts } = await openDesk(context);
  const { clock } = parts;
  const slack = await openListenedSlack();
  let messages = 0;
  let gate = Promise.resolve();
  let gateway = await start();
  context.after(async () => {
    await gateway.stop();
    slack.close();
  });

  async function start() {
    const dispatcher = new Dispatcher({
      occurrences: store.occurrences,
      engine: { loadOf: () => ({ running: 0, queued: 0 }), activeRuns: () => [], cancel: () => Promise.resolve(false), take: () => {} },
      scheduler: { poke: () => {} },
      ...{ clock, logger: silentLogger, crashPoint: () => {} },
    });
    await dispatcher.update(AUTOMATIONS);
    const opened = createGateway({
      listening: () => ({ team: { kind: "slack", token: "xoxb-test", appToken: "xapp-test", api: slack.api } }),
      readSecret: (reference) => reference,
      handlers: createOffice({
        ...{ ...parts, store, desk, deliveries: shippedDeliveries(), automations: () => AUTOMATIONS, logger: silentLogger },
        ...{ people: () => people, owner: () => "me", timezone: () => "UTC", connections: () => [] },
        identify: async (user) => people.all.find(({ accounts }) => accounts?.includes(`slack:${user}`)),
        receive: (event) => gate.then(() => dispatcher.receive(event)),
      }),
      ...{ clock: systemClock, logger: silentLogger },
    });
    opened.follow();
    await until(() => opened.states()[0]?.state.startsWith("listens") === true);
    return opened;
  }

  async function conclude(run: string, end: Partial<RunEnd>): Promise<void> {
    await store.runs.insert(run, runInput("launch"), AT);
    await store.runs.claim(run, AT);
    await store.runs.finish(run, runEnd(end), AT);
  }

  const events = async (source: string) =>
    (await store.occurrences.list({}))
      .flatMap(({ automation, event }) => (event?.source.startsWith(source) ? [{ automation, event }] : []))
      .toReversed();
  const tellEvent = (event: object) => {
    messages += 1;
    const told = { type: "event_callback", event_id: `Ev${messages}`, event_time: Math.floor(clock.now() / 1_000), event };
    return slack.tell("events_api", told);
  };
  return {
    ...{ store, clock, slack },
    told: async () => (await events("reply/")).map(({ automation, event }) => [automation, replyIn(event)]),
    questions: async () => (await events("slack/question")).map(({ event }) => String(event.fields["text"])),
    conclude,
    async ask({ automation = "launch", key, person = "ana", ts, asks, briefing, isWaiting = false }) {
      const rows = asks.map((ask, at) =>
        askWith({ id: `${key}-${at + 1}`, automation, person, state: "asked", messages: [{ at: AT, key }], ...ask }),
      );
      const asking = { kind: "ask", asks: rows.map(({ id, key: name, title }) => ({ id, key: name, title })) } as const;
      const document = await store.documents.put("briefing", briefing ?? questionBriefing({ automation, asking }));
      const options = { to: person };
      const entry = { ...outboxEntry(key, key), automation, grant: "slack", delivery: "slack", options, briefing: document };
      await conclude(key, { outbox: [entry], asks: rows });
      if (isWaiting) return;
      await store.outbox.claim(AT, 1);
      await store.outbox.settle(key, { state: "sent", receipt: `${person === "ana" ? ANAS : SAMS}:${ts}` }, AT);
    },
    say: (text, { by = ANA, channel = ANAS, thread, ts = `17636295${10 + messages}.000100` } = {}) =>
      tellEvent({
        type: "message",
        user: by,
        channel,
        channel_type: channel.startsWith("D") ? "im" : "channel",
        ts,
        text,
        thread_ts: thread,
      }),
    edit: (text, ts, edited) =>
      tellEvent({
        ...{ type: "message", subtype: "message_changed", hidden: true, channel: ANAS, channel_type: "im", ts: edited },
        message: { type: "message", user: ANA, ts, text, edited: { user: ANA, ts: edited } },
      }),
    async press({ by = ANA, ask, ts, channel = ANAS, action = "chase_at_risk", trigger }) {
      messages += 1;
      const container = { type: "message", channel_id: channel, message_ts: ts };
      const who = { trigger_id: trigger ?? `trigger.${messages}`, team: { id: "T0TEAM000" }, user: { id: by } };
      const actions = [{ type: "button", block_id: "b", action_id: action, value: ask }];
      await slack.tell("interactive", { type: "block_actions", ...who, container, actions });
    },
    whispered: () => slack.calls.filter(({ method }) => method === "chat.postEphemeral").map(({ fields }) => String(fields["text"])),
    noted: () =>
      slack.calls.flatMap(({ method, fields }) => {
        if (method !== "chat.update") return [];
        const text = JSON.stringify(fields["blocks"]);
        return `${[...text.matchAll(/Noted: [a-z ]+/g)].join(", ")}; ${[...text.matchAll(/chase_done/g)].length} open`;
      }),
    holdBack() {
      const held = Promise.withResolvers<void>();
      gate = held.promise;
      return held.resolve;
    },
    async restart() {
      await gateway.stop();
      gateway = await start();
    },
  };
}
