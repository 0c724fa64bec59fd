import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import type { Audience } from "../../src/core/audience.ts";
import { formatProblem } from "../../src/lib/problem.ts";
import { flowsNeeded, flowsToApprovers } from "../../src/policy/audiences.ts";
import { askedInWords, flowsInWords } from "../../src/policy/flow-words.ts";
import { catalogueOf, connectors, deliveries, loadFiles, markdown } from "./workspace.ts";

const me: Audience = { kind: "person", person: "me" };
const flows = { needed: flowsNeeded, asked: flowsToApprovers, inWords: flowsInWords, askedInWords };

/** Sources that only their owner sees, and a room that others are let into. */
async function checks() {
  const [git, files] = await Promise.all([connectors.load("git"), connectors.load("files")]);
  const [console, chat] = await Promise.all([deliveries.load("console"), deliveries.load("chat")]);
  return {
    flows,
    connectors: catalogueOf([git, files].map((each) => ({ ...each, audience: () => [me] }))),
    deliveries: catalogueOf([
      { ...console, audience: () => [me] },
      {
        ...chat,
        schema: z.strictObject({ channel: z.string(), shared: z.boolean().optional() }),
        describe: () => "to the room",
        audience: (): Audience[] => [{ kind: "place", place: "chat:room" }],
        outsiders: (options: unknown) => JSON.stringify(options).includes("shared"),
      },
    ]),
  };
}

/** What is written in bad.md of flows, links and approval, and all that is said about it. */
const CASES: Readonly<Record<string, readonly [content: string, said: readonly string[]]>> = {
  "a flow from what is not read": [
    markdown("reads: [git]\nwrites: [{ chat: { channel: a } }]\nflows: [{ from: gti, to: chat }]"),
    ['bad.md:5:17: expected flows.from to name a grant under reads, or events, got "gti"\n  Did you mean git?'],
  ],
  "a flow to where nothing is written": [
    markdown("reads: [git]\nwrites: [{ chat: { channel: a } }]\nflows:\n  - { from: events, to: mail }"),
    ['bad.md:6:25: expected flows.to to name a grant under writes, got "mail"\n  There is chat.'],
  ],
  "an approver who is nobody": [
    markdown("writes: [console]\napproval: { when: always, approvers: [me, sma] }"),
    ['bad.md:4:43: expected an entry of approval.approvers to name me or a key of config/people.yaml, got "sma"\n  There is me.'],
  ],
  "a link that is a word": [
    markdown("writes: [console]\nlinks: [github.com/acme/*, everywhere]"),
    [
      'bad.md:4:28: expected each of links to be a host with a path, got "everywhere"\n  Write it as github.com/acme/*: a star stands at the end, or for what is before a host.',
    ],
  ],
};

for (const [name, [content, said]] of Object.entries(CASES)) {
  test(`${name} is one clear problem`, async (context) => {
    const { automations, problems } = await loadFiles(context, { "bad.md": content }, await checks());
    assert.deepEqual(automations, []);
    assert.deepEqual(problems.map(formatProblem), said);
  });
}

test("grants that can't be understood make no flow look unknown", async (context) => {
  const content = markdown("reads: [gti]\nflows: [{ from: git, to: chat }]");
  const { problems } = await loadFiles(context, { "bad.md": content }, await checks());
  assert.deepEqual(
    problems.map(({ message }) => message),
    ['expected a source that this version can read, got "gti"'],
  );
});

test("links are hosts, what lies below them, and the beginnings of paths", async (context) => {
  const judged: readonly [string, boolean][] = [
    ["github.com", true],
    ["github.com/acme/*", true],
    ["github.com/acme/shop", true],
    ["*.acme.example/*", true],
    ["https://acme.example:8443/a/*", true],
    ["http://acme.example/", true],
    ["*", false],
    ["*/acme", false],
    ["acme", false],
    ["a.*.example", false],
    ["github.com/*/shop", false],
    ["ftp://acme.example", false],
    ["javascript:alert(1)", false],
    ["user@acme.example", false],
    ["acme.example/a b", false],
    ["acme.example/?q=*", false],
    [".example", false],
    ["", false],
  ];
  for (const [link, isFine] of judged) {
    const content = markdown(`writes: [console]\nlinks: [${JSON.stringify(link)}]`);
    const { problems } = await loadFiles(context, { "bad.md": content }, await checks());
    assert.equal(problems.length, isFine ? 0 : 1, link);
  }
});

