import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { WebClient } from "@slack/web-api";
import type { SlackConnection } from "../../../src/core/connection.ts";
import type { Event } from "../../../src/core/event.ts";
import type { Person } from "../../../src/core/person.ts";
import type { Clock } from "../../../src/core/ports/ambient.ts";
import { systemClock } from "../../../src/lib/clock.ts";
import { createGateway, type Gateway } from "../../../src/web/slack/gateway.ts";
import { createIdentify } from "../../../src/web/slack/identify.ts";
import { createOffice } from "../../../src/web/slack/office.ts";
import { AT, ledgerEntry, runEnd, startRun } from "../../store/samples.ts";
import { createFakeClock } from "../../support/clock.ts";
import { shippedDeliveries } from "../../support/deliveries.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { BOT, openListenedSlack, type ListenedSlack } from "../../support/slack-listening.ts";
import { FIRST, openDesk, people, PLACE, SAM, STRANGER, type DeskWorld } from "./desk-world.ts";

interface Opened extends DeskWorld {
  slack: ListenedSlack;
  gateway: Gateway;
  received: Event[];
}

async function open(context: TestContext, receive?: (event: Event) => Promise<void>, clock: Clock = systemClock): Promise<Opened> {
  const [slack, world] = await Promise.all([openListenedSlack(), openDesk(context)]);
  const received: Event[] = [];
  const connection: SlackConnection = { kind: "slack", token: "xoxb-test", appToken: "xapp-test", api: slack.api };
  const gateway = createGateway({
    listening: () => ({ team: connection }),
    readSecret: (reference) => reference,
    handlers: createOffice({
      ...world.parts,
      desk: world.desk,
      people: () => people,
      identify: createIdentify(() => people),
      logger: silentLogger,
      store: world.store,
      connections: () => gateway.states(),
      ...{ deliveries: shippedDeliveries(), owner: () => "me" },
      receive: receive ?? (async (event) => void received.push(event)),
      timezone: () => "Europe/Berlin",
    }),
    clock,
    logger: silentLogger,
  });
  context.after(() => gateway.stop().then(slack.close));
  gateway.follow();
  await slack.connected();
  await until(() => gateway.states()[0]?.state.startsWith("listens") === true);
  return { ...world, slack, gateway, received };
}

const callback = (event: object, id = "Ev1") => ({
  type: "event_callback",
  event_id: id,
  event_time: 1_763_629_500,
  team_id: "T0TEAM000",
  event,
});
const choice = (verb: string, user: string = SAM, trigger = "t1") => ({
  type: "block_actions",
  trigger_id: trigger,
  team: { id: "T0TEAM000" },
  user: { id: user },
  container: { type: "message", channel_id: PLACE.channel, message_ts: PLACE.ts },
  actions: [{ type: "overflow", action_id: "flag", block_id: "b", selected_option: { value: `${verb}:${FIRST}` } }],
});

test("what happens in Slack is told to automations once it is kept, to each topic, and what programs write is not", async (context) => {
  const { slack, received, gateway } = await open(context);
  assert.match(gateway.states()[0]?.state ?? "", /^listens since /);
  const message = { type: "message", user: STRANGER, channel: "C0123456789", ts: "1763629500.000100", text: "Is it live?" };
  await slack.tell("events_api", callback(message));
  await slack.tell("events_api", callback({ ...message, bot_id: "B1" }, "Ev2"));
  await slack.tell("events_api", callback({ ...message, user: BOT }, "Ev3"));
  await slack.tell("events_api", callback({ ...message, subtype: "message_changed" }, "Ev4"));
  await slack.tell("events_api", callback({ type: "app_mention", user: SAM, channel: "C0123456789", ts: "1.1", text: "hi" }, "Ev5"));
  assert.deepEqual(
    received.map(({ id, topic }) => `${id} ${topic}`),
    ["Ev1 slack:message:C0123456789", "Ev1 slack:message:any", "Ev5 slack:mention:C0123456789", "Ev5 slack:mention:any"],
  );
  assert.partialDeepStrictEqual(received[0], { title: `${STRANGER}: Is it live?`, fields: { text: "Is it live?", person: null } });
});

