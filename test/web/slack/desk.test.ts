import assert from "node:assert/strict";
import { test } from "node:test";
import { AT, ledgerEntry, outboxEntry, runEnd, runInput, startRun } from "../../store/samples.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { parseReply } from "../../../src/web/desk/words.ts";
import { ana, FIRST, openDesk, PLACE, sam, SECOND } from "./desk-world.ts";

const click = { id: "trigger-1", person: sam, place: PLACE, verb: "done", key: FIRST } as const;
const written = { id: "1700000001.000100", person: sam, place: PLACE } as const;

test("a choice in a flag's menu is kept, shown in the message, and said", async (context) => {
  const { desk, entry, rewritten } = await openDesk(context);
  const told = await desk.choose(click);
  assert.match(told ?? "", /^Flag 1: taken as done\. Should it still be there on Fri 27 Nov/);
  assert.deepEqual((await entry(FIRST))?.acknowledgement, {
    ...{ kind: "done", by: "me", at: "2026-11-20T09:05:00.000Z" },
    until: "2026-11-26T23:00:00.000Z",
  });
  assert.equal((await entry(SECOND))?.acknowledgement, undefined);
  assert.deepEqual(
    rewritten.map(({ entry: { receipt } }) => receipt),
    [`${PLACE.channel}:${PLACE.ts}`],
  );
});

test("a choice that is told again, twice at once or late, is done once", async (context) => {
  const { desk, entry, rewritten, parts } = await openDesk(context);
  const told = await Promise.all([1, 2, 3, 4, 5].map(() => desk.choose(click)));
  assert.deepEqual(told.slice(1), [undefined, undefined, undefined, undefined]);
  const second = await desk.choose({ ...click, id: "trigger-2" });
  assert.equal(second, told[0]);
  assert.equal(rewritten.length, 1);
  // What was taken back since stays taken back, whenever Slack tells of the click again.
  await parts.operations.acknowledge(FIRST, undefined);
  assert.equal(await desk.choose(click), undefined);
  assert.equal((await entry(FIRST))?.acknowledgement, undefined);
});

test("nothing is changed by a choice of somebody else, for another flag, or in another message", async (context) => {
  const { desk, entry, rewritten, store } = await openDesk(context);
  const others = [
    { ...click, person: ana },
    { ...click, person: undefined, id: "trigger-3" },
    { ...click, key: "0000000", id: "trigger-4" },
    { ...click, key: FIRST.slice(0, 7), id: "trigger-5" },
    { ...click, place: { ...PLACE, channel: "C9999999999" }, id: "trigger-6" },
  ];
  for (const each of others) assert.match((await desk.choose(each)) ?? "", /nothing was changed/);
  assert.deepEqual([(await entry(FIRST))?.acknowledgement, rewritten], [undefined, []]);
  // Whose click it was is known, for whoever asks what happened.
  assert.deepEqual(
    (await store.replies.ofMessage("message")).map(({ person, text }) => [person, text]),
    [["ana", `done ${FIRST}`]],
  );
});

test("the reader's fixed words below a message act on the flag that they name", async (context) => {
  const { desk, entry } = await openDesk(context);
  assert.match((await desk.hear({ ...written, text: "snooze 2 3d" })) ?? "", /^Flag 2: not shown before Mon 23 Nov/);
  assert.match(
    (await desk.hear({ ...written, id: "1700000002.000100", text: `not a risk ${FIRST.slice(0, 7)}` })) ?? "",
    /^Flag 1: taken as no risk/,
  );
  assert.deepEqual([(await entry(FIRST))?.acknowledgement?.kind, (await entry(SECOND))?.acknowledgement?.kind], ["not_a_risk", "snooze"]);
  assert.equal(await desk.hear({ ...written, id: "1700000003.000100", text: "why 1" }), `Because of ${FIRST.slice(0, 7)}.`);
});

test("undo takes back the answer to the flag that it names, or else the last one", async (context) => {
  const { desk, entry, rewritten, parts } = await openDesk(context);
  const answered = async () => [(await entry(FIRST))?.acknowledgement?.kind, (await entry(SECOND))?.acknowledgement?.kind];
  assert.match((await desk.hear({ ...written, id: "1.1", text: "undo" })) ?? "", /^Which one\? Write "undo 1"/);
  await desk.hear({ ...written, id: "1.2", text: "done 1" });
  await parts.clock.advance(1_000);
  await desk.hear({ ...written, id: "1.3", text: "mute 2" });
  assert.equal(await desk.hear({ ...written, id: "1.4", text: "undo" }), "Flag 2: will be shown again.");
  assert.deepEqual(await answered(), ["done", undefined]);
  assert.equal(await desk.hear({ ...written, id: "1.5", text: "undo 1" }), "Flag 1: will be shown again.");
  assert.deepEqual(await answered(), [undefined, undefined]);
  assert.equal(rewritten.length, 4);
  await desk.hear({ ...written, id: "1.6", text: "undo 1" });
  assert.equal(rewritten.length, 4);
});

