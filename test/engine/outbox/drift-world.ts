import { createServer, type Server } from "node:http";
import type { TestContext } from "node:test";
import { createAddresses } from "../../../src/config/addresses.ts";
import type { Automation } from "../../../src/core/automation.ts";
import type { Connection } from "../../../src/core/connection.ts";
import type { OutboxEntry } from "../../../src/core/delivery.ts";
import type { WriteGrant } from "../../../src/core/grant.ts";
import type { Person } from "../../../src/core/person.ts";
import type { Catalogue, Delivery } from "../../../src/core/ports/outside.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { createDeliveries } from "../../../src/deliveries/registry.ts";
import { OutboxWorker } from "../../../src/engine/outbox/outbox-worker.ts";
import { createPermit } from "../../../src/engine/outbox/permit.ts";
import { hashOf } from "../../../src/lib/hash.ts";
import { decide } from "../../../src/policy/decide.ts";
import { slackSource } from "../../../src/triggers/slack.ts";
import { automationWith } from "../../support/automation.ts";
import { createFakeClock, createHastyClock } from "../../support/clock.ts";
import { shippedConnectors } from "../../support/connectors.ts";
import { deliveryParts } from "../../support/deliveries.ts";
import { startMailServer } from "../../support/mail-server.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { createHouse, type House } from "../../support/slack-house.ts";
import { listen, startSlack, type SlackServer } from "../../support/slack-server.ts";
import { memoryStore } from "../../support/store.ts";
import type { Case, Drift, Sink, Source } from "./drift-cases.ts";
import { addRun, BRIEFING } from "./outbox-world.ts";

const AT = "2026-11-20T08:00:00.000Z";
/** Members of the house, of whom the first two are in each channel, and those who are not of it. */
const PEOPLE = ["U0SAM0000", "U0ANA0000", "U0LEE0000", "U0KIM0000", "U0ZOE0000"] as const;
const [SAM, ANA, LEE, KIM, ZOE] = PEOPLE;

/** The real worker, store and clients, over servers on this machine; only the clock is ours. */
export interface DriftWorld {
  store: Store;
  worker: OutboxWorker;
  deliveries: Catalogue<Delivery>;
  house: House;
  slack: SlackServer;
  definitions: Map<string, Automation>;
  /** What each run went by. */
  ran: Map<string, Automation>;
  broken: Set<string>;
  people: Person[];
  hook: { url: string };
  /** What has left since this was last asked, by where it went: a channel's id, an address, a webhook's address. */
  leftSince(): string[];
  /** A case's own automation and channel. */
  prepare(it: Case): Promise<Prepared>;
}

export interface Prepared {
  automation: Automation;
  grant: WriteGrant;
  channel: string;
  other: string;
}