test("an event that could not be kept is not acknowledged, so that Slack tells it again", async (context) => {
  const refused = Promise.withResolvers<void>();
  const { slack } = await open(context, () => {
    refused.resolve();
    return Promise.reject(new Error("disk full"));
  });
  const message = { type: "message", user: STRANGER, channel: "C0123456789", ts: "1763629500.000100", text: "Is it live?" };
  let acknowledged = false;
  void slack.tell("events_api", callback(message)).then(() => (acknowledged = true));
  await refused.promise;
  // A later one is acknowledged: the socket still stands, and the earlier one would have been by now.
  await slack.tell("events_api", callback({ type: "team_join" }, "Ev9"));
  assert.equal(acknowledged, false);
});

test("a choice in a menu is acknowledged, done once, and told only to who chose", async (context) => {
  const { slack, entry, rewritten } = await open(context);
  await Promise.all([choice("mute"), choice("mute"), choice("mute", STRANGER, "t2")].map((payload) => slack.tell("interactive", payload)));
  const told = await callsOf(slack, "chat.postEphemeral", 2);
  assert.deepEqual(new Set(told.map(({ user }) => user)), new Set([SAM, STRANGER]));
  assert.match(String(told.find(({ user }) => user === SAM)?.["text"]), /muted: not shown again/);
  assert.equal((await entry(FIRST))?.acknowledgement?.kind, "mute");
  assert.equal(rewritten.length, 1);
});

test("a word below a briefing is answered to who wrote it, in its thread", async (context) => {
  const { slack, entry } = await open(context);
  const reply = { type: "message", user: SAM, channel: PLACE.channel, ts: "1763629500.000100", thread_ts: PLACE.ts, text: "done 1" };
  await slack.tell("events_api", callback(reply));
  const [answer] = await callsOf(slack, "chat.postEphemeral", 1);
  assert.partialDeepStrictEqual(answer, { channel: PLACE.channel, user: SAM, thread_ts: PLACE.ts });
  assert.equal((await entry(FIRST))?.acknowledgement?.kind, "done");
});

test("the home tab tells people what is theirs, and strangers nothing", async (context) => {
  const { slack } = await open(context);
  await slack.tell("events_api", callback({ type: "app_home_opened", user: SAM, channel: "D0123456789", tab: "home" }));
  await slack.tell("events_api", callback({ type: "app_home_opened", user: SAM, channel: "D0123456789", tab: "home" }, "Ev2"));
  await slack.tell("events_api", callback({ type: "app_home_opened", user: STRANGER, channel: "D0123456788", tab: "home" }, "Ev3"));
  const [own, strangers, ...more] = (await callsOf(slack, "views.publish", 2)).map(({ view }) => JSON.stringify(view));
  assert.match(own ?? "", /Morning briefing.*listens since/s);
  assert.doesNotMatch(strangers ?? "", /Morning briefing/);
  assert.deepEqual(more, []);
});

test("a connection that Slack refuses is told and tried again, and keeps nothing from stopping", async (context) => {
  const [slack, world] = await Promise.all([openListenedSlack(), openDesk(context)]);
  slack.answers.set("auth.test", { ok: false, error: "invalid_auth" });
  const warned: string[] = [];
  const gateway = createGateway({
    listening: () => ({ team: { kind: "slack", token: "xoxb-secret-1", appToken: "xapp-secret-2", api: slack.api } }),
    readSecret: (reference) => reference,
    handlers: { event: async () => {}, action: async () => {} },
    clock: world.parts.clock,
    logger: { ...silentLogger, warn: (_fields, message) => void warned.push(message) },
  });
  gateway.follow();
  await until(() => /^does not listen: .*invalid_auth/.test(gateway.states()[0]?.state ?? ""));
  assert.doesNotMatch(JSON.stringify([warned, gateway.states()]), /secret/);
  await gateway.stop();
  slack.close();
  assert.deepEqual(gateway.states(), []);
});