test("help says the words, and each of them is understood", async (context) => {
  const { desk } = await openDesk(context);
  const told = await desk.hear({ ...written, text: "help" });
  const words = [...(told ?? "").matchAll(/^(?<word>[a-z ]+):/gm)].map(({ groups }) => groups?.["word"] ?? "");
  assert.deepEqual(
    words.map((word) => parseReply(word)?.verb),
    ["done", "snooze", "mute", "not_a_risk", "why", "undo", "stop"],
  );
  for (const example of ["done 2", "snooze 2 for 3 days"]) assert.ok(told?.includes(example) && parseReply(example));
  assert.equal(await desk.hear({ ...written, text: "help" }), undefined);
});

test("where several flags could be meant, it is asked which, and nothing is changed", async (context) => {
  const { desk, entry } = await openDesk(context);
  assert.match((await desk.hear({ ...written, text: "done" })) ?? "", /^Which one\? Write "done 1"/);
  assert.match((await desk.hear({ ...written, id: "2.2", text: "done 7" })) ?? "", /^Which one\?/);
  assert.equal((await entry(FIRST))?.acknowledgement, undefined);
});

test("a reply that Slack tells five times is answered once and acts once", async (context) => {
  const { desk, rewritten } = await openDesk(context);
  const told = await Promise.all([1, 2, 3, 4, 5].map(() => desk.hear({ ...written, text: "mute 1" })));
  assert.equal(told.filter((each) => each !== undefined).length, 1);
  assert.equal(rewritten.length, 1);
});

test("stop pauses the automation and says how to take it up again", async (context) => {
  const { desk, paused, store } = await openDesk(context);
  assert.match((await desk.hear({ ...written, text: "stop" })) ?? "", /^Morning briefing is paused.*chief resume morning$/);
  assert.deepEqual(paused, ["morning"]);
  assert.equal((await store.definitions.paused())[0]?.automation, "morning");
});

test("what is no order, and what others write, is kept and left unanswered", async (context) => {
  const { desk, entry, store, paused } = await openDesk(context);
  assert.equal(await desk.hear({ ...written, text: "Which contract is that?" }), undefined);
  assert.equal(await desk.hear({ ...written, id: "3.1", person: ana, text: "done 1" }), undefined);
  assert.equal(await desk.hear({ ...written, id: "3.2", person: undefined, text: "stop" }), undefined);
  assert.equal(await desk.hear({ ...written, id: "3.3", place: { ...PLACE, ts: "1.1" }, text: "done 1" }), undefined);
  assert.deepEqual([(await entry(FIRST))?.acknowledgement, paused], [undefined, []]);
  assert.deepEqual(
    (await store.replies.ofMessage("message")).map(({ person, text, meaning }) => [person, text, meaning]),
    [
      ["me", "Which contract is that?", undefined],
      ["ana", "done 1", undefined],
      [undefined, "stop", undefined],
    ],
  );
});

test("an order that is told again after the message was brought up to date is not done again", async (context) => {
  const { desk, store, paused } = await openDesk(context);
  await desk.hear({ ...written, text: "stop" });
  await postAgain(store);
  assert.equal(await desk.hear({ ...written, text: "stop" }), undefined);
  assert.deepEqual(paused, ["morning"]);
});

test("what another automation knows of the same matter is neither told nor asked", async (context) => {
  const { desk, store, entry } = await openDesk(context);
  await store.runs.insert("other", { ...runInput("other"), automation: "other" }, AT);
  await store.runs.claim("other", AT);
  const over = ledgerEntry({ key: FIRST, resolvedAt: AT, lastTitle: [{ kind: "text", text: "Secret" }] });
  await store.runs.finish("other", { ...runEnd({ ledger: [over] }) }, AT);
  assert.match((await desk.choose(click)) ?? "", /taken as done/);
  assert.equal((await entry(FIRST))?.acknowledgement?.kind, "done");
});

/** A second message of the day, which takes the place of the first. */
async function postAgain(store: Store): Promise<void> {
  const [first] = await store.outbox.list({});
  await startRun(store, "again");
  const entry = { ...outboxEntry("again", "again"), delivery: "slack", briefing: first?.briefing ?? "" };
  await store.runs.finish("again", runEnd({ outbox: [entry] }), AT);
  await store.outbox.claim(AT, 1);
  await store.outbox.settle("again", { state: "sent", receipt: first?.receipt ?? "" }, AT);
}
