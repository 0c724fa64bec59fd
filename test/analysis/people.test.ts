import assert from "node:assert/strict";
import { test } from "node:test";
import { isMe, isVip, personOf } from "../../src/analysis/people.ts";
import { people } from "../support/items.ts";

test("whoever writes under another's name is not that person: where there is an address, it alone decides", () => {
  assert.equal(isMe(people, { name: "Sam Field", email: "attacker@evil.test", role: "from" }), false);
  assert.equal(isMe(people, { name: "me", email: "attacker@evil.test", role: "from" }), false);
  assert.equal(isMe(people, { name: "Somebody else", email: "SAM@example.com", role: "to" }), true);
});

test("without an address the name decides, and for people of whom config has none", () => {
  assert.equal(isVip(people, { name: "Priya Nair", email: "priya@example.com", role: "from" }), true);
  assert.equal(personOf(people, { name: "Dana Reyes", role: "author" })?.key, "dana");
});
