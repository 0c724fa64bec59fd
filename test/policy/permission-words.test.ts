import assert from "node:assert/strict";
import { test } from "node:test";
import type { Audience } from "../../src/core/audience.ts";
import type { Automation } from "../../src/core/automation.ts";
import type { WriteGrant } from "../../src/core/grant.ts";
import type { Sentence } from "../../src/core/sentence.ts";
import type { Trigger } from "../../src/core/trigger.ts";
import { audienceInWords, reachInWords, readersInWords } from "../../src/policy/audience-words.ts";
import { changesBetween } from "../../src/policy/changes.ts";
import { explainAutomation } from "../../src/policy/explain.ts";
import { flowsInWords, namedInWords } from "../../src/policy/flow-words.ts";
import { automationWith } from "../support/automation.ts";

const me: Audience = { kind: "person", person: "me" };
const ana: Audience = { kind: "person", person: "ana" };
const room: Audience = { kind: "place", place: "slack:C0123456789" };
const words = { read: () => "letters", write: ({ name }: WriteGrant) => `to ${name}`, event: () => "when mail comes" };
const chat: WriteGrant = { name: "chat", delivery: "slack", options: {}, audience: [room] };
const screen: WriteGrant = { name: "console", delivery: "console", options: {}, audience: [me] };
const gmail = { name: "gmail", connector: "gmail", options: {}, audience: [me] };

function told(about: Sentence["about"], changes: Partial<Automation>, acceptedHash?: string): string[] {
  const sentences = explainAutomation(automationWith(changes), words, acceptedHash);
  return sentences.filter((sentence) => sentence.about === about).map(({ text }) => text);
}

test("who reads is told as people say it", () => {
  const audiences: readonly [readonly Audience[], string, string][] = [
    [[me], "you", "you alone"],
    [[ana], "ana", "ana alone"],
    [[ana, me], "ana and you", "ana and you"],
    [[ana, room], "ana and those who can see C0123456789 in Slack", "ana and those who can see C0123456789 in Slack"],
    [[me, me], "you", "you"],
    [[{ kind: "public" }], "everybody", "everybody"],
    [[room], "those who can see C0123456789 in Slack", "those who can see C0123456789 in Slack"],
    [[{ kind: "place", place: "github:*" }], "those who can see it at GitHub", "those who can see it at GitHub"],
    [[{ kind: "place", place: "webhook:a:b" }], "whoever reads what the webhook a:b is sent", "whoever reads what the webhook a:b is sent"],
    [[], "", "nobody knows whom"],
  ];
  for (const [audience, plain, readers] of audiences) {
    assert.deepEqual([audienceInWords(audience), readersInWords(audience)], [plain, readers]);
  }
  const reaches = [
    reachInWords({ name: "#risk", count: 23, outsiders: ["another company", "2 guests"], fingerprint: "v1:a" }),
    reachInWords({ count: 1, outsiders: [], fingerprint: "v1:a" }),
    reachInWords({ name: "#risk", outsiders: ["1 guest"], fingerprint: "v1:a" }),
  ];
  assert.deepEqual(reaches, [
    "#risk: 23 readers, another company and 2 guests among them",
    "1 reader, nobody from outside among them",
    "#risk: people who can't be counted, 1 guest among them",
  ]);
});

test("a write is told with its caps, its readers, and whether strangers may be among them", () => {
  const of = (changes: Partial<WriteGrant>) => told("write", { writes: [{ ...chat, ...changes }] });
  const read = "read by those who can see C0123456789 in Slack.";
  assert.deepEqual(of({}), [`Can WRITE ONLY to chat: one message a run, ${read}`]);
  assert.deepEqual(of({ maxChars: 500 }), [`Can WRITE ONLY to chat: one message a run of at most 500 characters, ${read}`]);
  assert.match(of({ outsiders: true })[0] ?? "", /in Slack\. People from outside may be among them\.$/);
  assert.match(of({ outsiders: false })[0] ?? "", /\. Where people from outside are found among them, a message waits for a person\.$/);
  assert.match(of({ staged: true })[0] ?? "", /\. For now its messages are written down and not sent\.$/);
  assert.match(
    of({ withinMs: 3_600_000 })[0] ?? "",
    /\. A message is not sent later than 1 hour after the run, unless a person lets it go then\.$/,
  );
  assert.match(of({ withinMs: 0 })[0] ?? "", /not sent later than 0 days after/);
});

