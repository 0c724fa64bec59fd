import assert from "node:assert/strict";
import { test } from "node:test";
import { messageTable } from "../../../src/cli/run-tables.ts";
import { REVIEW_MS } from "../../../src/engine/run/ask-reviewer.ts";
import { learnSecret } from "../../../src/lib/known-secrets.ts";
import { until } from "../../support/clock.ts";
import { forever } from "../../support/engine-world.ts";
import { FRIDAY, openWorld, TO_ME, TO_ROOM, type Answer } from "./review-world.ts";

const reader = { timezone: "UTC", asOf: FRIDAY };
const NO_CONDITIONS = { approvers: [], expiresMs: 3_600_000 } as const;

test("a yes lets a message go, of which the reviewer saw the definition, the place, all of its words and what it rests on", async (t) => {
  const world = openWorld(t, { answer: () => ({ verdict: "agreed", why: "it is what was asked for" }) });
  const [message] = await world.run("a");
  assert.partialDeepStrictEqual(message, { state: "sent", review: { verdict: "agreed", why: "it is what was asked for" } });
  assert.match(world.read("room.md") ?? "", /Send the contract/);
  const [request, ...others] = world.asked;
  assert.equal(others.length, 0);
  assert.equal(request?.to, "to the file room.md in the workspace");
  assert.match(request?.message ?? "", /Send the contract[^]*Book the room/);
  assert.ok(request?.definition.some(({ text }) => text.startsWith("Can READ")));
  assert.ok(request?.evidence.some(({ title, text }) => title === "Send the contract" && text.includes("due: 2026-11-18")));
  assert.match(
    messageTable(
      [message].flatMap((each) => each ?? []),
      reader,
    )[1]?.[4] ?? "",
    /the reviewer agreed: it is what was asked for/,
  );
});

test("a no ends a message and no other one, the owner hears why, and what it had to say is told again", async (t) => {
  const changes = { writes: [TO_ROOM, TO_ME] };
  const world = openWorld(t, { changes, answer: () => ({ verdict: "denied", why: "it tells of pay" }) });
  const [denied, mine] = await world.run("a");
  assert.partialDeepStrictEqual(denied, { state: "denied", grant: "file", review: { verdict: "denied", why: "it tells of pay" } });
  assert.equal(denied?.decidedBy, undefined);
  assert.partialDeepStrictEqual(mine, { state: "sent", grant: "file-2" });
  assert.deepEqual([world.read("room.md"), world.asked.length], [undefined, 1]);
  const troubles = await world.store.alerts.untold(FRIDAY, 300_000);
  assert.deepEqual(
    troubles.map(({ subject, reason }) => [subject, reason]),
    [[`message:${denied?.key}`, "the reviewer said no to it: it tells of pay"]],
  );
  const recorded = await world.store.audit.list({ kinds: ["policy.allowed", "policy.denied"] });
  assert.deepEqual(
    recorded.map(({ kind, detail }) => [kind, detail["grant"], detail["review"]]),
    [
      ["policy.denied", "file", "denied"],
      ["policy.allowed", "file-2", undefined],
    ],
  );
});

test("a run all of whose messages were refused has told nobody anything: the next one says it again", async (t) => {
  const verdicts = ["denied", "agreed"];
  const world = openWorld(t, { changes: { quiet: "when_nothing_new" }, answer: () => ({ verdict: verdicts.shift(), why: "so" }) });
  assert.equal((await world.run("a"))[0]?.state, "denied");
  assert.equal((await world.store.runs.find("a"))?.delivery, "refused");
  assert.equal((await world.run("b"))[0]?.state, "sent");
  assert.match(world.read("room.md") ?? "", /Send the contract/);
});

test("a doubt has a person asked, whose yes lets the message go without another question", async (t) => {
  const world = openWorld(t, { answer: () => ({ verdict: "unsure", why: "who is Ann?" }) });
  const [held] = await world.run("a");
  assert.partialDeepStrictEqual(held, { state: "held", approval: { reasons: [{ kind: "reviewer_unsure", why: "who is Ann?" }] } });
  assert.match(
    messageTable(
      [held].flatMap((each) => each ?? []),
      reader,
    )[1]?.[4] ?? "",
    /The reviewer did not say yes: who is Ann\?$/,
  );
  const content = held?.approval?.content ?? "";
  assert.equal(await world.store.outbox.decide(held?.key ?? "", { approved: true, by: "me", content }, FRIDAY), true);
  await world.run("b", { dryRun: true });
  assert.equal((await world.store.outbox.find(held?.key ?? ""))?.state, "sent");
});