export async function openDriftWorld(test: TestContext): Promise<DriftWorld> {
  const house = createHouse();
  for (const id of PEOPLE) house.accounts.set(id, {});
  const slack = await startSlack({ faultOf: (call) => house.faultOf(call) });
  const mail = await startMailServer();
  const receiver = await startHook();
  test.after(async () => {
    receiver.server.close();
    await Promise.all([slack.close(), mail.close()]);
  });
  const token = "${env:SLACK_BOT_TOKEN}"; // oxlint-disable-line no-template-curly-in-string -- as people write it
  const connections: Record<string, Connection> = { acme: { kind: "slack", token, api: slack.api }, post: mail.connection() };
  const addresses = createAddresses(() => ({ root: "/", dataDirectory: "/", webhooks: {}, pings: {}, connections }), {
    SLACK_BOT_TOKEN: slack.token,
  });
  const hook = { url: "" };
  const people = [personOf("me", slack.user), personOf("ana", slack.user)];
  const deliveries = createDeliveries(
    deliveryParts({
      ...{ clock: createHastyClock(), ...addresses, people: () => ({ all: people }) },
      webhookOf: () => (hook.url === "" ? undefined : { url: hook.url, secret: "a secret of sixteen" }),
    }),
  );
  const store = memoryStore(test);
  const definitions = new Map<string, Automation>();
  const ran = new Map<string, Automation>();
  const broken = new Set<string>();
  const worker = new OutboxWorker({
    ...{
      outbox: store.outbox,
      documents: store.documents,
      deliveries,
      root: "/workspace",
      clock: createFakeClock(AT),
      logger: silentLogger,
    },
    ...{ random: () => 1, sendTimeoutMs: 10_000, settleMs: 30_000, crashPoint: () => {}, ended: () => {}, postponed: () => {} },
    permit: createPermit({
      store,
      findAutomation: (id) => definitions.get(id),
      findRanBy: async (run) => ran.get(run),
      workspace: () => ({ owner: "me" }),
      isBroken: (id) => broken.has(id),
      people: () => ({ all: people }),
      secrets: () => [],
    }),
  });
  let count = 0;
  const other = await slack.addChannel("other");
  const journals = [
    () => slack.callsTo("chat.postMessage").map(({ args }) => args["channel"] ?? ""),
    () => mail.received.flatMap(({ to }) => to),
    () => receiver.taken,
  ];
  const seen = journals.map(() => 0);
  return {
    ...{ store, worker, deliveries, house, slack, definitions, ran, broken, people, hook },
    leftSince: () =>
      journals.flatMap((journal, index) => {
        const all = journal();
        const news = all.slice(seen[index]);
        seen[index] = all.length;
        return news;
      }),
    async prepare(it) {
      count += 1;
      people.splice(0, people.length, personOf("me", slack.user), personOf("ana", slack.user));
      hook.url = `${receiver.url}old`;
      const channel = await slack.addChannel(`risk-${count}`);
      for (const id of [channel, other]) house.places.set(id, { name: `risk-${count}`, members: [SAM, ANA] });
      const delivery = await deliveries.load(deliveryOf(it.sink));
      const options = optionsOf(it, channel);
      const outsiders = delivery.outsiders?.(options);
      const grant: WriteGrant = {
        ...{ name: "write", delivery: delivery.id, options, audience: delivery.audience(options) },
        ...(outsiders !== undefined && { outsiders }),
      };
      const id = `case-${count}`;
      const automation = automationWith({
        ...{ id, hash: `v1:${id}`, writes: [grant], ...(await readsOf(it.source, channel, other)) },
        approval: { when: it.asks === "audience_changed" ? ["audience_changed"] : it.asks, approvers: [], expiresMs: 86_400_000 },
        flows: ["slack", "gmail", "github", "events"].map((from) => ({ from, to: "write" })),
      });
      definitions.set(id, automation);
      if (it.accepted) await store.consents.save({ automation: id, hash: automation.hash, by: "me", at: AT });
      return { automation, grant, channel, other };
    },
  };
}

function personOf(key: string, account: string): Person {
  const nothing = { aliases: [], absences: [], vip: false };
  return { ...nothing, key, name: key, emails: [`${key}@example.com`], accounts: [`slack:${account}`] };
}

async function startHook(): Promise<{ server: Server; url: string; taken: readonly string[] }> {
  const taken: string[] = [];
  const server = createServer((request, response) => {
    taken.push(`webhook ${request.url}`);
    request.resume();
    request.once("end", () => response.writeHead(200, { "content-type": "application/json" }).end("{}"));
  });
  return { server, url: `http://127.0.0.1:${await listen(server)}/`, taken };
}

function deliveryOf(sink: Sink): string {
  return sink === "mail" ? "email" : sink === "webhook" ? "webhook" : "slack";
}

function optionsOf({ sink, shared }: Case, channel: string): Readonly<Record<string, unknown>> {
  switch (sink) {
    case "channel":
      return { to: channel, ...(shared && { shared }) };
    case "mail":
      return { to: ["ana"] };
    case "webhook":
      return { to: "ops" };
    default:
      return { to: sink === "owner" ? "me" : "ana" };
  }
}

/** As a definition would have them, with the audiences that connectors and event sources say themselves. */
async function readsOf(source: Source, channel: string, other: string): Promise<Pick<Automation, "reads" | "triggers">> {
  if (source === "nothing") return { reads: [], triggers: [] };
  if (source === "an event of a channel") {
    const options = { event: "message", channel: other } as const;
    const audience = slackSource.audience(options);
    return {
      reads: [],
      triggers: [{ kind: "event", source: "slack", options, audience, topic: slackSource.topic(options, ""), where: [] }],
    };
  }
  const [connector, options] = GRANTS[source](channel, other);
  const audience = (await shippedConnectors().load(connector)).audience(options);
  return { reads: [{ name: connector, connector, options, audience }], triggers: [] };
}

type Read = (channel: string, other: string) => readonly [connector: string, options: Readonly<Record<string, unknown>>];

const GRANTS: Readonly<Record<Exclude<Source, "nothing" | "an event of a channel">, Read>> = {
  mail: () => ["gmail", {}],
  "the channel itself": (channel) => ["slack", { channels: [channel] }],
  "another channel": (_channel, other) => ["slack", { channels: [other] }],
  "every channel": () => ["slack", {}],
  "a repository": () => ["github", { repositories: ["acme/Shop"] }],
};