const takesTo = (what: string) =>
  `expected flows to say that it takes ${what}, to the room, where it is read by whoever reads what the chat room is sent; got no such flow, so each message there waits for a person`;

test("a flow that is needed and not named is told where it is written: the other way out first, then the line to add", async (context) => {
  const content = markdown("reads: [git, files]\nwrites:\n  - console\n  - chat: { channel: a }");
  const { automations, warnings } = await loadFiles(context, { "risk.md": content }, await checks());
  assert.equal(automations.length, 1);
  assert.deepEqual(warnings.map(formatProblem), [
    `risk.md:6:5: ${takesTo("what git brings and what files brings, which only you can see")}\n` +
      "  Take git and files out of reads, or leave it so: a person is asked. " +
      'Only if it is meant, write "flows: [{ from: git, to: chat }, { from: files, to: chat }]", and say `chief accept risk`.',
  ]);
});

test("what was left out beside flows to the same place is not proposed", async (context) => {
  const content = markdown("reads: [git, files]\nwrites:\n  - console\n  - chat: { channel: a }\nflows: [{ from: git, to: chat }]");
  const { warnings } = await loadFiles(context, { "risk.md": content }, await checks());
  assert.deepEqual(warnings.map(formatProblem), [
    `risk.md:6:5: ${takesTo("what files brings, which only you can see")}\n  Take files out of reads, or leave it so: a person is asked.`,
  ]);
});

test("the lines that are told end the warnings, one write after the other", async (context) => {
  const begun = "reads: [git, files]\nwrites: [{ chat: { channel: a } }, { chat: { channel: b } }]\non: { webhook: deploys }";
  const hintOf = async (written: string) => {
    const { warnings } = await loadFiles(context, { "risk.md": markdown(written) }, await checks());
    return warnings.map(({ hint }) => /write "(.+?)"(?: under flows)?, and/.exec(hint ?? "")?.[1] ?? "");
  };
  const [line = "", ...others] = await hintOf(begun);
  assert.deepEqual([others.length, /^flows: \[.+from: events, to: chat }\]$/.test(line)], [1, true], line);
  const [more = ""] = await hintOf(`${begun}\n${line}`);
  assert.match(more, /^{ from: git, to: chat-2 }, .+{ from: events, to: chat-2 }$/);
  assert.deepEqual(await hintOf(`${begun}\n${line.slice(0, -1)}, ${more}]`), []);
});

test("an approver who may not see all of what a message rests on is told, and a flow for that is no surplus", async (context) => {
  const people = { all: [{ key: "lee", name: "Lee", emails: [], aliases: [], absences: [], vip: false }] };
  const content = (flows: string) => markdown(`reads: [git]\nwrites: [console]\napproval: { when: always, approvers: [me, lee] }${flows}`);
  const parts = { ...(await checks()), people };
  const { warnings } = await loadFiles(context, { "risk.md": content("") }, parts);
  assert.deepEqual(warnings.map(formatProblem), [
    "risk.md:5:11: expected flows to say that who is asked about its messages console sees them whole: " +
      "lee would see what git brings, which only you can see; got no such flow, so only who may see that already is asked\n" +
      "  Take git out of reads, or leave it so: a person is asked. " +
      'Only if it is meant, write "flows: [{ from: git, to: console }]", and say `chief accept risk`.',
  ]);
  assert.deepEqual((await loadFiles(context, { "risk.md": content("\nflows: [{ from: git, to: console }]") }, parts)).warnings, []);
});

test("a flow that nobody needs is told, and what is not sent needs none", async (context) => {
  const surplus = markdown("reads: [git]\nwrites: [console]\nflows:\n  - { from: git, to: console }");
  const staged = markdown("reads: [git]\nwrites: [{ chat: { channel: a, staged: true } }]");
  const { warnings } = await loadFiles(context, { "a.md": surplus, "b.md": staged }, await checks());
  assert.deepEqual(warnings.map(formatProblem), [
    "a.md:6:5: expected flows to name what some readers may not see, got git to console, which all of them may\n  Remove it.",
  ]);
});

test("a grant keeps whether people from outside may read there, where its delivery can say", async (context) => {
  const content = markdown("writes: [console, { chat: { channel: a } }, { chat: { channel: a, shared: true } }]");
  const { automations } = await loadFiles(context, { "risk.md": content }, await checks());
  assert.deepEqual(
    automations[0]?.writes.map(({ outsiders }) => outsiders),
    [undefined, false, true],
  );
});