const endless: Record<string, unknown> = { verdict: "agreed", why: "" };
endless["self"] = endless;
const withPrototypeKey: unknown = JSON.parse('{"verdict":"agreed","why":"","__proto__":{"verdict":"agreed"}}');
const heir = {};
Object.setPrototypeOf(heir, { verdict: "agreed", why: "" });
const JUNK: readonly [what: string, answer: Answer][] = [
  ["nothing", () => undefined],
  ["a word", () => "agreed"],
  ["JSON in a text", () => '{"verdict":"agreed","why":""}'],
  ["a list", () => [{ verdict: "agreed", why: "" }]],
  ["another verdict", () => ({ verdict: "yes", why: "" })],
  ["a verdict with a tail", () => ({ verdict: "agreed ", why: "" })],
  ["a verdict in a list", () => ({ verdict: ["agreed"], why: "" })],
  ["no reason", () => ({ verdict: "agreed" })],
  ["a reason that is no text", () => ({ verdict: "agreed", why: 7 })],
  ["more than was asked", () => ({ verdict: "agreed", why: "", message: "Send this instead" })],
  ["a prototype", () => withPrototypeKey],
  ["an inherited verdict", () => heir],
  ["a constructor", () => ({ verdict: "agreed", why: "", constructor: {} })],
  ["megabytes", () => ({ verdict: "agreed", why: "x".repeat(5_000_000) })],
  ["a circle", () => endless],
  [
    "a trap",
    () => ({
      verdict: "agreed",
      get why() {
        throw new Error("trap");
      },
    }),
  ],
];

for (const [what, answer] of JUNK) {
  test(`an answer that is ${what} is a doubt`, async (t) => {
    const [held] = await openWorld(t, { answer }).run("a");
    const why = "its answer could not be read";
    assert.partialDeepStrictEqual(held, { state: "held", approval: { reasons: [{ kind: "reviewer_unsure", why }] } });
  });
}

test("a reviewer that fails, at once or later, is a doubt", async (t) => {
  const answers: readonly Answer[] = [
    () => {
      throw new Error("no model");
    },
    () => Promise.reject(new Error("no model")),
  ];
  for (const answer of answers) {
    const [held] = await openWorld(t, { answer }).run("a");
    assert.partialDeepStrictEqual(held, { state: "held", review: { verdict: "unsure", why: "it could not be asked" } });
  }
});

test("silence and a late yes are doubts: it has its time and no more, is told to stop, and what it says after that is not heard", async (t) => {
  for (const isLate of [false, true]) {
    const late = Promise.withResolvers<unknown>();
    const signals: AbortSignal[] = [];
    // A run whose steps have less time than the reviewer does not fail for it.
    const world = openWorld(t, { changes: { stepTimeoutMs: 5_000 }, answer: (_, signal) => (signals.push(signal), late.promise) });
    await world.start("a");
    await until(() => signals.length === 1, "the reviewer to be asked");
    await world.clock.advance(REVIEW_MS - 1);
    assert.equal((await world.store.runs.find("a"))?.status, "running");
    await world.clock.advance(1);
    await world.ended("a");
    if (isLate) late.resolve({ verdict: "agreed", why: "sorry" });
    assert.equal(signals[0]?.aborted, true);
    await world.run("b", { dryRun: true });
    const [held] = await world.store.outbox.ofRun("a");
    assert.partialDeepStrictEqual(held, { state: "held", review: { verdict: "unsure", why: "no answer in time" } });
    assert.equal(world.read("room.md"), undefined);
  }
});

test("what a reviewer does to what it is shown changes no message", async (t) => {
  const answer: Answer = (request) => {
    request.message = "Send all money to Mallory";
    request.to = "to everybody";
    Object.assign(request.evidence, [{ title: "Mallory", text: "Mallory" }]);
    return { verdict: "agreed", why: "Mallory\u202e <https://evil.example/x> <!channel>" };
  };
  const world = openWorld(t, { answer });
  const [message] = await world.run("a");
  assert.equal(message?.state, "sent");
  assert.doesNotMatch(world.read("room.md") ?? "", /Mallory/);
  assert.doesNotMatch(message?.review?.why ?? "", /\u202e|evil\.example/);
});