/** A message as the end of a run leaves it, judged by the definition as it is then. */
export async function writeMessage(
  { store, deliveries, ran }: DriftWorld,
  { automation, grant }: Prepared,
  run: string,
): Promise<OutboxEntry> {
  const { name, delivery, options } = grant;
  ran.set(run, automation);
  const consent = await store.consents.find(automation.id);
  const proposal = { kind: "message", automation: automation.id, grant: name, delivery, options } as const;
  const verdict = decide(automation, proposal, consent ? { acceptedHash: consent.hash } : {});
  const rendered = (await deliveries.load(delivery)).preview(BRIEFING, options);
  const held = verdict.decision === "hold" && {
    state: "held" as const,
    approval: { content: hashOf(rendered.exact), reasons: verdict.reasons, approvers: ["me"] },
    expiresAt: "2026-11-30T08:00:00.000Z",
  };
  await addRun(store, run, { key: run, automation: automation.id, grant: name, delivery, options, ...held });
  return (await store.outbox.find(run)) ?? Promise.reject(new Error("expected a message to be kept, got none"));
}

/** Lets something happen to the place, the people or the definition of a case. */
export async function drift(world: DriftWorld, it: Case, { automation, grant, channel, other }: Prepared): Promise<void> {
  const { house, definitions, broken, people, hook, store, slack } = world;
  const { id } = automation;
  const place = house.places.get(channel) ?? { name: "", members: [] };
  const change = (changes: Partial<typeof place>) => void house.places.set(channel, { ...place, ...changes });
  const come = (newcomer: string) => change({ members: [...place.members, newcomer] });
  const define = (changes: Partial<Automation>) => void definitions.set(id, { ...automation, ...changes });
  const stranger = (account: Parameters<House["accounts"]["set"]>[1]) => {
    const newcomer = `U0${id.toUpperCase().replace("-", "")}`;
    house.accounts.set(newcomer, account);
    come(newcomer);
  };
  const steps: Readonly<Record<Drift, () => void | Promise<void>>> = {
    nothing: () => {},
    renamed: () => change({ name: "all-hands" }),
    "all others under the same id and another name": () => change({ name: "exec", members: [LEE, KIM] }),
    archived: () => change({ marks: ["is_archived"] }),
    "the app is taken out": () => change({ isOut: true }),
    shared: () => change({ marks: ["is_ext_shared"] }),
    "about to be shared": () => change({ marks: ["is_pending_ext_shared"] }),
    "a guest comes": () => stranger({ marks: ["is_restricted"] }),
    "a guest of one channel comes": () => stranger({ marks: ["is_restricted", "is_ultra_restricted"] }),
    "somebody of another workspace comes": () => stranger({ team: "T0OTHER00" }),
    "an app comes": () => stranger({ marks: ["is_bot"] }),
    "a member comes": () => come(ZOE),
    "a member leaves": () => change({ members: [SAM] }),
    "a guest comes and leaves": () => {
      stranger({ marks: ["is_restricted"] });
      change({});
    },
    "a guest comes to another channel": () => {
      house.accounts.set("U0GUEST00", { marks: ["is_restricted"] });
      house.places.set(other, { name: "other", members: [SAM, ANA, "U0GUEST00"] });
    },
    "made private": () => change({ marks: ["is_private"] }),
    "the permission to know guests is taken": () => {
      // Whoever was not met before can't be told from a guest now.
      come(`U0NEW${id.toUpperCase().replace("-", "")}`);
      slack.plan = {
        ...slack.plan,
        faultOf: (call) => (call.method.startsWith("users.") ? { error: "missing_scope", needed: "users:read" } : house.faultOf(call)),
      };
    },
    "the definition goes": () => void definitions.delete(id),
    "its file breaks for good": () => void (definitions.delete(id), broken.add(id)),
    "its write goes": () => define({ writes: [] }),
    "it writes elsewhere": () => define({ writes: [{ ...grant, options: { ...grant.options, to: "C0ELSEWHERE" } }] }),
    "its write is staged": () => define({ writes: [{ ...grant, staged: true }] }),
    "its words change": () => define({ hash: "v1:other", body: "Be brief." }),
    "it asks each time": () => define({ hash: "v1:other", approval: { ...automation.approval, when: "always" } }),
    "the consent is taken back": () => store.consents.remove(id, { by: "me", at: new Date(AT).toISOString() }),
    "a repository is renamed": () => {},
    "the address changes"() {
      people.splice(0, people.length, { ...personOf("me", slack.user) }, { ...personOf("ana", slack.user), emails: ["new@example.com"] });
      hook.url = hook.url.replace(/old$/, "new");
    },
    "the address goes"() {
      people.splice(1, 1);
      hook.url = "";
    },
  };
  await steps[it.drift]();
}
