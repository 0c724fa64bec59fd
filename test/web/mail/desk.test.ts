import assert from "node:assert/strict";
import { after, before, test, type TestContext } from "node:test";
import type { Briefing } from "../../../src/core/briefing.ts";
import { replyIn } from "../../../src/core/heard-reply.ts";
import { LATER } from "../../store/samples.ts";
import { startMailServer, type MailServer } from "../../support/mail-server.ts";
import { FIRST, openMailWorld, SECOND, type MailWorld } from "./world.ts";

let server: MailServer;
before(async () => {
  server = await startMailServer();
});
after(() => server.close());

const replies = { host: "127.0.0.1", port: 143, security: "none", user: "sam", password: "${env:SECRET}" } as const; // oxlint-disable-line no-template-curly-in-string -- as people write it
const open = (context: TestContext): Promise<MailWorld> => openMailWorld(context, server.connection({ replies }));
const SAM = "sam@example.com";
let letters = 0;

/** A letter that answers these. */
function letter(body: string, ...answers: (string | undefined)[]) {
  letters += 1;
  return { from: SAM, id: `<letter-${letters}@example.com>`, answers: answers.map(String), body, at: LATER };
}

test("an order above a quote is done, and answered once below the letter", async (context) => {
  const world = await open(context);
  const { receipt } = await world.send("one");
  const reply = letter("done 1\n\nOn Fri, Nov 20, 2026 at 9:00 AM Chief <chief@example.com> wrote:\n> done 2", receipt);
  assert.match((await world.desk.hear(reply)) ?? "", /^Flag 1: taken as done/);
  assert.equal((await world.flag(FIRST))?.acknowledgement?.kind, "done");
  assert.equal((await world.flag(SECOND))?.acknowledgement, undefined);
  await world.outbox.drain();
  const { raw = "", to } = server.received.at(-1) ?? {};
  assert.deepEqual(to, [SAM]);
  assert.match(raw, new RegExp(`^In-Reply-To: ${reply.id}\r$`, "m"));
  assert.match(raw, /^Auto-Submitted: auto-replied\r$/m);
  assert.match(raw, /^Subject: =.UTF-8.Q.Re=3A_Morning/m);
  assert.match(raw.replaceAll(/\r\n /g, " "), new RegExp(`^References: ${receipt} ${reply.id}`, "m"));
});

test("a letter that comes again, also at once, is obeyed and answered once", async (context) => {
  const world = await open(context);
  const { receipt } = await world.send("one");
  const reply = letter("snooze 1 for 2 days", receipt);
  await Promise.all([1, 2, 3].map(() => world.desk.hear(reply)));
  const until = (await world.flag(FIRST))?.acknowledgement?.until;
  await world.clock.advance(3_600_000);
  assert.equal(await world.desk.hear(reply), undefined);
  assert.equal((await world.flag(FIRST))?.acknowledgement?.until, until);
  assert.equal((await world.answers()).length, 1);
});

test("what is written back to an answer is said of the briefing", async (context) => {
  const world = await open(context);
  const { receipt } = await world.send("one");
  await world.desk.hear(letter("mute 2", receipt));
  await world.outbox.drain();
  const [answer] = await world.answers();
  assert.match((await world.desk.hear(letter("undo", answer?.receipt, receipt))) ?? "", /^Flag 2: will be shown again/);
});

test("all the words are understood", async (context) => {
  const world = await open(context);
  const { receipt } = await world.send("one");
  assert.match((await world.desk.hear(letter("why 1", receipt))) ?? "", /^Because of 3fa2c1b/);
  assert.match((await world.desk.hear(letter("Help!", receipt))) ?? "", /^Answer a briefing with one of these/);
  assert.match((await world.desk.hear(letter("not a risk 3fa2c1b", receipt))) ?? "", /taken as no risk/);
  assert.match((await world.desk.hear(letter("stop", receipt))) ?? "", /^Morning briefing is paused/);
  assert.deepEqual(world.paused, ["morning"]);
  assert.equal(await world.desk.hear(letter("Thank you, this was helpful. I am done.", receipt)), undefined);
  assert.equal((await world.answers()).length, 4);
});

test("nobody is answered whom the message did not go to, and nothing of theirs is kept", async (context) => {
  const world = await open(context);
  const { receipt, key } = await world.send("one");
  for (const from of ["ana@example.org", "eve@evil.example", "sam@example.org"]) {
    assert.equal(await world.desk.hear({ ...letter("done 1", receipt), from }), undefined);
  }
  assert.equal(await world.desk.hear(letter("done 1", "<nothing@example.com>")), undefined);
  assert.deepEqual([await world.answers(), await world.store.replies.ofMessage(key)], [[], []]);
  assert.equal((await world.flag(FIRST))?.acknowledgement, undefined);
});

