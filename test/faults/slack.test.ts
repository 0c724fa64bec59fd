import assert from "node:assert/strict";
import { test } from "node:test";
import { slackFaults } from "../../bench/faults/slack.ts";
import { slackKills } from "../../bench/faults/slack-kills.ts";

const MESSAGES = 8;
const KILLS = 4;
const SEED = 7;

for (const measure of slackFaults) {
  test(`no part of a message to Slack is lost and none comes twice (${slackFaults.indexOf(measure) + 1})`, async () => {
    assert.partialDeepStrictEqual(await measure(MESSAGES), { volume: MESSAGES, lost: 0, repeated: 0, met: true });
  });
}

test("a process that is killed while it sends to Slack loses nothing that it promised, and sends no part twice", async () => {
  assert.partialDeepStrictEqual(await slackKills(KILLS, SEED), { volume: KILLS, lost: 0, repeated: 0, met: true });
});