test("what sets an automation off is told as something that it reads", () => {
  const triggers: readonly Trigger[] = [
    { kind: "event", source: "gmail", options: {}, topic: "gmail", where: [], audience: [me] },
    { kind: "every", everyMs: 60_000 },
  ];
  assert.deepEqual(told("read", { triggers }), ["Can READ what sets it off, seen by you alone."]);
  assert.equal(told("outside", { triggers }).length, 1);
  assert.deepEqual([told("read", { triggers: triggers.slice(1) }), told("outside", { triggers: triggers.slice(1) })], [[], []]);
});

const takesTo = (what: string) => `It takes ${what}, to chat, where it is read by those who can see C0123456789 in Slack.`;

test("what goes further than its readers may see is told apart by whether it was named and accepted", () => {
  const reads = [gmail, { ...gmail, name: "files" }];
  const flows = [{ from: "gmail", to: "chat" }];
  const mail = takesTo("what gmail brings, which only you can see");
  const files = takesTo("what files brings, which only you can see");
  const unnamed = "Its file does not name that under flows, so each message there waits for a person.";
  const both = takesTo("what gmail brings and what files brings, which only you can see");
  assert.deepEqual(told("flow", { reads, writes: [chat, screen] }), [`${both} ${unnamed}`]);
  assert.deepEqual(told("flow", { reads, writes: [chat], flows }), [
    `${mail} Until that is accepted, each message there waits for a person.`,
    `${files} ${unnamed}`,
  ]);
  assert.deepEqual(told("flow", { reads, writes: [chat], flows }, "v1:test"), [`${mail} That was accepted.`, `${files} ${unnamed}`]);
  assert.deepEqual(told("flow", { reads, writes: [{ ...chat, staged: true }] }), []);
  const triggers: readonly Trigger[] = [{ kind: "event", source: "gmail", options: {}, topic: "gmail", where: [], audience: [me] }];
  const events = [{ from: "events", to: "chat" }];
  assert.equal(`It ${flowsInWords({ reads, triggers }, events, chat, "to chat")}.`, takesTo("what sets it off, which only you can see"));
  const nobody = flowsInWords({ reads, triggers }, [...events, { from: "gmail", to: "chat" }], { audience: [] }, "to chat");
  assert.match(nobody, /, to chat, where nobody knows who reads it$/);
  const mixed = [gmail, { ...gmail, name: "slack", audience: [room] }];
  const named = mixed.map(({ name }) => ({ from: name, to: "chat" }));
  assert.match(
    flowsInWords({ reads: mixed, triggers: [] }, named, chat, "to chat"),
    /^takes what gmail brings, which only you can see, and what slack brings, which only those who can see C0123456789 in Slack can see, to chat/,
  );
});

test("who is asked sees the whole message, which is told of whoever may not see all that it rests on", () => {
  const approval = { when: "always" as const, approvers: ["lee", "me", "lee"], expiresMs: 86_400_000 };
  const flows = [{ from: "gmail", to: "console" }];
  const definition = { reads: [gmail], writes: [screen], approval };
  const lee = "Who is asked about its messages to console sees them whole: lee would see what gmail brings, which only you can see.";
  assert.deepEqual(told("flow", definition), [`${lee} Its file does not name that under flows, so lee can't be asked.`]);
  assert.deepEqual(told("flow", { ...definition, flows }), [`${lee} Until that is accepted, lee can't be asked.`]);
  assert.deepEqual(told("flow", { ...definition, flows }, "v1:test"), [`${lee} That was accepted.`]);
  assert.deepEqual(told("approval", { ...definition, flows }), ["Each message waits for your yes, at most 1 day."]);
  assert.deepEqual(told("approval", { ...definition, flows }, "v1:test"), ["Each message waits for a yes from lee or you, at most 1 day."]);
  assert.deepEqual(namedInWords(automationWith({ ...definition, flows }), screen, "to console"), [lee.slice(0, -1).replace("Who", "who")]);
  assert.deepEqual(namedInWords(automationWith(definition), screen, "to console"), []);
  const further = automationWith({ ...definition, writes: [chat], flows: [{ from: "gmail", to: "chat" }] });
  const [takes = "", ...others] = namedInWords(further, chat, "to chat");
  assert.deepEqual([`${takes.replace("it", "It")}.`, others.length], [takesTo("what gmail brings, which only you can see"), 1]);
});