test("its reason is cut to what a person reads, and holds no secret", async (t) => {
  learnSecret("xoxb-canary-of-the-reviewer");
  const leaky = openWorld(t, { answer: () => ({ verdict: "unsure", why: "is xoxb-canary-of-the-reviewer meant to be there?" }) });
  const [kept] = await leaky.run("a");
  assert.equal(kept?.review?.why, "is (secret) meant to be there?");
  const world = openWorld(t, { answer: () => ({ verdict: "unsure", why: "word ".repeat(400) }) });
  const [held] = await world.run("a");
  assert.ok([...(held?.review?.why ?? "")].length <= 300);
});

test("nobody is asked about a message to its owner alone, unless its definition names the reviewer's doubt", async (t) => {
  const answer: Answer = () => ({ verdict: "denied", why: "no" });
  const mine = openWorld(t, { answer, changes: { writes: [TO_ME] } });
  assert.equal((await mine.run("a"))[0]?.state, "sent");
  assert.equal(mine.asked.length, 0);
  const approval = { ...NO_CONDITIONS, when: ["reviewer_unsure"] } as const;
  const named = openWorld(t, { answer, changes: { writes: [TO_ME], approval } });
  assert.equal((await named.run("a"))[0]?.state, "denied");
});

test("nobody is asked about what is not sent: a dry run, a staged write, a quiet day", async (t) => {
  const answer: Answer = () => ({ verdict: "agreed", why: "" });
  const dry = openWorld(t, { answer });
  assert.deepEqual(await dry.run("a", { dryRun: true }), []);
  const staged = openWorld(t, { answer, changes: { writes: [{ ...TO_ROOM, staged: true }] } });
  assert.equal((await staged.run("a"))[0]?.state, "staged");
  const quiet = openWorld(t, { answer, changes: { quiet: "when_nothing_new" } });
  await quiet.run("a");
  assert.deepEqual(await quiet.run("b"), []);
  assert.deepEqual([dry.asked.length, staged.asked.length, quiet.asked.length], [0, 0, 1]);
});

test("a yes opens nothing that policy holds: neither an approval nor what goes further than its readers", async (t) => {
  const answer: Answer = () => ({ verdict: "agreed", why: "go on" });
  const reads = [
    { name: "files", audience: [{ kind: "person", person: "me" }], connector: "files", options: { paths: ["tasks.md"], maxFiles: 100 } },
  ] as const;
  for (const changes of [{ approval: { ...NO_CONDITIONS, when: "always" as const } }, { reads }]) {
    const world = openWorld(t, { answer, changes });
    assert.partialDeepStrictEqual((await world.run("a"))[0], { state: "held", review: { verdict: "agreed" } });
    assert.equal(world.read("room.md"), undefined);
  }
});

test("where there is no reviewer, messages go as policy permits them", async (t) => {
  const [message] = await openWorld(t, {}).run("a");
  assert.equal(message?.state, "sent");
  assert.equal(message?.review, undefined);
});

test("a run that is taken up again goes by what the reviewer said, and does not ask twice", async (t) => {
  let isDone = false;
  const world = openWorld(t, {
    answer: () => ({ verdict: "denied", why: "no" }),
    through: (workflow) => async (context, run) => {
      await workflow(context, run);
      isDone = true;
      return forever();
    },
  });
  await world.start("a");
  await until(() => isDone, "all stages to be through");
  const next = world.restart();
  assert.equal(await next.recover(), 1);
  await next.ended("a");
  assert.equal((await next.store.outbox.ofRun("a"))[0]?.state, "denied");
  assert.equal(next.asked.length, 1);
});

test("a message that is not what the reviewer has seen waits for a person", async (t) => {
  const world = openWorld(t, { answer: () => ({ verdict: "agreed", why: "fine" }), through: withOtherContent });
  const [held] = await world.run("a");
  const reasons = [{ kind: "reviewer_unsure", why: "it has seen other words than these" }];
  assert.partialDeepStrictEqual(held, { state: "held", approval: { reasons } });
  const content = held?.approval?.content ?? "";
  assert.equal(await world.store.outbox.decide(held?.key ?? "", { approved: true, by: "me", content }, FRIDAY), true);
  await world.run("b", { dryRun: true });
  assert.equal((await world.store.outbox.find(held?.key ?? ""))?.state, "sent");
});

/** As though the message were rendered otherwise since it was reviewed. */
const withOtherContent: NonNullable<Parameters<typeof openWorld>[1]["through"]> = (workflow) => async (context, run) => {
  const end = await workflow(context, run);
  const outbox = end.outbox.map((entry) => (entry.review ? { ...entry, review: { ...entry.review, content: "v1:other" } } : entry));
  return { ...end, outbox };
};
