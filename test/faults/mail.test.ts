import assert from "node:assert/strict";
import { test } from "node:test";
import { mailKills } from "../../bench/faults/mail-kills.ts";
import { mailDropsAfter, mailDropsBefore } from "../../bench/faults/mail.ts";

const MAILS = 8;
const KILLS = 4;

test("a mail that its server dropped before it stored it arrives once", async () => {
  assert.partialDeepStrictEqual(await mailDropsBefore(MAILS), { volume: MAILS, lost: 0, repeated: 0, met: true });
});

test("a mail that its server stored without saying so arrives once more at most, under the same id, or waits for a person", async () => {
  assert.partialDeepStrictEqual(await mailDropsAfter(MAILS), { volume: MAILS, lost: 0, repeated: 0, met: true });
});

test("no mail is lost where its sender is killed and its server stores late, and none comes more than once more", async () => {
  assert.partialDeepStrictEqual(await mailKills(KILLS), { volume: KILLS, lost: 0, repeated: 0, met: true });
});