test("which messages wait, for whom and how long is told as it is decided", () => {
  const approval = (when: Automation["approval"]["when"], approvers: string[] = [], expiresMs = 86_400_000) => ({
    approval: { when, approvers, expiresMs },
    writes: [chat],
  });
  const cases: readonly [Partial<Automation>, string][] = [
    [approval("always"), "Each message waits for your yes, at most 1 day."],
    [approval("always", ["ana", "me"], 3_600_000), "Each message waits for a yes from ana or you, at most 1 hour."],
    [{ ...approval("always", ["ana", "ana"]), owner: "bo" }, "Each message waits for a yes from ana, at most 1 day."],
    [{ ...approval("always"), owner: "bo" }, "Each message waits for a yes from bo, at most 1 day."],
    [approval("always", ["me", "ana"]), "Each message waits for a yes from you or ana, at most 1 day."],
    [approval("never"), "Its messages are sent without asking, unless one is in doubt: that one waits for your yes, at most 1 day."],
    [
      approval(["first_run", "reviewer_unsure"]),
      "Its messages are sent without asking, unless one is the first to go there, leaves the reviewer unsure or is in doubt: that one waits for your yes, at most 1 day.",
    ],
    [
      approval(["audience_changed", "new_external_link", "audience_changed"]),
      "Its messages are sent without asking, unless one would be read by others than the one before it, links to a site that none before it linked to or is in doubt: that one waits for your yes, at most 1 day.",
    ],
    [{ reads: [gmail], writes: [chat] }, "Each message waits for your yes, at most 1 day."],
    [
      { ...approval(["first_run"]), reads: [gmail] },
      "Each message waits for your yes, at most 1 day. Once what it takes further is accepted, only one that is the first to go there or is in doubt does.",
    ],
    [
      { ...approval(["first_run", "audience_changed"]), writes: [screen] },
      "Its messages are sent without asking, unless one would be read by others than the one before it or is in doubt: that one waits for your yes, at most 1 day.",
    ],
    [
      { ...approval(["new_external_link"]), writes: [screen, chat] },
      "Its messages are sent without asking, unless one links to a site that none before it linked to and is read by others than its owner or is in doubt: that one waits for your yes, at most 1 day.",
    ],
    [
      { reads: [gmail], writes: [chat, screen] },
      "Its other messages are sent without asking, unless one is in doubt: that one waits for your yes, at most 1 day.",
    ],
  ];
  for (const [changes, text] of cases) assert.deepEqual(told("approval", changes), [text]);
  assert.deepEqual(told("approval", { approval: approval("always").approval }), []);
});

test("links are told where anything is written", () => {
  assert.deepEqual(told("links", { writes: [screen] }), ["Links only to what its lines cite."]);
  assert.deepEqual(told("links", { writes: [screen], links: ["a.example/*", "b.example"] }), [
    "Links only to what its lines cite, and of that only to a.example/* or b.example.",
  ]);
  assert.deepEqual(told("links", {}), []);
});

test("a change is told by the sentences that are new and those that are gone, whatever their grants are called now", () => {
  const sentence = (text: string, grant?: string): Sentence => ({ about: "read", text, ...(grant !== undefined && { grant }) });
  const before = [sentence("a", "git"), sentence("b", "git-2"), sentence("c"), sentence("c")];
  const now = [sentence("b", "git"), sentence("a", "git-2"), sentence("c"), sentence("d")];
  assert.deepEqual(changesBetween(before, now), { adds: [sentence("d")], drops: [sentence("c")] });
  assert.deepEqual(changesBetween(now, now), { adds: [], drops: [] });
  const [a, b, x] = [sentence("a"), sentence("b"), sentence("x")];
  assert.deepEqual(changesBetween([a, b], [x, b]), { adds: [x], drops: [a] });
  assert.deepEqual(changesBetween([a], [a, a]), { adds: [a], drops: [] });
  assert.deepEqual(changesBetween([], [sentence("a")]), { adds: [sentence("a")], drops: [] });
  const write: Sentence = { about: "write", text: "a" };
  assert.deepEqual(changesBetween([sentence("a")], [write]), { adds: [write], drops: [sentence("a")] });
});
