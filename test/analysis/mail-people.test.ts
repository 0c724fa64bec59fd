import assert from "node:assert/strict";
import { test } from "node:test";
import { displayName, isExternal, isMe, isVip, personOf } from "../../src/analysis/people.ts";
import type { People } from "../../src/core/person.ts";
import { people } from "../support/items.ts";

const actor = (name: string, email?: string): { name: string; email?: string; role: string } => ({
  name,
  role: "to",
  ...(email !== undefined && { email }),
});

test("people are known by address, name or alias, in any case", () => {
  assert.deepEqual(
    [actor("", "SAM@example.com"), actor("sam field"), actor("Sam"), actor("Sam Fields", "s@example.com")].map((each) =>
      isMe(people, each),
    ),
    [true, true, true, false],
  );
  assert.equal(isVip(people, actor("Priya Nair", "p@acme.example")), true);
  assert.equal(displayName(people, actor("dreyes")), "Dana Reyes");
  assert.equal(displayName(people, actor("", "x@acme.example")), "x@acme.example");
});

test("an account says who somebody is, whatever the name beside it", () => {
  const dana = { key: "dana", name: "Dana Reyes", emails: [], aliases: [], absences: [], vip: false, accounts: ["slack:U01"] };
  const known: People = { all: [dana, { ...dana, key: "me", name: "Sam Field", accounts: ["slack:U02"] }] };
  const called = (name: string, account?: string) => ({ name, role: "from", ...(account !== undefined && { account }) });
  const names = [called("sam", "slack:U01"), called("Sam Field", "slack:U99"), called("Dana Reyes"), called("", "slack:U02")];
  assert.deepEqual(
    names.map((actor) => personOf(known, actor)?.key),
    ["dana", undefined, "dana", "me"],
  );
});

test("who writes from another domain is from elsewhere, and of nobody without an address is that said", () => {
  const known: People = {
    all: [...people.all, { key: "kim", name: "Kim Lo", emails: ["kim@gmail.com"], aliases: [], absences: [], vip: false }],
  };
  const from = (email?: string): boolean => isExternal(known, actor("Somebody", email));
  assert.deepEqual(
    [from("a@acme.example"), from("a@example.com"), from("a@gmail.com"), from("kim@gmail.com"), from()],
    [true, false, true, false, false],
  );
});

test("what was found of one people file is not said of another", () => {
  const nobody: People = { all: [] };
  assert.equal(isVip(people, actor("Priya Nair")), true);
  assert.equal(isVip(nobody, actor("Priya Nair")), false);
});
