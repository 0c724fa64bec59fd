import { createHmac } from "node:crypto";
import { toEvents } from "../../../src/web/slack/events.ts";
import { createGateway } from "../../../src/web/slack/gateway.ts";
import { eventSchema } from "../../../src/web/slack/payloads.ts";
import { createHealthApp } from "../../../src/web/health.ts";
import { listen } from "../../../src/web/listen.ts";
import { systemClock } from "../../../src/lib/clock.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { openListenedSlack } from "../../support/slack-listening.ts";
import { JSON_TYPE, openKeeper } from "../../web/hook-world.ts";
import { flipped, repeated, without, type Closing, type Forgery, type Tally } from "./forgery.ts";
import { openPoster } from "./poster.ts";

const SECRET = "a signing secret of the tests";
const BODY = bodyOf("EvForged");

/** Sends forged requests to `/slack/<connection>`, and among them genuine ones, which are then sent again. */
export async function forgeSlack(context: Closing): Promise<Tally> {
  const { store, receive } = await openKeeper(context, [{ id: "chat", source: "slack", topic: "slack:message:any" }]);
  const slack = await openListenedSlack();
  const gateway = createGateway({
    listening: () => ({ team: { kind: "slack", token: "xoxb-test", signingSecret: SECRET, api: slack.api } }),
    readSecret: (reference) => reference,
    handlers: {
      async event(body) {
        for (const event of toEvents(eventSchema.parse(body), { all: [] })) await receive(event);
      },
      action: () => Promise.reject(new Error("expected no click to be forged, got one")),
    },
    clock: systemClock,
    logger: silentLogger,
  });
  gateway.follow();
  while (gateway.states()[0]?.state.startsWith("listens") !== true) await new Promise((resolve) => setImmediate(resolve));
  const health = createHealthApp(() => Promise.resolve({ ready: true }));
  const { port, close } = await listen(health, { host: "127.0.0.1", port: 0 }, gateway.take);
  const post = openPoster(context, port, async () => {
    await gateway.stop();
    slack.close();
    await close();
  });
  const count = async (): Promise<number> => (await store.occurrences.list({})).length;
  const signed = sign(BODY);
  const forgeries = [...missing(), ...wrongSecrets(), ...badTimes(), ...tooLarge()];
  forgeries.push(...repeated([signed]), ...flipped([signed], BODY));
  const accepted: string[] = [];
  const genuine: { headers: Record<string, string>; body: string }[] = [];
  for (const [index, { what, headers, body = BODY }] of forgeries.entries()) {
    if (index % 10 === 0) {
      const text = bodyOf(`Ev${index}`);
      genuine.push({ headers: sign(text), body: text });
      await post("/slack/team", sign(text), text);
    }
    const status = await post("/slack/team", headers, body);
    if (status < 400) accepted.push(`${what}: ${status}`);
  }
  const validAccepted = await count();
  for (const { headers, body } of genuine) await post("/slack/team", headers, body);
  if ((await count()) > validAccepted) accepted.push("sent before");
  return { cases: forgeries.length + genuine.length, accepted, valid: genuine.length, validAccepted };
}

function bodyOf(id: string): string {
  const event = { type: "message", user: "U1", channel: "C1", ts: "1.1", text: "Deployed" };
  return JSON.stringify({ type: "event_callback", event_id: id, event_time: 1, event });
}

/** As Slack does: https://docs.slack.dev/authentication/verifying-requests-from-slack */
function sign(body: string | Buffer, { secret = SECRET, seconds = String(Math.floor(Date.now() / 1_000)) } = {}): Record<string, string> {
  const signature = `v0=${createHmac("sha256", secret).update(`v0:${seconds}:`).update(body).digest("hex")}`;
  return { ...JSON_TYPE, "x-slack-request-timestamp": seconds, "x-slack-signature": signature };
}

function missing(): Forgery[] {
  const right = sign(BODY);
  const value = right["x-slack-signature"] ?? "";
  const sha1 = createHmac("sha1", SECRET).update(BODY).digest("hex");
  const values = [
    "",
    "v0",
    "v0=",
    value.slice(3),
    value.toUpperCase(),
    value.slice(0, -1),
    `${value}0`,
    `v1=${value.slice(3)}`,
    `v0=${sha1}`,
  ];
  const names = ["x-slack-signature", "x-slack-request-timestamp"];
  return [
    { what: "no header at all", headers: JSON_TYPE },
    { what: "the secret as a token", headers: { ...JSON_TYPE, authorization: `Bearer ${SECRET}` } },
    ...names.map((name) => ({ what: `no ${name}`, headers: without(right, name) })),
    ...names.map((name) => ({ what: `an empty ${name}`, headers: { ...right, [name]: "" } })),
    ...values.map((signature) => ({ what: `the signature ${signature}`, headers: { ...right, "x-slack-signature": signature } })),
  ];
}

function wrongSecrets(): Forgery[] {
  const secrets = ["", "x", SECRET.toUpperCase(), `${SECRET} `, `${SECRET}\n`, SECRET.slice(1), "undefined", "null", "xoxb-test"];
  return secrets.map((secret) => ({ what: `the secret ${secret}`, headers: sign(BODY, { secret }) }));
}

/** Rightly signed, but long ago; Slack's library lets none of these through. */
function badTimes(): Forgery[] {
  const now = Math.floor(Date.now() / 1_000);
  const old = [330, 600, 3_600, 86_400, 31_536_000].map((age) => String(now - age));
  return [...old, "now", "", "NaN", "-1"].map((seconds) => ({ what: `the time ${seconds}`, headers: sign(BODY, { seconds }) }));
}

function tooLarge(): Forgery[] {
  const body = Buffer.alloc(10 * 1024 * 1024, 0x61);
  return [{ what: "10 MB", headers: sign(body), body }];
}