test("a question of low risk tells the code that says yes, and that alone lets the message go, once", async (context) => {
  const world = await open(context);
  const { held, asked, request } = await world.hold("one");
  const code = request.request?.code ?? assert.fail("expected a code");
  const raw = (server.received.at(-1)?.raw ?? "").replaceAll(/=\r\n/g, "");
  assert.match(raw, new RegExp(`approve\\s+${code}`));
  const other = code.replaceAll(/./g, "0");
  for (const words of ["approve", `approve ${other}`]) {
    assert.match((await world.desk.hear(letter(words, asked.receipt))) ?? "", /^Nothing was changed/);
  }
  assert.equal((await world.store.outbox.find(held.key))?.state, "held");
  assert.equal(await world.desk.hear({ ...letter(`approve ${code}`, asked.receipt), from: "ana@example.org" }), undefined);
  assert.equal((await world.store.outbox.find(held.key))?.state, "held");
  assert.equal(await world.desk.hear(letter(`approve ${code}`, asked.receipt)), "Approved: it was sent.");
  assert.equal((await world.store.outbox.find(held.key))?.decidedBy, "me");
  assert.match((await world.desk.hear(letter(`deny ${code}`, asked.receipt))) ?? "", /^It does not wait any more/);
  assert.equal((await world.store.outbox.find(held.key))?.state, "sent");
});

test("a message is denied by its code as well", async (context) => {
  const world = await open(context);
  const { held, asked, request } = await world.hold("one", [{ kind: "first_run" }]);
  assert.equal(await world.desk.hear(letter(`Deny ${request.request?.code}.`, asked.receipt)), "Denied: it is not sent.");
  assert.equal((await world.store.outbox.find(held.key))?.state, "denied");
});

test("where more was found than a rule, a letter says yes to nothing, and is told where to", async (context) => {
  const reasons = [
    { kind: "wider", from: "mail", to: "channel" },
    { kind: "new_external_link", hosts: ["x.example"] },
    { kind: "reviewer_unsure", why: "odd" },
    { kind: "rewritten" },
    { kind: "audience_changed", now: "a guest reads there" },
  ] as const;
  for (const reason of reasons) {
    const world = await open(context);
    const { held, asked, request } = await world.hold("one", [{ kind: "asked" }, reason]);
    assert.equal(request.request?.code, undefined);
    const code = request.request?.content.slice(3, 11);
    assert.match(
      (await world.desk.hear(letter(`approve ${code}`, asked.receipt))) ?? "",
      /^This can't be answered by mail.*chief approve /s,
    );
    assert.equal((await world.store.outbox.find(held.key))?.state, "held");
  }
});

test("nothing is offered where no answer would be read, or the mail does not show all of the message", async (context) => {
  const { request } = await (await openMailWorld(context, server.connection())).hold("one");
  assert.equal(request.request?.code, undefined);
  const { shippedDeliveries } = await import("../../support/deliveries.ts");
  const { createAddresses } = await import("../../../src/config/addresses.ts");
  const connections = { office: server.connection({ replies }) };
  const book = { root: "", dataDirectory: "", webhooks: {}, pings: {}, connections };
  const email = await shippedDeliveries(createAddresses(() => book, {})).load("email");
  const options = { to: ["me"] };
  assert.equal(email.takesWords?.(options, request), true);
  const [section] = request.sections;
  const [bullet] = section?.bullets ?? [];
  if (!section || !bullet) assert.fail("expected a line");
  const long: Briefing = { ...request, sections: [{ ...section, bullets: Array.from({ length: 2_000 }, () => bullet) }] };
  assert.equal(email.takesWords?.(options, long), false);
});

test("an answer to a question by mail is told to its automation once, with the letter that it stands in", async (context) => {
  const world = await open(context);
  const { receipt, key } = await world.ask();
  const reply = letter("Docs are done.\n\nOn Fri, Chief wrote:\n> Hi Sam", receipt);
  await Promise.all([1, 2, 3].map(() => world.desk.hear(reply)));
  assert.equal(await world.desk.hear({ ...letter("all done", receipt), from: "ana@example.org" }), undefined);
  assert.deepEqual(world.received.map(replyIn), [
    {
      ...{ id: `email:${reply.id}`, person: "me", at: LATER, text: reply.body, asks: ["a1"], grant: "email-2" },
      letter: { id: reply.id, about: receipt, subject: "Launch status: how does “Load test” stand?" },
    },
  ]);
  assert.deepEqual([await world.answers(), (await world.store.replies.ofMessage(key)).length], [[], 1]);
});

test("an answer that nobody waits for is told so by mail, and is no order", async (context) => {
  const world = await open(context);
  world.hears.answers = false;
  const { receipt } = await world.ask();
  assert.match((await world.desk.hear(letter("stop", receipt))) ?? "", /^Nobody waits for answers/);
  assert.deepEqual([world.paused, (await world.answers()).length], [[], 1]);
});

test("whoever answers a question that is long over is told so by mail, and nothing is noted", async (context) => {
  const world = await open(context);
  const { receipt } = await world.ask();
  const [ask] = await world.store.asks.list({ person: "me" });
  await world.store.asks.cancel(ask?.automation ?? "", "all", "called off", LATER);
  await world.clock.advance(15 * 24 * 3_600_000);
  assert.equal(await world.desk.hear(letter("Docs are done.", receipt)), "This question is over, so nothing was noted.");
  assert.deepEqual([world.received, (await world.answers()).length], [[], 1]);
});
