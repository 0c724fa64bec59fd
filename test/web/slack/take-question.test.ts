import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { WebClient } from "@slack/web-api";
import type { Automation } from "../../../src/core/automation.ts";
import type { Event } from "../../../src/core/event.ts";
import { questionIn } from "../../../src/core/question.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { occurrenceIdOf } from "../../../src/engine/events/fate.ts";
import { takeQuestion } from "../../../src/web/slack/questions.ts";
import { questionTopic } from "../../../src/triggers/slack.ts";
import { automationWith } from "../../support/automation.ts";
import { createFakeClock } from "../../support/clock.ts";
import { memoryStore } from "../../support/store.ts";
import { ana, PLACE, people, SAM, STRANGER } from "./desk-world.ts";

const ROOT = "1763629500.000100";
const ours = "U0CHIEF00";

function answersFrom(...from: string[]): Automation {
  const options = { event: "question", ...(from.length > 0 && { from }) };
  const trigger = { kind: "event", source: "slack", options, audience: [], topic: questionTopic("answers"), where: [] } as const;
  return automationWith({ id: "answers", triggers: [trigger] });
}

/** Questions are kept as occurrences whose runs stay at work. */
function open(context: TestContext, automation = answersFrom()) {
  const store: Store = memoryStore(context);
  const clock = createFakeClock("2026-11-20T09:00:00.000Z");
  const [received, cancelled]: [Event[], string[]] = [[], []];
  const parts = {
    ...{ store, clock, automations: () => [automation] },
    operations: { cancel: async (run: string) => cancelled.push(run) > 0 },
    identify: async (user: string) => people.all.find(({ accounts }) => accounts?.includes(`slack:${user}`)),
    async receive(event: Event) {
      received.push(event);
      const at = event.at;
      const occurrence = {
        id: occurrenceIdOf(event, automation.id),
        automation: automation.id,
        kind: "event" as const,
        nominalAt: at,
        actualAt: at,
      };
      const run = { automation: automation.id, asOf: at, nominalAt: at, trigger: "event" as const, dryRun: false };
      await store.occurrences.admit(
        [{ occurrence: { ...occurrence, state: "due", reason: "", caughtUp: false, count: 1, event }, run }],
        at,
      );
    },
  };
  const say = (text: string, changes: Readonly<Record<string, string>> = {}) =>
    takeQuestion(
      parts,
      {
        type: "event_callback",
        event_id: `Ev${text}`,
        event_time: 1_763_629_500,
        event: { type: "app_mention", user: SAM, channel: PLACE.channel, ts: ROOT, text, ...changes },
      },
      new WebClient("xoxb-test"),
      ours,
    );
  return { say, received, cancelled };
}

const below = (ts: string, type = "message") => ({ type, ts, thread_ts: ROOT });
const idOf = (ts: string) => `event:answers:slack/question:${PLACE.channel}:${ts}`;

test("a run that is at work is taken back by whoever may ask, and by nobody else", async (context) => {
  const { say, cancelled, received } = open(context);
  await say(`<@${ours}> what changed?`);
  assert.equal(await say("cancel", { ...below("1763629501.000100"), user: STRANGER }), undefined);
  assert.equal(await say("cancel", { ...below("1763629502.000100"), user: "U0ANA0000" }), undefined);
  assert.deepEqual(cancelled, []);
  assert.equal(await say("Cancel that.", below("1763629503.000100")), "It is cancelled.");
  assert.deepEqual([cancelled, received.length], [[idOf(ROOT)], 1]);
});

test("what is added below a question is asked together with it, and ends the run that knows nothing of it", async (context) => {
  const { say, cancelled, received } = open(context);
  await say(`<@${ours}> what changed?`);
  await say("leave out the mails", below("1763629501.000100"));
  await say("and only since Monday", below("1763629502.000100"));
  assert.deepEqual(
    received.map((event) => questionIn(event)?.text),
    ["what changed?", "what changed?\nleave out the mails", "what changed?\nleave out the mails\nand only since Monday"],
  );
  assert.deepEqual(cancelled, [idOf(ROOT), idOf("1763629501.000100")]);
  assert.ok(received.every(({ fields }) => fields["thread"] === ROOT));
  await say("leave out the mails", below("1763629501.000100"));
  assert.deepEqual([received.length, cancelled.length], [3, 2], "what is told again changes nothing");
});

test("who may ask is said by the automation, and what is said to nobody here is let go", async (context) => {
  const { say, received } = open(context, answersFrom("ana"));
  assert.match((await say(`<@${ours}> what changed?`)) ?? "", /only to people/);
  await say("what changed?", { type: "message", user: "U0ANA0000" });
  assert.equal(received.length, 0, "a message in a channel that names nobody");
  await say("what changed?", { type: "message", user: "U0ANA0000", channel_type: "im", channel: "D0123456789" });
  await say(`<@${ours}>`, { user: "U0ANA0000", ts: "1763629504.000100" });
  assert.deepEqual(
    received.map(({ fields }) => [fields["person"], fields["channel"]]),
    [[ana.key, "D0123456789"]],
  );
});