test("what a source wrote pings nobody when it is repeated in an answer", async (context) => {
  const { slack, store } = await open(context);
  const title = [{ kind: "text", text: "<!channel> pay <@U0ANA0000>" }] as const;
  await startRun(store, "again");
  await store.runs.finish("again", runEnd({ ledger: [ledgerEntry({ key: FIRST, lastTitle: title })] }), AT);
  await slack.tell("interactive", choice("done"));
  const [told] = await callsOf(slack, "chat.postEphemeral", 1);
  assert.match(String(told?.["text"]), /^\[&lt;\]!channel&gt; pay \[&lt;\]@U0ANA0000&gt;: taken as done/);
});

test("people are known by their account, else by the address that Slack knows, and nobody is two members", async (context) => {
  const slack = await openListenedSlack();
  context.after(() => slack.close());
  const kim: Person = { key: "kim", name: "Kim Lo", emails: ["kim@example.com"], aliases: [], absences: [], vip: false };
  const client = new WebClient("xoxb-test", { slackApiUrl: slack.api, retryConfig: { retries: 0 } });
  const member = { id: STRANGER, team_id: "T0TEAM000", profile: { email: "Kim@example.com" } };
  slack.answers.set("users.info", { user: member });
  const keyOf = async (others: Person): Promise<string | undefined> =>
    (await createIdentify(() => ({ all: [...people.all, others] }))(STRANGER, client))?.key;
  assert.equal(await keyOf(kim), "kim");
  assert.equal(await keyOf({ ...kim, accounts: ["slack:U0ANOTHER"] }), undefined);
  for (const change of [{ team_id: "T0OTHER00" }, { is_stranger: true }, { is_bot: true }, { deleted: true }]) {
    slack.answers.set("users.info", { user: { ...member, ...change } });
    assert.equal(await keyOf(kim), undefined, JSON.stringify(change));
  }
  slack.answers.set("users.info", { ok: false, error: "missing_scope" });
  assert.equal(await keyOf(kim), undefined);
});

test("junk from the socket ends nothing", async (context) => {
  const { slack, received } = await open(context);
  const junk = ["null", "1", "{}", '{"type":"events_api"}', '{"type":"events_api","envelope_id":"x","payload":null}', "{"];
  junk.forEach(slack.say);
  slack.say(JSON.stringify({ type: "events_api", envelope_id: "y", payload: { event: { type: "error" } } }));
  await slack.tell("events_api", callback({ type: "message", user: STRANGER, channel: "C0123456789", ts: "1.1", text: "x" }));
  assert.equal(received.length, 2);
});

test("a socket that is lost is opened again, also after Slack refused for a while", async (context) => {
  const clock = createFakeClock();
  const { slack, gateway, received } = await open(context, undefined, clock);
  slack.answers.set("apps.connections.open", { ok: false, error: "invalid_auth" });
  slack.hangUp();
  await until(() => gateway.states()[0]?.state.startsWith("does not listen") === true);
  await clock.advance(2_000);
  await until(() => /invalid_auth/.test(gateway.states()[0]?.state ?? ""));
  slack.answers.delete("apps.connections.open");
  await clock.advance(60_000);
  await until(() => gateway.states()[0]?.state.startsWith("listens") === true);
  await slack.tell("events_api", callback({ type: "message", user: STRANGER, channel: "C0123456789", ts: "1.1", text: "x" }));
  assert.equal(received.length, 2);
});

/** Waits for what a callback of a server or of a library brings about. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

/** Waits for so many calls of a method by asking the server, which writes them down as they come. */
async function callsOf(slack: ListenedSlack, method: string, count: number): Promise<readonly Record<string, unknown>[]> {
  await until(() => slack.calls.filter((call) => call.method === method).length >= count);
  return slack.calls.filter((call) => call.method === method).map(({ fields }) => fields);
}
