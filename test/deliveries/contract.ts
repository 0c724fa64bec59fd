import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Briefing } from "../../src/core/briefing.ts";
import type { Delivery, SendContext } from "../../src/core/ports/outside.ts";
import { sampleBriefing } from "../render/sample.ts";

/** Somewhere to deliver to, and a way to see what arrived. */
export interface Receiver {
  delivery: Delivery;
  /** The workspace folder. */
  root: string;
  /** As written in a definition, before the schema. */
  options: unknown;
  /** What is there now, oldest first. */
  received(): Promise<readonly string[]>;
}

/** What a delivery's test supplies, so that the rules of all deliveries can be tried on it. */
export interface Subject {
  /** A receiver that nothing was sent to. */
  prepare(): Promise<Receiver>;
  /** True where the same message sent twice arrives once. */
  arrivesOnce: boolean;
}

/** What `send` is called with. */
export function sendingOf(receiver: Receiver, briefing: Briefing, changes: Partial<SendContext<unknown>> = {}): SendContext<unknown> {
  return {
    options: receiver.delivery.schema.parse(receiver.options),
    root: receiver.root,
    briefing,
    idempotencyKey: `v1:${briefing.run}`,
    attempt: 1,
    findEarlier: async () => undefined,
    signal: new AbortController().signal,
    ...changes,
  };
}

/** The promises that every delivery makes, as tests; call it once in the delivery's own test file. */
export function describeDelivery(name: string, subject: Subject): void {
  describe(`the delivery ${name} keeps the contract`, () => {
    it("has a schema that takes what a definition says and refuses keys that it does not know", async () => {
      const { delivery, options } = await subject.prepare();
      assert.ok(delivery.schema.safeParse(options).success);
      assert.equal(delivery.schema.safeParse({ ...Object(options), unheardOf: 1 }).success, false);
    });

    it("describes its grant in words that continue a sentence", async () => {
      const { delivery, options } = await subject.prepare();
      const words = delivery.describe(delivery.schema.parse(options));
      assert.match(words, /^[a-z]+ .*[^.\s]$/);
      assert.doesNotMatch(words, /[{}[\]]|undefined|\[object/);
    });

    it("names the same target for the same options", async () => {
      const { delivery, options } = await subject.prepare();
      assert.notEqual(delivery.target(delivery.schema.parse(options)), "");
      assert.equal(delivery.target(delivery.schema.parse(options)), delivery.target(delivery.schema.parse(options)));
    });

    it("delivers a briefing and gives a receipt", async () => {
      const receiver = await subject.prepare();
      const { receipt } = await receiver.delivery.send(sendingOf(receiver, sampleBriefing()));
      assert.notEqual(receipt, "");
      const [text, ...others] = await receiver.received();
      assert.match(text ?? "", /Send the signed contract to Acme/);
      assert.deepEqual(others, []);
    });

    it("shows beforehand what it would deliver", async () => {
      const { delivery, options } = await subject.prepare();
      const { text, exact } = delivery.preview(sampleBriefing({ example: true }), delivery.schema.parse(options));
      assert.match(text, /EXAMPLE/);
      assert.match(text, /Send the signed contract to Acme/);
      assert.doesNotThrow(() => JSON.stringify(exact));
    });

    it("heads made-up data with the word EXAMPLE", async () => {
      const receiver = await subject.prepare();
      await receiver.delivery.send(sendingOf(receiver, sampleBriefing({ example: true })));
      assert.match((await receiver.received()).join("\n"), /EXAMPLE/);
    });

    it("gives the same receipt when the same message is sent again", async () => {
      const receiver = await subject.prepare();
      const first = await receiver.delivery.send(sendingOf(receiver, sampleBriefing()));
      assert.deepEqual(await receiver.delivery.send(sendingOf(receiver, sampleBriefing(), { attempt: 2 })), first);
      assert.equal((await receiver.received()).length, subject.arrivesOnce ? 1 : 2);
    });

    it("sends nothing once it is told to stop", async () => {
      const receiver = await subject.prepare();
      const signal = AbortSignal.abort(new Error("told to stop"));
      await assert.rejects(receiver.delivery.send(sendingOf(receiver, sampleBriefing(), { signal })), /told to stop/);
      assert.deepEqual(await receiver.received(), []);
    });
  });
}
