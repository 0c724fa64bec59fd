import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { until } from "../../support/clock.ts";
import { chief, makeFolder, plainEnvironment, spawnChief, watchDaemon, type Daemon } from "../../support/chief.ts";
import { BOT, openListenedSlack, type ListenedSlack } from "../../support/slack-listening.ts";

const [SAM, STRANGER] = ["U0SAM0000", "U0NOBODY0"];
const CHANNEL = "C0123456789";
const OTHER = "C0999999999";

const answers = `---
name: Answers
on:
  slack: { event: question, channel: ${CHANNEL} }
reads:
  - files: { paths: [tasks] }
  - git
writes:
  - slack: { to: thread }
  - file: { path: never.md }
flows:
  - { from: files, to: slack }
  - { from: git, to: slack }
---

Answer.
`;
const morning = `---
name: Morning
reads:
  - files: { paths: [notes] }
writes:
  - slack: { to: ${CHANNEL} }
flows:
  - { from: files, to: slack }
---

Go through @Files.
`;
const workspace = (api: string) => ({
  "config/chief.yaml": `timezone: UTC
connections:
  acme: { kind: slack, token: "\${env:BOT}", appToken: "\${env:APP}", api: "${api}" }
`,
  "config/people.yaml": `me: { name: Sam Rivera, emails: [], accounts: { slack: ${SAM} } }\n`,
  "automations/answers.md": answers,
  "automations/morning.md": morning,
  "tasks/shop.md": "# Shop\n\n- [ ] Send the contract to the printer\n- [ ] Water the plants\n",
  "notes/secret.md": "# Secret\n\n- [ ] Ask about the contract behind closed doors due: 2026-01-05\n",
});

interface World {
  folder: string;
  slack: ListenedSlack;
  daemon: Daemon;
  posted(): { thread: string; text: string; channel: string }[];
  whispered(): string[];
  say(event: Readonly<Record<string, unknown>>): Promise<void>;
}

let messages = 100;

async function open(t: TestContext): Promise<World> {
  const slack = await openListenedSlack();
  t.after(() => slack.close());
  slack.answers.set("chat.postMessage", { ts: "1763629600.000900" });
  slack.answers.set("conversations.info", { channel: { name: "team", is_member: true, context_team_id: "T0TEAM000" } });
  slack.answers.set("conversations.members", { members: [SAM] });
  slack.answers.set("users.list", { members: [{ id: SAM, team_id: "T0TEAM000" }] });
  slack.answers.set("users.info", { user: { id: SAM, team_id: "T0TEAM000", profile: {} } });
  const folder = makeFolder(t, workspace(slack.api));
  for (const id of ["answers", "morning"]) {
    const accepted = await chief(folder, "accept", id, "--yes");
    assert.equal(accepted.code, 0, accepted.stderr);
  }
  const daemon = watchDaemon(t, spawnChief(folder, ["start"], { ...plainEnvironment, BOT: "xoxb-test", APP: "xapp-test" }));
  await daemon.says(/Chief is running/);
  await slack.connected();
  return {
    ...{ folder, slack, daemon },
    posted: () =>
      slack.calls
        .filter(({ method }) => method === "chat.postMessage")
        .map(({ fields }) => ({
          thread: String(fields["thread_ts"]),
          text: `${String(fields["text"])} ${JSON.stringify(fields["blocks"])}`,
          channel: String(fields["channel"]),
        })),
    whispered: () => slack.calls.filter(({ method }) => method === "chat.postEphemeral").map(({ fields }) => String(fields["text"])),
    async say(event) {
      messages += 1;
      const seconds = Math.floor(Date.now() / 1_000);
      const told = { type: "app_mention", user: SAM, channel: CHANNEL, ts: `${seconds}.000${messages}`, ...event };
      await slack.tell("events_api", {
        type: "event_callback",
        event_id: `Ev${messages}`,
        event_time: seconds,
        team_id: "T0TEAM000",
        event: told,
      });
    },
  };
}

interface AnswerRun {
  id: string;
  status: string;
  delivery: string;
  reason: string;
}

