import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { after, describe, it, type TestContext } from "node:test";
import { TransientError } from "../../src/core/errors.ts";
import { createWebhook, type WebhookParts } from "../../src/deliveries/webhook.ts";
import { signatureOf } from "../../src/deliveries/webhook-request.ts";
import { parseOwnJson } from "../../src/lib/json.ts";
import { sampleBriefing } from "../render/sample.ts";
import { createFakeClock } from "../support/clock.ts";
import { startVendor, type Fault, type Vendor } from "../support/vendor.ts";
import { describeDelivery, sendingOf, type Receiver } from "./contract.ts";

const SECRET = "a secret of more than sixteen characters";
const vendors: Vendor[] = [];
after(() => Promise.all(vendors.map((vendor) => vendor.close())));

async function prepare(fault?: Fault, changes: Partial<WebhookParts> = {}): Promise<Receiver & { vendor: Vendor }> {
  const vendor = await startVendor(fault ? { faults: [fault] } : {}, createFakeClock());
  vendors.push(vendor);
  const { url, lookupUrl: lookup } = vendor;
  const delivery = createWebhook({
    clock: createFakeClock(),
    webhookOf: (name) => (name === "ops" ? { url, secret: SECRET, lookup } : undefined),
    ...changes,
  });
  return { delivery, vendor, root: "/", options: { to: "ops" }, received: async () => vendor.record.stored.map(({ body }) => body) };
}

