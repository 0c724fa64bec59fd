import assert from "node:assert/strict";
import { test } from "node:test";
import { findPerson, withOwner, type Person } from "../../src/core/person.ts";

const ANA: Person = { key: "ana", name: "Ana", emails: ["ana@example.com"], aliases: [], absences: [], vip: true };
const SAM: Person = { key: "me", name: "Sam", emails: ["sam@example.com"], aliases: ["sr"], absences: [], vip: false };

test("the owner is known by what the accounts say, beside what is written, each once", () => {
  const people = withOwner({ all: [ANA, SAM] }, [{ email: "sam@acme.example" }, { email: "SAM@example.com" }, { account: "github:sam" }]);
  const me = people.all.find(({ key }) => key === "me");
  assert.deepEqual([me?.emails, me?.accounts, me?.name], [["sam@example.com", "sam@acme.example"], ["github:sam"], "Sam"]);
  assert.equal(findPerson(people, { account: "github:sam" })?.key, "me");
  assert.equal(people.all.length, 2);
});

test("where nobody is written down, the owner of the accounts is there all the same", () => {
  assert.equal(findPerson(withOwner({ all: [] }, [{ email: "sam@example.com" }]), { email: "sam@example.com" })?.key, "me");
});

test("an address of somebody else stays theirs", () => {
  const all = [ANA, SAM];
  assert.deepEqual(withOwner({ all }, [{ email: "ana@example.com" }]), { all });
});