/** Resolves once so many runs of the answers have ended. */
async function ended({ folder }: World, count: number): Promise<AnswerRun[]> {
  let over: AnswerRun[] = [];
  await until(async () => {
    const { runs } = JSON.parse((await chief(folder, "runs", "answers", "--json")).stdout) as { runs: AnswerRun[] };
    over = runs.filter(({ status, delivery }) => !["queued", "running"].includes(status) && delivery !== "pending");
    return over.length >= count;
  }, `${count} runs to end`);
  return over;
}

test("What the owner asks in the channel is answered in that thread alone, by that automation's grants", async (t) => {
  const world = await open(t);
  await world.say({ text: `<@${BOT}> what about the contract?`, ts: "1763629500.000100" });
  const [run] = await ended(world, 1);
  assert.deepEqual([run?.status, run?.delivery], ["succeeded", "delivered"], run?.reason);
  const [first, ...rest] = world.posted();
  assert.ok(first);
  assert.deepEqual([first.channel, first.thread], [CHANNEL, "1763629500.000100"]);
  const all = [first, ...rest].map(({ text }) => text).join("\n");
  assert.match(all, /Send the contract to the printer/);
  assert.doesNotMatch(all, /closed doors|Water the plants/);
  assert.ok([first, ...rest].every(({ channel, thread }) => channel === CHANNEL && thread === "1763629500.000100"));
  const { messages: kept } = JSON.parse((await chief(world.folder, "messages", "--json")).stdout) as { messages: { delivery: string }[] };
  assert.deepEqual(
    kept.map(({ delivery }) => delivery),
    ["slack"],
    "nothing goes to its other places",
  );
});

test("A stranger's question starts nothing and is answered politely once; nor does one in another channel", async (t) => {
  const world = await open(t);
  await world.say({ text: `<@${BOT}> what about the contract?`, user: STRANGER });
  await world.say({ text: `<@${BOT}> what about the contract?`, user: STRANGER });
  await world.say({ text: `<@${BOT}> what about the contract?`, channel: OTHER });
  assert.deepEqual(world.whispered().length, 1);
  assert.match(world.whispered()[0] ?? "", /only to people whom an automation here names/);
  const { runs } = JSON.parse((await chief(world.folder, "runs", "--json")).stdout) as { runs: unknown[] };
  assert.deepEqual([runs.length, world.posted().length], [0, 0]);
});

test("In the thread of a question one can go on, leave a source out and take it back; others there are not heard", async (t) => {
  const world = await open(t);
  const thread_ts = "1763629500.000100";
  await world.say({ text: `<@${BOT}> what about the contract?`, ts: thread_ts });
  await ended(world, 1);
  const before = world.posted().length;
  await world.say({ type: "message", text: "Please leave out the tasks", thread_ts });
  await ended(world, 2);
  const later = world.posted().slice(before);
  assert.ok(later.length > 0 && later.every(({ thread }) => thread === thread_ts));
  assert.doesNotMatch(later.map(({ text }) => text).join("\n"), /Send the contract/);
  await world.say({ type: "message", text: "and the plants?", thread_ts, user: STRANGER });
  await world.say({ type: "message", text: "cancel", thread_ts });
  assert.deepEqual(world.whispered(), ["There was nothing left to cancel."]);
  const { runs } = JSON.parse((await chief(world.folder, "runs", "answers", "--json")).stdout) as { runs: unknown[] };
  assert.equal(runs.length, 2);
});

test("A question below a briefing knows its lines, and nothing else that the briefing's automation may read", async (t) => {
  const world = await open(t);
  const told = await chief(world.folder, "run", "morning");
  assert.equal(told.code, 0, told.stderr);
  const [briefing] = world.posted();
  assert.match(briefing?.text ?? "", /closed doors/);
  const before = world.posted().length;
  await world.say({ type: "message", text: "what is it with the closed doors?", thread_ts: "1763629600.000900" });
  const [run] = await ended(world, 1);
  assert.deepEqual([run?.status, run?.delivery], ["succeeded", "delivered"], run?.reason);
  const answer = world.posted().slice(before);
  assert.match(answer.map(({ text }) => text).join("\n"), /closed doors/);
  assert.ok(answer.every(({ thread }) => thread === "1763629600.000900"));
  await world.say({ type: "message", text: "done", thread_ts: "1763629600.000900" });
  const { runs } = JSON.parse((await chief(world.folder, "runs", "answers", "--json")).stdout) as { runs: unknown[] };
  assert.equal(runs.length, 1, "an order is no question");
});