/** A receiver that answers as told, under a path that is nobody's business. */
async function receiverWith(test: TestContext, listener: RequestListener): Promise<Receiver> {
  const server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  test.after(() => void server.close());
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}/private-path`;
  return to(url);
}

function to(url: string, lookup = url): Receiver {
  const delivery = createWebhook({ clock: createFakeClock(), webhookOf: () => ({ url, secret: SECRET, lookup }) });
  return { delivery, root: "/", options: { to: "ops" }, received: async () => [] };
}

const send = (receiver: Receiver) => receiver.delivery.send(sendingOf(receiver, sampleBriefing()));
const find = (receiver: Receiver) => receiver.delivery.find?.(sendingOf(receiver, sampleBriefing()));

describe("the webhook against a receiver", () => {
  describeDelivery("webhook", { prepare: () => prepare(), arrivesOnce: false });

  it("signs what it sends, so that the receiver can tell who sent it and that it is whole", async () => {
    const receiver = await prepare();
    await send(receiver);
    const [call] = receiver.vendor.record.stored;
    const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signature } = call?.headers ?? {};
    assert.equal(signature, `v1,${createHmac("sha256", SECRET).update(`${id}.${timestamp}.${call?.body}`).digest("base64")}`);
    assert.deepEqual([id, timestamp], [`v1:${sampleBriefing().run}`, String(Date.parse("2026-11-20T08:00:00.000Z") / 1_000)]);
    assert.equal(call?.headers["idempotency-key"], id);
  });

  it("says the briefing as data, as text and as Markdown, under a version", async () => {
    const receiver = await prepare();
    await send(receiver);
    const briefing = sampleBriefing();
    const { text, markdown, ...rest } = parseOwnJson<Record<string, unknown>>((await receiver.received())[0] ?? "");
    const { automation, run, title, asOf } = briefing;
    assert.deepEqual(rest, { version: 1, id: `v1:${run}`, automation, run, title, asOf, example: false, briefing });
    assert.match(String(text), /^Thu 19 Nov: 2 things need you\.\n/);
    assert.match(String(markdown), /^# Thu 19 Nov: 2 things need you\.\n/);
  });

  it("finds a message that arrived, and knows that another did not", async () => {
    const receiver = await prepare();
    assert.equal(await find(receiver), undefined);
    const sent = await send(receiver);
    assert.deepEqual(await find(receiver), sent);
  });

  it("can ask only where there is an address for that", async () => {
    const { delivery } = await prepare(undefined, { webhookOf: () => ({ url: "https://example.com", secret: SECRET }) });
    assert.equal(delivery.canFind?.({ to: "ops" }), false);
    assert.equal((await prepare()).delivery.canFind?.({ to: "ops" }), true);
  });

  for (const fault of ["drops-before", "drops-after", "stores-late", "gateway"] as const) {
    it(`is unsure of a receiver that ${fault.replace("-", " ")}`, async () => {
      await assert.rejects(send(await prepare(fault)), { name: "TransientError", code: "delivery-unsure" });
    });
  }

  it("is unsure of an attempt that was broken off", async () => {
    const receiver = await prepare("hangs-after");
    const controller = new AbortController();
    const sent = receiver.delivery.send(sendingOf(receiver, sampleBriefing(), { signal: controller.signal }));
    await receiver.vendor.hanging();
    controller.abort(new Error("too long"));
    await assert.rejects(sent, { code: "delivery-unsure" });
  });

  it("tries again later where the receiver has no time, after the wait that it asked for", async () => {
    await assert.rejects(send(await prepare("busy")), { name: "TransientError", code: "webhook-busy", retryAfterMs: 2_000 });
    await assert.rejects(send(await prepare("broken")), { name: "TransientError", code: "webhook-busy", message: /got HTTP 500/ });
  });
});

describe("what a webhook's receiver answers", () => {
  const answering = (test: TestContext, status: number, headers: Record<string, string> = {}, body = "") =>
    receiverWith(test, (_request, response) => void response.writeHead(status, headers).end(body));

  it("gives the receipt: its id, else where the message lies, else the status", async (test) => {
    assert.deepEqual(await send(await answering(test, 200, {}, '{"id":7}')), { receipt: "7" });
    assert.deepEqual(await send(await answering(test, 201, { location: "/messages/7" }, "created")), { receipt: "/messages/7" });
    assert.deepEqual(await send(await answering(test, 204)), { receipt: "HTTP 204" });
    assert.deepEqual(await send(await answering(test, 200, {}, '{"id":"two\\nlines"}')), { receipt: "HTTP 200" });
    assert.deepEqual(await send(await answering(test, 200, {}, `{"id":1,"more":"${"x".repeat(1_000_000)}"}`)), { receipt: "HTTP 200" });
  });

  it("counts although it breaks off behind its status", async (test) => {
    const receiver = await receiverWith(test, (_request, response) => {
      response.writeHead(202, { "content-length": "100" }).write("{", () => response.destroy());
    });
    assert.deepEqual(await send(receiver), { receipt: "HTTP 202" });
  });

  it("may ask for a wait until a date, by its own clock", async (test) => {
    const headers = { date: "Fri, 20 Nov 2026 03:00:00 GMT", "retry-after": "Fri, 20 Nov 2026 03:01:30 GMT" };
    await assert.rejects(send(await answering(test, 503, headers)), { retryAfterMs: 90_000 });
    await assert.rejects(send(await answering(test, 503, { "retry-after": "soon" })), { retryAfterMs: undefined });
  });

  for (const status of [400, 401, 404, 410, 413, 422, 301, 307]) {
    it(`refuses for good with ${status}, and the reader is told what to do`, async (test) => {
      const receiver = await answering(test, status, { location: "https://example.com/elsewhere" });
      await assert.rejects(send(receiver), {
        ...{ name: "PermanentError", code: "webhook-refused", message: `expected the webhook ops to take a message, got HTTP ${status}` },
        hint: /\.$/,
      });
    });
  }

  for (const status of [408, 425, 429, 500, 503, 507]) {
    it(`may pass with ${status}`, async (test) => {
      await assert.rejects(send(await answering(test, status)), { name: "TransientError", code: "webhook-busy" });
    });
  }

  for (const status of [204, 301, 401, 429, 500]) {
    it(`says nothing about a message with ${status} to a lookup`, async (test) => {
      await assert.rejects(async () => find(await answering(test, status)), { name: "TransientError", code: "webhook-lookup" });
    });
  }
});

describe("a webhook's address", () => {
  it("that nobody answers at leaves no doubt", async () => {
    const port = await freePort();
    for (const host of ["127.0.0.1", "localhost"]) {
      const gone = to(`http://${host}:${port}/private-path`);
      await assert.rejects(send(gone), { code: "webhook-unreachable", message: /got ECONNREFUSED$/ });
      await assert.rejects(async () => find(gone), { code: "webhook-lookup", message: /got ECONNREFUSED$/ });
    }
  });

  it("that speaks no TLS leaves no doubt", async (test) => {
    const vendor = await startVendor();
    test.after(() => vendor.close());
    await assert.rejects(send(to(vendor.url.replace("http:", "https:"))), { name: "TransientError", code: "webhook-unreachable" });
  });

  it("must be safe: encrypted unless it is this machine, without a password, an address at all", async () => {
    for (const url of [
      "http://example.com/x",
      "https://me:pass@example.com/",
      "ftp://127.0.0.1/",
      "http://127.0.0.1.example.com/",
      "private",
    ]) {
      await assert.rejects(send(to(url)), { name: "ConfigError", code: "webhook-address", hint: /config\/chief\.yaml/ });
      await assert.rejects(async () => find(to("https://example.com", url)), { code: "webhook-address" });
    }
  });

  it("is in no error, nor is the secret", async (test) => {
    const receivers = [
      to(`http://127.0.0.1:${await freePort()}/private-path`),
      to("http://example.com/private-path"),
      await receiverWith(test, (_request, response) => void response.writeHead(410).end()),
      await receiverWith(test, (_request, response) => void response.destroy()),
    ];
    for (const receiver of receivers) {
      for (const error of await Promise.all(
        [send(receiver), find(receiver)].map((each) => Promise.resolve(each).catch((e: unknown) => e)),
      )) {
        const told = error instanceof TransientError ? [error.message, error.hint, JSON.stringify(error)] : [JSON.stringify(error)];
        assert.doesNotMatch(told.join("\n"), /private-path|a secret of/);
      }
    }
  });

  it("that is gone from the configuration is told with the way out", async () => {
    const receiver = await prepare(undefined, { webhookOf: () => undefined });
    await assert.rejects(send(receiver), { name: "PermanentError", code: "webhook-unknown", hint: /Add it under `webhooks`/ });
  });
});

describe("the options of a webhook", () => {
  const schemaWith = (webhooks: readonly string[]) =>
    createWebhook({ clock: createFakeClock(), webhookOf: () => undefined, names: { webhooks } }).schema;

  it("name a webhook that there is", () => {
    assert.ok(schemaWith(["ops", "team"]).safeParse({ to: "team" }).success);
    const [issue] = schemaWith(["ops", "team"]).safeParse({ to: "temm" }).error?.issues ?? [];
    assert.deepEqual([issue?.code, issue?.path], ["invalid_value", ["to"]]);
  });

  it("name nothing where there is none", () => {
    assert.match(schemaWith([]).safeParse({ to: "team" }).error?.issues[0]?.message ?? "", /which has none/);
  });
});

describe("a signature", () => {
  it("is that of the standard's own example", () => {
    const signature = signatureOf({
      key: "msg_p5jXN8AQM9LWM0D4loKWxJek",
      atMs: 1_614_265_330_000,
      body: '{"test": 2432232314}',
      secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    });
    assert.equal(signature["webhook-signature"], "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });
});

/** A port of this machine at which nobody listens. */
async function freePort(): Promise<string> {
  const vendor = await startVendor();
  await vendor.close();
  return new URL(vendor.url).port;
}
