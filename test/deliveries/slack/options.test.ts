import assert from "node:assert/strict";
import { describe, it, test } from "node:test";
import type { KnownNames } from "../../../src/core/workspace.ts";
import { optionsSchema } from "../../../src/deliveries/slack/options.ts";
import { createSlack } from "../../../src/deliveries/slack/index.ts";
import { createHastyClock } from "../../support/clock.ts";
import { connectionsTo } from "../../support/slack-server.ts";

const sam = { key: "me", name: "Sam Rivera", emails: [], aliases: [], absences: [], vip: false };
const ana = { ...sam, key: "ana", name: "Ana Kovacs" };

function slackWith(names?: Pick<KnownNames, "connections" | "people">) {
  const connections = connectionsTo({ api: "https://slack.com/api/", token: "xoxb-1" });
  return createSlack({ clock: createHastyClock(), connections, people: () => ({ all: [sam, ana] }), ...(names && { names }) });
}

const names: Pick<KnownNames, "connections" | "people"> = {
  people: ["me", "ana"],
  connections: [
    { name: "acme", kind: "slack" },
    { name: "post", kind: "smtp" },
  ],
};

describe("the options of a message to Slack", () => {
  const isTaken = (options: unknown, known?: typeof names) => slackWith(known).schema.safeParse(options).success;

  it("name the owner, a person, or a channel by its id", () => {
    for (const to of ["me", "ana", "C0123456789", "G0123456789"]) assert.ok(isTaken({ to }, names), to);
    const others = ["#risk", "risk", "anna", "D0123456789", "U0123456789", "@ana", "", "C01"];
    for (const to of others) assert.equal(isTaken({ to }, names), false, to);
  });

  it("name whom the author of a pull request may be, and nobody where that is not asked", () => {
    assert.ok(isTaken({ to: "author", people: ["ana", "me"] }, names));
    const refused = [
      { to: "author" },
      { to: "author", people: [] },
      { to: "author", people: ["anna"] },
      { to: "author", people: ["C0123456789"] },
      { to: "author", people: ["author"] },
      { to: "author", people: "ana" },
      { to: "ana", people: ["ana"] },
      { to: "C0123456789", people: ["ana"] },
    ];
    for (const options of refused) assert.equal(isTaken(options, names), false, JSON.stringify(options));
  });

  it("make of an author one way for each person, and all of them its readers", () => {
    const { addressees, audience } = slackWith();
    const options = { to: "author", people: ["ana", "me"], connection: "acme", page: "attached" as const };
    assert.deepEqual(addressees?.(options), [
      { person: "ana", options: { to: "ana", connection: "acme", page: "attached" } },
      { person: "me", options: { to: "me", connection: "acme", page: "attached" } },
    ]);
    assert.deepEqual(audience(options), [
      { kind: "person", person: "ana" },
      { kind: "person", person: "me" },
    ]);
    assert.equal(addressees?.({ to: "ana" }), undefined);
  });

  it("name a roster, of which each question goes to one and by which nothing else goes", () => {
    const { addressees, audience, carries, describe: words } = slackWith();
    assert.ok(isTaken({ to: "roster", people: ["ana", "me"] }, names));
    for (const people of [undefined, [], ["anna"], ["C0123456789"], ["roster"], "ana"]) {
      assert.equal(isTaken({ to: "roster", ...(people !== undefined && { people }) }, names), false, JSON.stringify(people));
    }
    const options = { to: "roster", people: ["ana", "me"], connection: "acme" };
    assert.deepEqual(addressees?.(options), [
      { person: "ana", options: { to: "ana", connection: "acme" } },
      { person: "me", options: { to: "me", connection: "acme" } },
    ]);
    assert.deepEqual(audience(options), [
      { kind: "person", person: "ana" },
      { kind: "person", person: "me" },
    ]);
    assert.equal(carries?.(options), "questions");
    for (const to of ["ana", "author", "thread", "C0123456789"]) assert.equal(carries?.({ to, people: ["ana"] }), "briefing", to);
    assert.equal(words(options), "to Ana Kovacs or you in Slack through acme");
  });

  it("are taken as they are where nobody knows the people", () => {
    assert.ok(isTaken({ to: "somebody" }));
    assert.equal(isTaken({ to: "#risk" }), false);
  });

  it("name a connection to Slack", () => {
    assert.ok(isTaken({ to: "me", connection: "acme" }, names));
    assert.equal(isTaken({ to: "me", connection: "post" }, names), false);
  });

  it("say in words that can't be mistaken where a message goes", () => {
    const { describe: words } = slackWith();
    assert.equal(words({ to: "me" }), "to you in Slack");
    assert.equal(words({ to: "ana", connection: "acme" }), "to Ana Kovacs in Slack through acme");
    const author = { to: "author", people: ["ana", "me"] };
    assert.equal(words(author), "to the author of the pull request, in Slack, where that is Ana Kovacs or you");
    assert.equal(
      words({ ...author, people: ["ana"], connection: "acme" }),
      "to the author of the pull request, in Slack through acme, where that is Ana Kovacs",
    );
    assert.equal(words({ to: "C0123456789" }), "to the Slack channel C0123456789");
    assert.equal(words({ to: "C0123456789", name: "risk", connection: "acme" }), "to the Slack channel #risk (C0123456789) through acme");
    const shared = words({ to: "C0123456789", name: "#risk", shared: true });
    assert.equal(shared, "to the Slack channel #risk (C0123456789), also while guests or other companies read there");
  });

  it("make a target of the place, and of the connection where one is named", () => {
    const { target } = slackWith();
    assert.equal(target({ to: "C0123456789", name: "risk" }), target({ to: "C0123456789" }));
    assert.notEqual(target({ to: "me", connection: "acme" }), target({ to: "me", connection: "other" }));
  });
});

test("where there are several connections, the one that is meant must be named", () => {
  const names = {
    people: ["me"],
    connections: [
      { name: "acme", kind: "slack" as const },
      { name: "team", kind: "slack" as const },
    ],
  };
  const schema = optionsSchema(names);
  assert.match(schema.safeParse({ to: "me" }).error?.message ?? "", /to name its connection, since there are acme and team/);
  assert.ok(schema.safeParse({ to: "me", connection: "team" }).success);
  assert.ok(optionsSchema({ ...names, connections: names.connections.slice(0, 1) }).safeParse({ to: "me" }).success);
});
