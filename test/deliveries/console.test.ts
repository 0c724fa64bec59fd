import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createConsole, type Screen } from "../../src/deliveries/console.ts";
import { sampleBriefing } from "../render/sample.ts";
import { describeDelivery, sendingOf, type Receiver } from "./contract.ts";
import { shippedDeliveries } from "../support/deliveries.ts";

function prepare(changes: Partial<Screen> = {}): Receiver {
  const printed: string[] = [];
  const screen: Screen = { print: (text) => void printed.push(text), columns: () => 80, color: false, ...changes };
  return { delivery: createConsole(screen), root: "/", options: {}, received: async () => printed };
}

describeDelivery("console", { prepare: async () => prepare(), arrivesOnce: false });

describe("the console", () => {
  it("asks for the columns anew for each briefing", async () => {
    let columns = 100;
    const receiver = prepare({ columns: () => columns });
    await receiver.delivery.send(sendingOf(receiver, sampleBriefing()));
    columns = 40;
    await receiver.delivery.send(sendingOf(receiver, sampleBriefing()));
    const [wide = "", narrow = ""] = await receiver.received();
    assert.ok(wide.split("\n").length < narrow.split("\n").length);
  });

  it("passes on that nobody listens any more", async () => {
    const receiver = prepare({ print: () => Promise.reject(new Error("broken pipe")) });
    await assert.rejects(receiver.delivery.send(sendingOf(receiver, sampleBriefing())), /broken pipe/);
  });
});

describe("the deliveries", () => {
  const deliveries = shippedDeliveries();

  it("are found by the ids that they carry", async () => {
    for (const id of deliveries.ids) assert.equal((await deliveries.load(id)).id, id);
  });

  it("are refused by any other id, with those that there are", async () => {
    const refusal = /^RangeError: expected a delivery to be one of console, email, file, plan, webhook,/;
    for (const id of ["telegram", "constructor"]) await assert.rejects(deliveries.load(id), refusal);
  });
});
