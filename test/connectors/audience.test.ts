import assert from "node:assert/strict";
import { test } from "node:test";
import { OWNER_ONLY } from "../../src/core/audience.ts";
import { shippedConnectors } from "../support/connectors.ts";

const connectors = shippedConnectors();
const audienceOf = async (id: string, options: Readonly<Record<string, unknown>>) => (await connectors.load(id)).audience(options);

test("what a connector brings is for its owner alone, unless it comes from a place that others are let into", async () => {
  for (const id of connectors.ids.filter((each) => !["slack", "github"].includes(each))) {
    assert.deepEqual(await audienceOf(id, {}), OWNER_ONLY, id);
  }
});

test("each channel and each repository that is read is another secret, and all of them is none of those that can be named", async () => {
  const place = (name: string) => ({ kind: "place", place: name });
  assert.deepEqual(await audienceOf("slack", { channels: ["C0123456789", "G0123456789"] }), [
    place("slack:C0123456789"),
    place("slack:G0123456789"),
  ]);
  assert.deepEqual(await audienceOf("github", { repositories: ["Acme/Shop"] }), [place("github:acme/shop")]);
  assert.deepEqual([...(await audienceOf("slack", {})), ...(await audienceOf("github", {}))], [place("slack:*"), place("github:*")]);
});
